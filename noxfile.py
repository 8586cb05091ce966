"""What a laptop and CI run.

``python3 noxfile.py -s preview`` needs nothing but Python and pip: it fills ``.venv`` with what
``requirements.txt`` pins, then hands over to nox. Where nox is installed, ``nox -s preview`` does the same.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.resolve()
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = ROOT / "requirements.txt"
STAMP = VENV / "requirements.sha256"
CHECKOV = ROOT / ".venv-checkov"
CHECKOV_REQUIREMENTS = ROOT / "requirements-checkov.txt"
OLDEST, NEWEST = (3, 11), (3, 13)


def fill(venv: Path, requirements: Path) -> None:
    """Fill an environment with what a file pins, unless it holds exactly that already."""
    python, stamp = venv / PYTHON.relative_to(VENV), venv / STAMP.name
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if venv.is_symlink():
        sys.exit(f"error: found {venv} leading to {venv.resolve()}, which others may use; wanted a folder")
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(f"error: found Python {sys.version.split()[0]}; wanted 3.11 to 3.13")
    print(f"Installing the pinned dependencies into {venv.name} (once, about a minute) ...", file=sys.stderr)
    # Where this Python has a pip, the environment needs none of its own, which not every system can give it.
    borrowed = find_spec("pip") is not None
    made = [sys.executable, "-m", "venv", "--clear", *(["--without-pip"] if borrowed else []), str(venv)]
    subprocess.run(made, check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(python)] if borrowed else [str(python), "-m", "pip"]
    install = [
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "-r",
        str(requirements),
    ]
    if subprocess.run([*pip, *install], check=False).returncode:
        sys.exit(
            "error: pip could not install the dependencies (its message is above); mend that and try again"
        )
    stamp.write_text(wanted)


def install() -> None:
    """Fill the environment that all but checkov runs in."""
    fill(VENV, REQUIREMENTS)


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
    # What is interrupted, a drill above all, takes the time that it needs to clean up.
    patience = {"interrupt_timeout": None, "terminate_timeout": None}
    session.run(str(PYTHON), "-m", *arguments, external=True, **patience)


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
    python(session, "pytest", "--cov", "--cov-report=term", "--ignore", "tests/mutations", *session.posargs)
    python(session, "pytest", "tests/live", "--stack", "aurora", *session.posargs)
    python(session, "pytest", "tests/mutations", *session.posargs)


@nox.session
def live(session: nox.Session) -> None:
    """Deploy the stack into an emulated AWS and test it there, or where `--target aws --stack NAME` says."""
    python(session, "pytest", "tests/live", *session.posargs)


@nox.session
def drill(session: nox.Session) -> None:
    """Rehearse the runbooks, or those that are named, in an emulated AWS or where it is said."""
    python(session, "runbooks", "drill", *session.posargs)


@nox.session
def mutations(session: nox.Session) -> None:
    """Break what every control guards, one thing at a time, and print which controls say so."""
    python(session, "tests.mutations", *session.posargs)


@nox.session
def engine(session: nox.Session) -> None:
    """Hold the offline preview to the `pulumi` CLI on PATH, with no account."""
    python(session, "pytest", "tests/engine", *session.posargs)


@nox.session
def golden(session: nox.Session) -> None:
    """Record anew, by the `pulumi` CLI, what the offline preview is held to where there is none."""
    python(session, "tests.engine", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Write the pages of all controls, of what checkov checks, and of all runbooks anew."""
    with session.chdir(ROOT / "policy_pack"):
        python(session, "dr_guard.page")
    python(session, "sandbox.checkov.page")
    python(session, "runbooks", "index")


@nox.session
def facts(session: nox.Session) -> None:
    """Write anew what Terraform calls Pulumi's types and inputs, and what checkov checks of our types."""
    folder = ROOT / "sandbox" / "terraform"
    with tempfile.TemporaryDirectory() as wheels:
        source = ("--no-deps", "--require-hashes", "-r", str(folder / "source.txt"), "-d", wheels)
        python(session, "pip", "download", "--quiet", "--disable-pip-version-check", *source)
        [wheel] = Path(wheels).iterdir()
        derive = [str(PYTHON), "-m", "sandbox.terraform.derive", str(wheel)]
        table = subprocess.run(derive, check=True, capture_output=True, cwd=ROOT).stdout
    (folder / "facts.json").write_bytes(table)
    fill(CHECKOV, CHECKOV_REQUIREMENTS)
    python(session, "sandbox.checkov.catalogue")


@nox.session
def checkov(session: nox.Session) -> None:
    """Hold both stacks against checkov and test the way there, or hold what the arguments say."""
    fill(CHECKOV, CHECKOV_REQUIREMENTS)
    if session.posargs:
        python(session, "sandbox", "checkov", *session.posargs)
        return
    for stack in ("dev", "aurora"):
        python(session, "sandbox", "checkov", "--stack", stack)
    python(session, "pytest", "tests/checkov")


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
    """Time the offline preview and the pack, beside checkov and the `pulumi` CLI where there is one."""
    checkov = CHECKOV / PYTHON.relative_to(VENV).with_name("checkov")
    fill(CHECKOV, CHECKOV_REQUIREMENTS)
    python(session, "tests.bench", "--checkov", str(checkov), *session.posargs)


@nox.session
def lock(session: nox.Session) -> None:
    """Pin the newest dependencies that pyproject.toml allows, by hash, once for each environment."""
    portable = ("--universal", "--python-version", "3.11", "--no-emit-index-url")
    options = (*portable, "--generate-hashes", "--quiet", "--custom-compile-command", "nox -s lock")
    everything = ("--group", "dev", "pyproject.toml", "-o", REQUIREMENTS.name)
    checkov = ("--group", "pyproject.toml:checkov", "-o", CHECKOV_REQUIREMENTS.name)
    install()
    for environment in (everything, checkov):
        # Once the first file is written, the environment is not what is pinned, and must serve all the same.
        session.run(str(PYTHON), "-m", "uv", "pip", "compile", *environment, *options, external=True)


if __name__ == "__main__":
    nox.main()
