"""Who imports whom, and that importing does nothing else."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

STACK = Path("stack")
FUNCTIONS = STACK / "functions"
MODULES = sorted(path for path in STACK.rglob("*.py") if FUNCTIONS not in path.parents)
FUNCTION_MODULES = sorted(FUNCTIONS.rglob("*.py"))
NEEDS_PROVIDER = {
    "__main__.py",
    "arguments.py",
    "database_arguments.py",
    "engine.py",
    "program.py",
    "regions.py",
}
WITHOUT_PROVIDER = [path for path in MODULES if path.parent == STACK and path.name not in NEEDS_PROVIDER]


def imported(path):
    """Return the top-level names that a file imports; a relative import counts as ``.``."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add("." if node.level else (node.module or "").split(".")[0])
    return names


def module_name(path):
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


@pytest.fixture(scope="module")
def fresh_import():
    """Import everything in a Python of its own that knows of no account, what needs no provider first."""
    first = [module_name(path) for path in WITHOUT_PROVIDER]
    rest = [module_name(path) for path in MODULES if path.name != "__main__.py"]
    code = f"""
import importlib, sys
for name in {first!r}: importlib.import_module(name)
print('pulumi_aws' in sys.modules)
for name in {rest!r}: importlib.import_module(name)
print('pulumi_aws' in sys.modules)
"""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PULUMI_"))
    }
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_the_stack_imports_nothing_that_looks_at_it(path):
    assert not imported(path) & {"sandbox", "policy_pack", "dr_guard", "runbooks", "tests", "boto3"}


@pytest.mark.parametrize("path", FUNCTION_MODULES, ids=str)
def test_the_function_knows_nothing_of_what_deploys_it(path):
    assert not imported(path) & {"pulumi", "pulumi_aws", "stack", "sandbox", "tests"}


def test_every_module_imports_without_an_account(fresh_import):
    assert (fresh_import.returncode, fresh_import.stderr) == (0, "")


def test_only_components_wait_for_the_provider(fresh_import):
    assert fresh_import.stdout == "False\nTrue\n"
