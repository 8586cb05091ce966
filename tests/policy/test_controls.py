"""Every control, case by case, over the analyzer protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dr_guard.catalogue import CONTROLS

from tests.policy.analyzer import ask, urn
from tests.policy.cases import bucket, bucket_access, stateful, table, tagging

if TYPE_CHECKING:
    from tests.policy.cases.case import Case

CASES = (*table.CASES, *bucket.CASES, *bucket_access.CASES, *stateful.CASES, *tagging.CASES)
TITLES = {control.id: control.title for control in CONTROLS}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_control(case: Case):
    """A control says exactly what it has to say, of the right resource, and nothing else."""
    verdict = ask(case.control, case.stack, case.config)

    named = {urn(each): f"{each.type.rpartition(':')[2]} {each.name}: " for each in case.stack} | {
        "": "The stack: "
    }
    assert [message for _, message in verdict.violations] == [
        f"{TITLES[case.control]}.\n{s}" for s in case.says
    ]
    assert all(message.partition("\n")[2].startswith(named[at]) for at, message in verdict.violations)
    if case.excuses:
        assert verdict.excuses == case.excuses


@pytest.mark.parametrize("control", sorted(TITLES))
def test_every_control_is_seen_to_pass_and_to_fail(control: str):
    """A control that no case satisfies, or none breaks, is not tested."""
    own = [case for case in CASES if case.control == control]
    assert any(not case.says and not case.excuses for case in own)
    assert any(case.says for case in own)


def test_cases_have_names_of_their_own():
    """Two cases of one name would hide one another in a report."""
    assert len({case.id for case in CASES}) == len(CASES)
