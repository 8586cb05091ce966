"""What checkov checks of the types of this project's stacks: ``checks.json``, and how it is made.

``python -m sandbox.checkov.catalogue`` writes it anew; it asks the checkov in ``.venv-checkov``.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox import project
from sandbox.checkov.process import environment
from sandbox.checkov.program import PROGRAM, ROOT
from sandbox.errors import SandboxError
from sandbox.job import Job
from sandbox.registration import Registration
from sandbox.terraform.plan import plan
from sandbox.worker import run

FILE = Path(__file__).with_name("checks.json")
INSIDE = Path(__file__).with_name("inside") / "registry.py"
PROVIDER = "aws"
PATIENCE = 300


@dataclass(frozen=True)
class Check:
    """A check, and the types of ours that it is about."""

    id: str
    name: str
    types: tuple[str, ...]


def load() -> tuple[Check, ...]:
    """Read the checks, in the order of their ids."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))["checks"]
    return tuple(Check(name, row["name"], tuple(row["types"])) for name, row in rows.items())


def asked(types: Iterable[str]) -> dict[str, Any]:
    """Ask checkov about these types; see ``inside/registry.py``. Raises ``SandboxError``."""
    command = [str(PROGRAM.with_name("python")), str(INSIDE), *sorted(types)]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(  # noqa: S603 it is checkov's own Python
            command,
            env=environment(Path(folder)),
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
    if done.returncode:
        raise SandboxError(f"checkov's Python ended with status {done.returncode}:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def registered() -> tuple[Registration, ...]:
    """Return what all stacks of this project register."""
    jobs = (Job(project.load(ROOT, stack), ()) for stack in project.stacks(ROOT))
    return tuple(each for job in jobs for each in run(job, lambda *_: None, PATIENCE).recording.registrations)


def types(registrations: Iterable[Registration]) -> frozenset[str]:
    """Return what Terraform calls their types; a provider's is ``aws``."""
    return frozenset({PROVIDER, *(each.type for each in plan(registrations).resources)})


def document(told: dict[str, Any]) -> str:
    """Return what the file holds of what checkov told."""
    checks = {
        name: {"name": row["name"], "types": sorted(row["types"])}
        for name, row in sorted(told["checks"].items())
    }
    return json.dumps({"checkov": told["version"], "checks": checks}, indent=1) + "\n"


def main() -> None:
    """Write the file."""
    FILE.write_text(document(asked(types(registered()))), encoding="utf-8")


if __name__ == "__main__":
    main()
