"""What a laptop and CI run.

``python3 noxfile.py -s preview`` needs nothing but Python and pip: it fills ``.venv`` with what
``requirements.txt`` pins, then hands over to nox. Where nox is installed, ``nox -s preview`` does the same.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.resolve()
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = ROOT / "requirements.txt"
STAMP = VENV / "requirements.sha256"
OLDEST, NEWEST = (3, 11), (3, 13)


def install() -> None:
    """Fill ``.venv`` with what ``requirements.txt`` pins, unless it holds exactly that already."""
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted:
        return
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(f"error: found Python {sys.version.split()[0]}; wanted 3.11 to 3.13")
    print("Installing the pinned dependencies into .venv (once, about a minute) ...", file=sys.stderr)
    # Where this Python has a pip, the environment needs none of its own, which not every system can give it.
    borrowed = find_spec("pip") is not None
    venv = [sys.executable, "-m", "venv", "--clear", *(["--without-pip"] if borrowed else []), str(VENV)]
    subprocess.run(venv, check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)] if borrowed else [str(PYTHON), "-m", "pip"]
    filled = subprocess.run(
        [
            *pip,
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            str(REQUIREMENTS),
        ],
        check=False,
    )
    if filled.returncode:
        sys.exit(
            "error: pip could not install the dependencies (its message is above); mend that and try again"
        )
    STAMP.write_text(wanted)


if __name__ == "__main__" and Path(sys.prefix).resolve() != VENV:
    install()
    command = [str(PYTHON), "-m", "nox", "-f", __file__, *sys.argv[1:]]
    os.execv(PYTHON, command)  # noqa: S606 it takes our place, interrupts and all

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "types", "unit", "policy", "preview"]


def python(session: nox.Session, *arguments: str) -> None:
    """Run a module of the shared environment."""
    install()
    session.run(str(PYTHON), "-m", *arguments, external=True)


@nox.session
def preview(session: nox.Session) -> None:
    """Preview the stack offline and hold it against the policy pack."""
    python(session, "sandbox", "preview", *session.posargs)


@nox.session
def unit(session: nox.Session) -> None:
    """Test the stack, the function and the sandbox, each part by itself."""
    python(session, "pytest", "tests/unit", *session.posargs)


@nox.session
def policy(session: nox.Session) -> None:
    """Test every control of the policy pack through the analyzer protocol."""
    python(session, "pytest", "tests/policy", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run all of the tests, and hold stack and policy pack to full coverage."""
    python(session, "pytest", "--cov", "--cov-report=term", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Hold the code to ruff's rules and form."""
    python(session, "ruff", "check")
    python(session, "ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of all our code."""
    python(session, "pyrefly", "check")


@nox.session
def bench(session: nox.Session) -> None:
    """Time the parts of the offline preview, and `pulumi preview` beside it where there is a CLI."""
    python(session, "tests.bench", *session.posargs)


@nox.session
def lock(session: nox.Session) -> None:
    """Pin the newest dependencies that pyproject.toml allows, by hash."""
    options = (
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--no-emit-index-url",
        "--quiet",
    )
    named = ("--custom-compile-command", "nox -s lock")
    python(
        session,
        "uv",
        "pip",
        "compile",
        "--group",
        "dev",
        "pyproject.toml",
        "-o",
        "requirements.txt",
        *options,
        *named,
    )


if __name__ == "__main__":
    nox.main()
