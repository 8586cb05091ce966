"""checkov says of a Pulumi program what it says of the same resources in Terraform's own plan."""

import json
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from sandbox.checkov import catalogue
from sandbox.checkov.process import run
from sandbox.project import Project
from sandbox.recording import record
from sandbox.terraform.plan import document, plan
from tests.checkov import row

ROWS = row.load()
PROGRAMS = [program for programs in ROWS.values() for program in programs]
SHOP = Project("shop", "dev", config={"aws:region": "eu-west-1"})
# Checks on our types for which no program can be written, and why.
WITHOUT = {
    "CKV2_AWS_35": "Terraform's provider has no instance_id in routes any more",
    "CKV_AWS_41": "the SDK takes a provider's keys for secrets, which are hidden in the plan",
    "CKV2_AWS_68": "it reads an argument that roles do not have",
}


def planned() -> dict[str, Any]:
    """Run all programs at once, and plan what they register."""
    registrations = record(lambda: [each.run() for each in PROGRAMS], SHOP).registrations
    return document(plan(registrations))


@pytest.fixture(scope="module")
def verdicts(program):
    """Return every verdict of checkov's on both forms: by address, then by check."""
    ours, theirs = planned(), row.terraform_plan(PROGRAMS)
    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(run, program, each, ("terraform_plan",), 300) for each in (ours, theirs)]
        return [_sorted(each.result()) for each in asked]


def _sorted(answer):
    found = defaultdict(dict)
    for said in answer.said:
        found[said.address].setdefault(said.check, []).append(said.passed)
    return found


@pytest.mark.parametrize("check", ROWS)
def test_the_verdict_on_the_program_is_the_one_on_the_same_plan_of_terraforms(verdicts, check):
    ours, theirs = verdicts
    for program in ROWS[check]:
        assert {each: ours[each] for each in program.addresses} == {
            each: theirs[each] for each in program.addresses
        }


@pytest.mark.parametrize("check", ROWS)
def test_the_check_passes_one_program_and_fails_the_other(verdicts, check):
    ours, _ = verdicts
    passing, failing = (
        [passed for each in program.addresses for passed in ours[each].get(check, [])]
        for program in ROWS[check]
    )
    assert passing
    assert all(passing)
    assert not all(failing)


def test_nothing_is_said_of_what_is_no_resource_of_a_row(verdicts):
    known = {address for program in PROGRAMS for address in program.addresses}
    assert [
        {address for address in {*each} - known if not address.startswith("aws.")} for each in verdicts
    ] == [set(), set()]


def test_every_check_on_our_types_has_a_row_or_a_reason():
    assert {each.id for each in catalogue.load()} == {*ROWS, *WITHOUT}
    assert len(ROWS) >= 100


def test_a_program_in_a_row_is_mapped_whole():
    told = planned()["pulumi"]
    assert (told["left_out"], told["unsure_types"], told["unsure_inputs"]) == ([], [], {})


def test_a_row_of_terraforms_is_of_the_form_that_terraform_writes():
    [_, change] = row.terraform_plan([ROWS["CKV_AWS_158"][0]])["resource_changes"]
    assert json.loads(json.dumps(change["change"]["after_unknown"])) == {
        "arn": True,
        "id": True,
        "kms_key_id": True,
    }
