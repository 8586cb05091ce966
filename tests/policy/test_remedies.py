"""What the fixes of a control make of a resource that violates it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
from dr_guard.catalogue import CONTROLS
from dr_guard.control import Control, settings
from dr_guard.remedy import mended

from tests.policy.analyzer import UNKNOWN, Planned, ask
from tests.policy.test_controls import CASES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.policy.cases.case import Case

MENDED = {control.id: control for control in CONTROLS if control.fixes}
BROKEN = [case for case in CASES if case.control in MENDED and case.says and case.mendable]


def after(control: Control, planned: Planned, config: Mapping[str, object] | None) -> Planned:
    """Return a resource as the control's fixes leave it."""
    inputs = mended(planned.inputs, planned.type, control.fixes, settings(control, config or {}))
    return replace(planned, inputs=cast("Mapping[str, object]", inputs))


@pytest.mark.parametrize(
    "case", [case for case in BROKEN if UNKNOWN not in repr(case.stack)], ids=lambda case: case.id
)
def test_what_is_mended_satisfies_the_control(case: Case):
    """And mending it once more changes nothing."""
    control = MENDED[case.control]
    once = [after(control, planned, case.config) for planned in case.stack]
    assert ask(case.control, once, case.config).violations == ()
    assert [after(control, planned, case.config) for planned in once] == once


@pytest.mark.parametrize("control", sorted(MENDED))
def test_every_fix_is_seen_to_mend(control: str):
    """A control whose fixes no case shows at work is not tested."""
    assert any(case.control == control and UNKNOWN not in repr(case.stack) for case in BROKEN)
