"""A policy pack as a running process, started the way the engine starts it.

Starting does not wait: the pack loads while the program does. Nothing here speaks the analyzer protocol.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import tempfile
import time
from typing import Self

from sandbox.errors import SandboxError
from sandbox.pack import Pack
from sandbox.project import Project

# The protocol wants the address of an engine to log to; there is none, and the SDK falls back to stderr.
NO_ENGINE = "127.0.0.1:0"
SHOWN_LINES = 12


class PackProcess:
    """A pack that loads or serves. Leaving it as a context manager ends the process.

    ``patience`` is how many seconds the pack may take to start serving.
    """

    def __init__(self, pack: Pack, project: Project, patience: float) -> None:
        self.pack = pack
        self._patience = patience
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 closed when the process is ended
        self._process = subprocess.Popen(  # noqa: S603 the pack is what the user asked to run
            [str(pack.python), "-u", "-m", "pulumi.policy", NO_ENGINE, str(pack.path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            cwd=project.program if project.program.is_dir() else project.program.parent,
            env=_environment(project),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        self._stderr.close()

    def port(self) -> int:
        """Wait until the pack serves and return where. Raises ``SandboxError`` when it never does."""
        line = self._first_line()
        if not line.strip().isdigit():
            raise SandboxError(
                f"the policy pack {self.pack.path} printed {line.strip()!r} before it served; "
                "it must print nothing to stdout (print to stderr instead)"
            )
        return int(line)

    def fault(self, what: str) -> SandboxError:
        """Say that the pack did ``what``, with the end of what it wrote to stderr."""
        self._stderr.seek(0)
        text = self._stderr.read().decode(errors="replace").strip()
        tail = "".join(f"\n  {line}" for line in text.splitlines()[-SHOWN_LINES:])
        return SandboxError(f"the policy pack {self.pack.path} {what}{tail}")

    def _first_line(self) -> str:
        deadline = time.monotonic() + self._patience
        received = b""
        with selectors.DefaultSelector() as selector:
            selector.register(self._pipe, selectors.EVENT_READ)
            while not received.endswith(b"\n"):
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise self.fault(f"did not start within {self._patience:g} s")
                byte = os.read(self._pipe, 1)
                if not byte:
                    self._process.wait()
                    raise self.fault("ended before it served")
                received += byte
        return received.decode(errors="replace")

    @property
    def _pipe(self) -> int:
        if self._process.stdout is None:
            raise LookupError("the process was started without a pipe")
        return self._process.stdout.fileno()


def _environment(project: Project) -> dict[str, str]:
    return {
        **os.environ,
        "PULUMI_PROJECT": project.name,
        "PULUMI_STACK": project.stack,
        "PULUMI_ORGANIZATION": project.organization,
        "PULUMI_DRY_RUN": "true",
        "PULUMI_CONFIG": json.dumps(project.config),
    }
