"""Where checkov is: in an environment of its own, because it wants older libraries than Pulumi does."""

from __future__ import annotations

import os
from pathlib import Path

from sandbox.errors import SandboxError

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".venv-checkov" / ("Scripts/checkov.exe" if os.name == "nt" else "bin/checkov")


def find(named: Path | None) -> Path:
    """Return the program that is named, else the one that is installed; raises ``SandboxError`` without."""
    found = named or PROGRAM
    if not found.is_file():
        wanted = "wanted a program" if named else "`nox -s checkov` installs it, or name one with --checkov"
        raise SandboxError(f"no checkov at {found}; {wanted}")
    return found.absolute()
