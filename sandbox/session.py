"""A stack's sandbox that stays up between commands: an emulator, and a folder in the project that says where.

The folder holds the emulator's own files too, and goes with it. Its secret is for this user's eyes only.
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox.aws import Aws
from sandbox.emulator import folders, process
from sandbox.errors import SandboxError
from sandbox.lookups import ACCOUNT
from sandbox.registration import Properties

FOLDER = ".sandbox-"
"""What a sandbox's folder begins with; the stack's name follows."""
FILE = "session.json"
ANSWER_SECONDS = 10.0


@dataclass(frozen=True)
class Session:
    """A stack's emulator that runs: its process, how to reach it, and since when, in seconds since 1970."""

    stack: str
    pid: int
    aws: Aws
    since: float
    log: Path

    @property
    def state(self) -> Properties:
        """What was made so far, as ``deployment`` keeps it; empty before anything was."""
        found: Properties = self.aws.control("GET", "state") or {}
        return found

    @property
    def exports(self) -> Properties:
        """What the stack exports, secrets marked. Raises ``SandboxError`` where it never was there whole."""
        found = self.state.get("outputs")
        if not isinstance(found, dict):
            raise SandboxError(
                f"stack {self.stack!r} was never deployed as a whole; run: python -m sandbox up"
            )
        return found


def find(root: Path, stack: str) -> Session | None:
    """Return the running sandbox of a stack, ``None`` where there is none."""
    folder = _folder(root, stack)
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    aws = Aws(kept["endpoint"], ACCOUNT, kept["secret"])
    try:
        aws.control("GET", "clock", seconds=ANSWER_SECONDS)
    except SandboxError:
        return None
    return Session(stack, kept["pid"], aws, kept["since"], folder / process.LOG)


def running(root: Path, stack: str) -> Session:
    """Return the running sandbox of a stack. Raises ``SandboxError`` where there is none."""
    found = find(root, stack)
    if found is None:
        raise SandboxError(f"no sandbox is up for stack {stack!r}; start one by: python -m sandbox up")
    return found


def start(root: Path, stack: str, region: str, port: int) -> tuple[Session, subprocess.Popen[bytes]]:
    """Start an emulator for a stack; what one that died has left is cleared away.

    It ends with this process unless it is released. Raises ``SandboxError``.
    """
    folder = _folder(root, stack)
    stop(root, stack)
    try:
        folder.mkdir(mode=0o700)
        emulator, aws = process.start(folder, region, port, process.PATIENCE_SECONDS)
        session = Session(stack, emulator.pid, aws, time.time(), folder / process.LOG)
        _keep(session, folder)
    except OSError as error:
        stop(root, stack)
        raise SandboxError(f"{error.filename or folder} cannot be written: {error.strerror}") from error
    except BaseException:
        stop(root, stack)
        raise
    return session, emulator


def stop(root: Path, stack: str) -> bool:
    """End a stack's sandbox and remove its folder; return whether there was anything to end or remove."""
    folder = _folder(root, stack)
    there = folder.exists()
    found = find(root, stack)
    if found is not None:
        process.end(found.pid, folder)
    folders.clear(folder)
    return there


@contextmanager
def alone(root: Path, stack: str) -> Iterator[None]:
    """Keep any other command from the stack's sandbox. Raises ``SandboxError`` where one is at it."""
    # The lock is on a file that is there anyway, so that none is left.
    with (root / f"Pulumi.{stack}.yaml").open("rb") as settings:
        try:
            fcntl.flock(settings, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SandboxError(f"another command is at work on the sandbox of stack {stack!r}") from error
        yield


def _folder(root: Path, stack: str) -> Path:
    return root / f"{FOLDER}{stack}"


def _keep(session: Session, folder: Path) -> None:
    kept = {
        "pid": session.pid,
        "endpoint": session.aws.endpoint,
        "secret": session.aws.secret,
        "since": session.since,
    }
    handle = os.open(folder / FILE, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(kept, file)
