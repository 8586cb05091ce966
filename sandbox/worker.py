"""Runs one preview in a process of its own: nothing that a program or a pack does can harm or outlive ours.

The process leads a group of its own, with the packs in it; ending the group ends all of them. Should this
process die first, the worker notices and ends its group itself.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Self

from sandbox.errors import SandboxError
from sandbox.job import Job, Progress
from sandbox.preview import Preview, preview

SHOWN_LINES = 20


class Worker:
    """A preview that has loaded what it needs and waits for ``result`` to be asked of it.

    Use it as a context manager: leaving it ends every process it started.
    """

    def __init__(self, job: Job) -> None:
        context = multiprocessing.get_context("fork")
        self._output = tempfile.TemporaryFile()  # noqa: SIM115 closed when the worker is left
        self._connection, theirs = context.Pipe()
        ends = (self._connection, theirs)
        self._process = context.Process(target=_work, args=(job, ends, self._output.fileno()), daemon=True)
        with _uninterrupted():
            self._process.start()
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid or 0, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self._connection.close()
        self._output.close()

    def result(self, progress: Progress, patience: float) -> Preview:
        """Let the preview run and return what came of it.

        Raises ``SandboxError`` for whatever went wrong, also when it is not done in ``patience`` seconds.
        """
        deadline = time.monotonic() + patience
        step = "starting"
        try:
            self._connection.send("go")
            while True:
                if not self._connection.poll(max(0.0, deadline - time.monotonic())):
                    raise SandboxError(f"not done after {patience:g} s (while {step}){self._tail()}")
                message = self._connection.recv()
                if isinstance(message, Preview):
                    return replace(message, printed=self.printed())
                if isinstance(message, SandboxError):
                    raise SandboxError(f"{message}{self._tail()}")
                step = message[0]
                progress(*message)
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            self._process.join(timeout=5)
            how = f"status {self._process.exitcode}"
            raise SandboxError(f"the process ended itself while {step} ({how}){self._tail()}") from error

    def printed(self) -> str:
        """What the program, and all that it started, wrote to the terminal."""
        self._output.seek(0)
        return self._output.read().decode(errors="replace")

    def _tail(self) -> str:
        lines = self.printed().strip().splitlines()[-SHOWN_LINES:]
        return "".join(f"\n  | {line}" for line in lines)


def run(job: Job, progress: Progress, patience: float) -> Preview:
    """Run once, from the start, and return what came of it. Raises ``SandboxError``."""
    with Worker(job) as worker:
        return worker.result(progress, patience)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Put an interrupt off: during a fork, Python may lose it in one of its own callbacks."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(job: Job, ends: tuple[Connection, Connection], output: int) -> None:
    os.setsid()
    # What is loaded by now stays, and a program drops little of what it makes: collecting would find nothing.
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, lambda *_: os.killpg(0, signal.SIGKILL))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
    ours, connection = ends
    # Held open here, it would hide that the other side is gone.
    ours.close()
    os.dup2(output, sys.__stdout__.fileno() if sys.__stdout__ else 1)
    os.dup2(output, sys.__stderr__.fileno() if sys.__stderr__ else 2)
    go = threading.Event()
    threading.Thread(target=_listen, args=(connection, go), daemon=True).start()
    result: Preview | SandboxError
    try:
        result = preview(job, go.wait, lambda *step: connection.send(step))
    except SandboxError as error:
        result = SandboxError(str(error))
    except BaseException:  # noqa: BLE001 whatever ends a worker is said, not swallowed
        result = SandboxError(f"the sandbox failed:\n{traceback.format_exc()}")
    # Once the result is there, this process may be ended.
    sys.stdout.flush()
    sys.stderr.flush()
    connection.send(result)
    os._exit(0)


def _listen(connection: Connection, go: threading.Event) -> None:
    """Pass on the word to go; when the other side is gone, end this process and all that it started."""
    try:
        while connection.recv() == "go":
            go.set()
    except (EOFError, OSError):
        os.killpg(0, signal.SIGKILL)
