"""Runs a page's commands as an operator would: in a shell, where what one block exports the next one has."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "HOME", "SSL_CERT_FILE", "TMPDIR")
"""What a command sees of this process's environment, beside what the target says."""

BASH = ("_", "SHLVL", "PWD", "OLDPWD")
"""What each bash sets by itself."""


@dataclass(frozen=True)
class Ran:
    """What came of a block of commands; ``output`` is what it wrote, to stdout and to stderr."""

    status: int
    output: str


class Shell:
    """A bash for each block; variables that a block exports live on. ``folder`` is where they run."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        self._variables = {**kept, **environment, "AWS_PAGER": "", "AWS_MAX_ATTEMPTS": "2"}
        # The pinned tools of this project come before whatever else the machine has.
        tools = str(Path(sys.executable).parent)
        self._variables["PATH"] = os.pathsep.join([tools, self._variables.get("PATH", os.defpath)])
        self._folder = folder
        self._given = {**self._variables}

    def export(self, **variables: str) -> None:
        """Set what an operator decides by hand."""
        self._variables |= variables

    @property
    def exported(self) -> dict[str, str]:
        """What blocks have exported, and an operator has set, since it began."""
        return {
            name: value
            for name, value in self._variables.items()
            if self._given.get(name) != value and name not in BASH
        }

    def run(self, block: str, seconds: float) -> Ran:
        """Run a block; it is ended after ``seconds``, and then its status is 124."""
        with tempfile.TemporaryFile() as kept:
            script = f"set -euo pipefail\n{block}\nenv -0 >&{kept.fileno()}"
            process = subprocess.Popen(
                ["bash", "-c", script],
                cwd=self._folder,
                env=self._variables,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                pass_fds=(kept.fileno(),),
                start_new_session=True,
            )
            try:
                output, _ = process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                return Ran(124, f"{process.communicate()[0]}\nended after {seconds:g} s")
            except BaseException:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                raise
            kept.seek(0)
            self._keep(kept.read())
        return Ran(process.returncode, output)

    def _keep(self, environment: bytes) -> None:
        found = dict(each.split("=", 1) for each in environment.decode().split("\0") if "=" in each)
        if found:
            self._variables = found
