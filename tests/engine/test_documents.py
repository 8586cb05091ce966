"""What the CLI prints of a preview and of a state becomes the plan that the program becomes."""

import json
from typing import Any

import pytest

from sandbox import project
from sandbox.job import Job
from sandbox.terraform.exported import registrations
from sandbox.terraform.plan import document, plan
from sandbox.worker import run
from tests.engine.cases import ROOT
from tests.engine.cli import FACTS, copied, engine

pytestmark = pytest.mark.cli


@pytest.fixture(scope="module")
def plans(tmp_path_factory) -> dict[str, Any]:
    """Return the plans of the program, and of what the CLI prints of it."""
    with engine(ROOT, "dev", tmp_path_factory.mktemp("engine")) as cli:
        preview = cli.run("preview", "--json")
        assert cli.run("up", "--yes", "--skip-preview").status == 0
        state = cli.run("stack", "export")
    folder = tmp_path_factory.mktemp("sandbox")
    copied(ROOT, folder / "project")
    answers = folder / "answers.json"
    answers.write_text(json.dumps(FACTS["answers"]))
    recorded = run(Job(project.load(folder / "project", "dev", answers), ()), lambda *_: None, 300)
    return {
        "program": document(plan(recorded.recording.registrations)),
        "preview": document(plan(registrations(preview.stdout))),
        "state": document(plan(registrations(state.stdout))),
    }


def by_address(found):
    return {each["address"]: each for each in found}


def changes(found):
    return {address: each["change"] for address, each in by_address(found["resource_changes"]).items()}


def configured(found):
    return by_address(found["configuration"]["root_module"]["resources"])


def test_a_preview_becomes_the_plan_that_the_program_becomes(plans):
    preview, program = plans["preview"], plans["program"]
    assert changes(preview) == changes(program)
    assert configured(preview) == configured(program)
    assert {name: sorted(each) for name, each in preview["pulumi"].items()} == {
        name: sorted(each) for name, each in program["pulumi"].items()
    }


def test_a_state_becomes_the_same_resources_with_the_same_arguments(plans):
    """Its values are known, where a program's are not yet."""
    state, program = changes(plans["state"]), changes(plans["program"])
    assert {address: {*each["after"], *each["after_unknown"]} for address, each in state.items()} == {
        address: {*each["after"], *each["after_unknown"]} for address, each in program.items()
    }


def test_a_state_refers_to_what_the_program_refers_to(plans):
    assert {address: {*_referred(each)} for address, each in configured(plans["state"]).items()} == {
        address: {*_referred(each)} for address, each in configured(plans["program"]).items()
    }


def _referred(value):
    if isinstance(value, dict):
        for key, each in value.items():
            yield from each[1::2] if key == "references" else _referred(each)
    elif isinstance(value, list):
        for each in value:
            yield from _referred(each)
