"""What the fixes of a control make of a resource that violates it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dr_guard.catalogue import CONTROLS

from tests.policy.analyzer import UNKNOWN, ask, mend
from tests.policy.test_controls import CASES

if TYPE_CHECKING:
    from tests.policy.cases.case import Case

MENDED = {control.id for control in CONTROLS if control.fixes}
BROKEN = [
    case
    for case in CASES
    if case.control in MENDED and case.says and case.mendable and UNKNOWN not in repr(case.stack)
]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.id)
def test_what_is_mended_satisfies_the_control(case: Case):
    """And mending it once more changes nothing."""
    once = [mend(case.control, planned, case.config) for planned in case.stack]
    assert ask(case.control, once, case.config).violations == ()
    assert [mend(case.control, planned, case.config) for planned in once] == once


@pytest.mark.parametrize("control", sorted(MENDED))
def test_every_fix_is_seen_to_mend(control: str):
    """A control whose fixes no case shows at work is not tested."""
    assert any(case.control == control for case in BROKEN)
