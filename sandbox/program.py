"""Runs a project's program the way the CLI's language host does: in its folder, as ``__main__``."""

from __future__ import annotations

import logging
import os
import runpy
import sys
import traceback
from pathlib import Path

import pulumi

from sandbox.cloud import Cloud
from sandbox.errors import SandboxError
from sandbox.monitor import Rewrite
from sandbox.project import Project
from sandbox.recording import record
from sandbox.registration import Recording

SANDBOX_ROOT = Path(__file__).resolve().parent.parent


def run(project: Project, rewrite: Rewrite, cloud: Cloud | None = None) -> Recording:
    """Run the program in this process, which it may change at will, and return what it registered.

    ``rewrite`` is asked for each resource what inputs it is to have, ``cloud`` makes it real.
    Raises ``SandboxError`` with the program's own message, or with the part of its traceback that is its own.
    """
    folder = project.program if project.program.is_dir() else project.program.parent
    entry = "." if project.program.is_dir() else project.program.name
    os.chdir(folder)
    # The CLI's interpreter knows the program's folder and what is installed, nothing beside it.
    sys.path[:] = [".", *(each for each in sys.path if each and Path(each).resolve() != SANDBOX_ROOT)]
    sys.argv = [entry]
    # As the language host does: a program that fails leaves futures that nobody awaited.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    try:
        return record(lambda: _main(entry), project, rewrite, cloud)
    except SandboxError:
        raise
    except pulumi.RunError as error:
        raise SandboxError(f"the program stopped:\n{error}") from error
    except SystemExit as error:
        raise SandboxError(f"the program exited with status {error.code} before it was done") from error
    except Exception as error:  # whatever a program raises is the program's failure
        raise SandboxError(f"the program failed:\n{_own_traceback(error, project.root)}") from error


def _main(entry: str) -> None:
    try:
        runpy.run_path(entry, run_name="__main__")
    except SystemExit as error:
        if error.code not in (None, 0):
            raise


def _own_traceback(error: BaseException, root: Path) -> str:
    """Format the error from where the program's own code begins; without frames where none is its own."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [number for number, frame in enumerate(frames) if _is_own(frame.filename, root)]
    lines = traceback.format_exception_only(error)
    if own:
        lines = ["Traceback (most recent call last):\n", *traceback.format_list(frames[own[0] :]), *lines]
    return "".join(lines).rstrip()


def _is_own(filename: str, root: Path) -> bool:
    if filename.startswith("<"):
        return False
    path = Path(filename).resolve()
    is_sandbox = path.is_relative_to(SANDBOX_ROOT / "sandbox")
    return path.is_relative_to(root.resolve()) and not is_sandbox and "site-packages" not in path.parts
