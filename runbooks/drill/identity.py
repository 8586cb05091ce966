"""What makes a run findable again: the commit, hashes of what was run, who ran it and on what."""

from __future__ import annotations

import getpass
import hashlib
import subprocess
from collections.abc import Iterable
from pathlib import Path

from runbooks.drill.report import Identity
from runbooks.drill.target import Target

NAMED = ("_arn", "_id", "_endpoint", "_url")
"""How the outputs end that name a resource."""
UNKNOWN = "unknown"
WRITTEN = ("runbooks/history.jsonl", "runbooks/README.md")
"""What drills themselves write, and so no change of what is drilled."""


def identity(root: Path, drill_id: str, target: Target, page: Path, drill: Path) -> Identity:
    """Say what is drilled; ``root`` is the project's folder."""
    commit = _git(root, "rev-parse", "HEAD")
    changes = _git(root, "status", "--porcelain", "--", ".", *(f":!{each}" for each in WRITTEN))
    return Identity(
        drill_id=drill_id,
        target=target.name,
        stack=target.stack,
        account=str(target.outputs["account"]),
        region=target.region,
        resources=tuple(
            sorted(str(each) for name, each in target.outputs.items() if each and name.endswith(NAMED))
        ),
        commit=commit,
        modified=changes not in {"", UNKNOWN},
        stack_hash=digest(sorted((root / "stack").rglob("*.py"))),
        page_hash=digest([page]),
        drill_hash=digest([drill]),
        operator=getpass.getuser(),
    )


def digest(files: Iterable[Path]) -> str:
    """Return the SHA-256 over files, in the order given, in hexadecimal digits."""
    found = hashlib.sha256()
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return UNKNOWN
    return done.stdout.strip()
