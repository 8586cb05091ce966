"""Starts an emulator as a process, finds it again, and lets it go."""

from __future__ import annotations

import json
import os
import secrets
import selectors
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Self

from sandbox.aws import Aws
from sandbox.emulator import folders
from sandbox.emulator.folders import LOG
from sandbox.errors import SandboxError
from sandbox.lookups import ACCOUNT

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 30.0
PARTING_SECONDS = 5.0
"""How long an emulator may take to clear up after itself."""
GLANCE_SECONDS = 0.02
SHOWN_LINES = 12
KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "SSL_CERT_FILE")
"""What the emulator, and the functions in it, get to see of this process's environment: no credentials."""


class Emulator:
    """An emulated AWS for as long as the context lasts; afterwards neither process nor folder is left.

    ``port`` 0 takes a free one. Raises ``SandboxError`` where it cannot start.
    """

    def __init__(self, region: str, port: int = 0, patience: float = PATIENCE_SECONDS) -> None:
        self.folder = folders.make()
        try:
            self._process, self.aws = start(self.folder, region, port, patience)
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        let_go(self._process)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    @property
    def log(self) -> str:
        """What it wrote of its own accord."""
        return _log(self.folder)


def start(folder: Path, region: str, port: int, patience: float) -> tuple[subprocess.Popen[bytes], Aws]:
    """Start an emulator that keeps its files in ``folder`` and removes it in the end.

    It ends when this process does, unless it is released. Raises ``SandboxError``, after which none runs.
    """
    secret = secrets.token_hex(32)
    with folders.open_log(folder) as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "sandbox.emulator"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            cwd=ROOT,
            env=_environment(folder),
            start_new_session=True,
        )
    given = {
        "account": ACCOUNT,
        "secret": secret,
        "region": region,
        "folder": str(folder),
        "port": port,
    }
    try:
        with suppress(BrokenPipeError):
            _pipe(process.stdin).write(json.dumps(given).encode() + b"\n")
            _pipe(process.stdin).flush()
        port = _port(process, patience, folder)
    except BaseException:
        let_go(process)
        raise
    return process, Aws(f"http://127.0.0.1:{port}", ACCOUNT, secret)


def release(process: subprocess.Popen[bytes]) -> None:
    """Let an emulator live on after this process."""
    _pipe(process.stdin).write(b"\n")
    _pipe(process.stdin).flush()


def let_go(process: subprocess.Popen[bytes]) -> None:
    """End an emulator that was not released, and wait for that.

    It removes its folder by itself, so that nothing is left where whoever waits is interrupted.
    """
    with suppress(BrokenPipeError):
        _pipe(process.stdin).close()
    with suppress(subprocess.TimeoutExpired):
        process.wait(PARTING_SECONDS)
    kill(process.pid)  # one that died has left its functions
    process.wait()
    _pipe(process.stdout).close()


def end(pid: int, folder: Path) -> None:
    """End an emulator that was released, and wait until it has removed its folder, or is killed."""
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + PARTING_SECONDS
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(GLANCE_SECONDS)
    kill(pid)


def kill(pid: int) -> None:
    """Kill an emulator and the functions that run in it; its folder stays."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "HOME": str(folder), "TMPDIR": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}


def _port(process: subprocess.Popen[bytes], patience: float, folder: Path) -> int:
    deadline = time.monotonic() + patience
    stdout = _pipe(process.stdout)
    with selectors.DefaultSelector() as selector:
        selector.register(stdout, selectors.EVENT_READ)
        if not selector.select(max(0.0, deadline - time.monotonic())):
            raise SandboxError(f"the emulator did not start within {patience:g} s{_tail(folder)}")
    line = stdout.readline()
    if not line:
        raise SandboxError(f"the emulator did not start{_tail(folder)}")
    answer = json.loads(line)
    if "error" in answer:
        raise SandboxError(f"the emulator did not start: {answer['error']}")
    return int(answer["port"])


def _log(folder: Path) -> str:
    try:
        return (folder / LOG).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _tail(folder: Path) -> str:
    return "".join(f"\n  | {line}" for line in _log(folder).strip().splitlines()[-SHOWN_LINES:])


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise LookupError("the process was started without a pipe")
    return pipe
