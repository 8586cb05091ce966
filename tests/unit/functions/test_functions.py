"""The package as Lambda has it: on its own, under the name ``functions``."""

import subprocess
import sys
from pathlib import Path

FUNCTIONS = Path(__file__).parents[3] / "stack" / "functions"

LOADING = """
import importlib, os, sys
importlib.import_module("functions.permissions")
assert "boto3" not in sys.modules and "botocore" not in sys.modules
for name in sys.argv[1:]:
    importlib.import_module(f"functions.{name}")
import boto3
from functions.runtime import runtime
assert boto3.DEFAULT_SESSION is None and runtime.cache_info().currsize == 0
assert callable(importlib.import_module("functions.app").handler)
print(sorted({"pulumi", "stack"} & sys.modules.keys()))
"""


def test_every_module_loads_without_an_environment_and_does_nothing():
    modules = sorted(path.stem for path in FUNCTIONS.glob("[!_]*.py"))
    loaded = subprocess.run(  # our own words
        [sys.executable, "-c", LOADING, *modules],
        env={"PYTHONPATH": str(FUNCTIONS.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (loaded.stdout, loaded.stderr) == ("[]\n", "")
