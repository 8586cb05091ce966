"""The folders in which emulators keep their files, each with its log; none outlasts its emulator for long.

A folder's name holds the process that started its emulator, and its log is locked for as long as that
emulator lives. Where both died without a word, the next start clears up.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from sandbox.errors import SandboxError

PREFIX = "disaster-recovery-sandbox-"
LOG = "emulator.log"
NEEDED_BYTES = 64 * 1024 * 1024
"""What an emulator with the code of a few functions in it takes up."""
_OWNED = re.compile(rf"{PREFIX}(\d+)-\w+")


def make() -> Path:
    """Make a folder for an emulator that this process starts, and clear away those that nobody uses.

    Raises ``SandboxError`` where there is no place for it.
    """
    try:
        sweep(Path(tempfile.gettempdir()))
        return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    except OSError as error:
        raise SandboxError(
            f"found no place for the emulator's files: {error}; wanted one to write to"
        ) from error


def open_log(folder: Path) -> BinaryIO:
    """Open an emulator's log, locked for whoever has it open.

    Raises ``SandboxError`` where it cannot be written, or the emulator would have too little room.
    """
    try:
        free = shutil.disk_usage(folder).free
        log = (folder / LOG).open("ab")
        fcntl.flock(log, fcntl.LOCK_SH)
    except OSError as error:
        raise SandboxError(
            f"the emulator's log {folder / LOG} cannot be written: {error.strerror}"
        ) from error
    if free < NEEDED_BYTES:
        log.close()
        found, wanted = free // 1024**2, NEEDED_BYTES // 1024**2
        raise SandboxError(f"found {found} MB free in {folder} for the emulator; wanted {wanted} MB")
    return log


def sweep(place: Path) -> None:
    """Clear away this user's folders whose starter is gone, and that no emulator uses."""
    for folder in place.glob(f"{PREFIX}*"):
        owner = _OWNED.fullmatch(folder.name)
        if owner and not _runs(int(owner[1])) and _is_own(folder) and not _is_used(folder):
            clear(folder)


def clear(folder: Path) -> None:
    """Remove an emulator's folder, and end the functions that an emulator which died has left in it."""
    ours = f"TMPDIR={folder}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if ours in (process / "environ").read_bytes().split(b"\0"):
                os.kill(int(process.name), signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _is_own(folder: Path) -> bool:
    try:
        return folder.is_dir() and not folder.is_symlink() and folder.stat().st_uid == os.getuid()
    except OSError:
        return False


def _is_used(folder: Path) -> bool:
    """Whether the log is locked; whose process this is says little where containers share a folder."""
    try:
        with (folder / LOG).open("rb") as log:
            fcntl.flock(log, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
