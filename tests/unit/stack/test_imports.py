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
WITHOUT_PROVIDER = ("stack.settings", "stack.naming", "stack.outputs", "stack.scope", "stack.alarm_rules")


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


def run(code):
    """Run code in a Python of its own, with nothing in the environment that speaks of AWS or Pulumi."""
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


def test_every_module_imports_without_an_account():
    names = [module_name(path) for path in MODULES if path.name != "__main__.py"]
    done = run(f"import importlib\nfor name in {names!r}: importlib.import_module(name)")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_settings_and_names_do_not_wait_for_the_provider():
    code = f"import importlib, sys\nfor name in {WITHOUT_PROVIDER!r}: importlib.import_module(name)\n"
    done = run(f"{code}sys.exit('pulumi_aws' in sys.modules)")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
