"""The project file documents exactly the keys there are, with the defaults the program takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from stack.setting_keys import KEYS

ROOT = Path(__file__).parents[3]
PROJECT = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())
DEV = yaml.safe_load((ROOT / "Pulumi.dev.yaml").read_text())
AURORA = yaml.safe_load((ROOT / "Pulumi.aurora.yaml").read_text())
DECLARED = PROJECT["config"]
ASSUMED_FROM_STACK = {"suffix", "environment"}
REQUIRED = {"owner", "costCentre"}


def as_the_engine_passes_it(value):
    return value if isinstance(value, str) else json.dumps(value)


def test_every_key_is_declared_and_no_other():
    assert [key.name for key in KEYS] == list(DECLARED)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_a_declaration_says_type_and_meaning(key):
    declared = DECLARED[key.name]
    assert declared["type"] in {"string", "integer", "boolean", "array", "object"}
    assert declared["description"].endswith(".")
    assert ("items" in declared) is (declared["type"] == "array")


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_a_declared_default_is_the_program_s(key):
    if key.name in REQUIRED | ASSUMED_FROM_STACK:
        assert DECLARED[key.name]["default"] == ""
        assert key.default is None
    else:
        declared = as_the_engine_passes_it(DECLARED[key.name]["default"])
        assert key.parse(declared) == key.parse(key.default)


def test_a_required_key_says_so():
    said = {name for name, declared in DECLARED.items() if declared["description"].startswith("Required. ")}
    assert said == REQUIRED


@pytest.mark.parametrize(
    "source",
    [PROJECT["template"]["config"], DEV["config"], AURORA["config"]],
    ids=["template", "dev", "aurora"],
)
def test_every_key_that_a_file_sets_exists(source):
    found = {name.split("[")[0].removeprefix("disaster-recovery:") for name in source}
    assert found <= set(DECLARED)
    assert found >= REQUIRED
