"""Every control, case by case, over the analyzer protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dr_guard.catalogue import CONTROLS

from tests.policy.analyzer import ask, urn
from tests.policy.cases import (
    alarm,
    api,
    backup,
    bucket,
    bucket_access,
    bucket_logging,
    bucket_policy,
    function,
    identity,
    key,
    messaging,
    network,
    schedule,
    stateful,
    table,
    table_backup,
    tagging,
)

if TYPE_CHECKING:
    from tests.policy.cases.case import Case

CASES = (
    *alarm.CASES,
    *api.CASES,
    *backup.CASES,
    *bucket.CASES,
    *bucket_access.CASES,
    *bucket_logging.CASES,
    *bucket_policy.CASES,
    *function.CASES,
    *identity.CASES,
    *key.CASES,
    *messaging.CASES,
    *network.CASES,
    *schedule.CASES,
    *stateful.CASES,
    *table.CASES,
    *table_backup.CASES,
    *tagging.CASES,
)
TITLES = {control.id: control.title for control in CONTROLS}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_control(case: Case):
    """A control says exactly what it has to say, of the right resource, and nothing else."""
    verdict = ask(case.control, case.stack, case.config)

    subjects = {each.name: (urn(each), f"{each.type.rpartition(':')[2]} {each.name}") for each in case.stack}
    at, who = subjects.get(case.at, ("", "The stack"))
    assert verdict.violations == tuple((at, f"{TITLES[case.control]}.\n{who}: {said}.") for said in case.says)
    elsewhere = f"{case.control} is about other types of resource"
    excuses = tuple(excuse for excuse in verdict.excuses if excuse != elsewhere or case.because == elsewhere)
    assert excuses == ((case.because,) if case.because else ())


@pytest.mark.parametrize("control", sorted(TITLES))
def test_every_control_is_seen_to_pass_and_to_fail(control: str):
    """A control that no case satisfies, or none breaks, is not tested."""
    own = [case for case in CASES if case.control == control]
    assert any(not case.says and not case.because for case in own)
    assert any(case.says for case in own)


def test_cases_have_names_of_their_own():
    """Two cases of one name would hide one another in a report."""
    assert len({case.id for case in CASES}) == len(CASES)
