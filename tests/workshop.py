"""Small projects and packs in a folder, and a way to run the sandbox's commands on them."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Where interrupts are ignored, as in the background of a shell, what is started here would ignore them too.
signal.signal(signal.SIGINT, signal.default_int_handler)
TABLE = """
    import pulumi_aws as aws
    aws.dynamodb.Table("orders", hash_key="id", attributes=[{"name": "id", "type": "S"}])
"""


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    status: int
    stdout: str
    stderr: str

    @property
    def document(self):
        return json.loads(self.stdout)


@dataclass(frozen=True)
class Workshop:
    """A folder with projects and packs in it. ``mark`` finds every process that was started from here."""

    root: Path
    mark: str

    def project(self, program=TABLE, settings="name: shop\nruntime: python\n", stack="config: {}\n"):
        folder = self.root / "project"
        folder.mkdir(exist_ok=True)
        (folder / "Pulumi.yaml").write_text(settings)
        (folder / "Pulumi.dev.yaml").write_text(stack)
        (folder / "__main__.py").write_text(textwrap.dedent(program))
        return folder

    def pack(self, body, name="pack"):
        folder = self.root / name
        folder.mkdir()
        (folder / "PulumiPolicy.yaml").write_text("runtime: python\nversion: 1.2.3\n")
        (folder / "__main__.py").write_text("from pulumi_policy import *\n" + textwrap.dedent(body))
        return folder

    @contextmanager
    def started(self, *arguments, command="preview"):
        """A command that runs, and is ended when the test has what it wants of it."""
        project = str(self.root / "project")
        command = [sys.executable, "-m", "sandbox", command, "--cwd", project, *arguments]
        environment = {**os.environ, "WORKSHOP": self.mark, "COLUMNS": "300"}
        # It would hide what is lost in a buffer.
        environment.pop("PYTHONUNBUFFERED", None)
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes) as process:
            try:
                yield process
            finally:
                process.kill()

    def preview(self, *arguments):
        return self.run("preview", *arguments)

    def run(self, command, *arguments):
        with self.started(*(str(each) for each in arguments), command=command) as process:
            stdout, stderr = process.communicate(timeout=60)
        return Outcome(process.returncode, stdout, stderr)

    def sandboxes(self):
        """The folders of the sandboxes that are up."""
        return (self.root / "project").glob(".sandbox-*")

    def processes(self):
        """The ids of the processes that are still there, of all that were started from here."""
        # An emulator sees nothing of our environment, but lives in the project's folder.
        wanted = (f"WORKSHOP={self.mark}".encode(), f"HOME={self.root}".encode())
        found = [(path.name, _environment(path)) for path in Path("/proc").glob("[0-9]*")]
        return [name for name, environment in found if any(each in environment for each in wanted)]


def _environment(process):
    try:
        return (process / "environ").read_bytes()
    except (PermissionError, FileNotFoundError, ProcessLookupError):
        return b""
