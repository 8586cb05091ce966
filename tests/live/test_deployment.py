"""The deployment into the sandbox itself: what the packs say of final values, and that it can be repeated."""

from dataclasses import MISSING, fields, replace
from pathlib import Path

import pytest

from sandbox import pack, project, worker
from sandbox.job import Job
from sandbox.up import exported
from stack.outputs import Outputs

pytestmark = pytest.mark.sandbox
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def again(target):
    """The same program deployed once more into the same sandbox."""
    job = Job(project.load(ROOT, target.deployment.project.stack), (pack.load(ROOT / "policy_pack"),))
    return worker.run(replace(job, aws=target.aws), lambda *_: None, 120)


def changes(run):
    return {each.change for urn, each in run.recording.states.items() if "pulumi:providers:" not in urn}


def test_no_policy_finds_anything_in_the_final_values(target):
    assert [each.message for each in target.deployment.violations] == []


def test_every_resource_was_made(target):
    assert changes(target.deployment) == {"created"}
    assert len(target.deployment.recording.states) > 100


def test_deploying_twice_changes_nothing(target, again):
    assert changes(again) == {"unchanged"}
    assert exported(again.recording.exports) == target.outputs


def test_nothing_of_what_is_exported_is_unknown(target):
    always = {each.name for each in fields(Outputs) if each.default is MISSING}
    assert always <= target.outputs.keys() <= {each.name for each in fields(Outputs)}
    assert [name for name, value in target.outputs.items() if value is None] == []
