"""What a laptop and CI run.

``python3 noxfile.py -s preview`` needs nothing but Python and pip: it fills ``.venv`` with what
``requirements.txt`` pins, then hands over to nox. Where nox is installed, ``nox -s preview`` does the same.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import nox

ROOT = Path(__file__).parent.resolve()
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = ROOT / "requirements.txt"
STAMP = VENV / "requirements.sha256"


def install() -> None:
    """Fill ``.venv`` with what ``requirements.txt`` pins, unless it holds exactly that already."""
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted:
        return
    print("Installing the pinned dependencies into .venv (about 350 MB, once) ...", file=sys.stderr)
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--require-hashes", "-r", str(REQUIREMENTS)], check=True)
    STAMP.write_text(wanted)


if __name__ == "__main__":
    install()
    sys.exit(subprocess.run([PYTHON, "-m", "nox", "-f", __file__, *sys.argv[1:]], check=False).returncode)
