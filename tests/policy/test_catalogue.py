"""The catalogue against the controls that were collected from the sources it is measured by.

``collected.txt`` has a line for each of them, by the name under which it was collected, with the controls
of the pack that decide it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from dr_guard.catalogue import CONTROLS

COLLECTED: Final = dict(
    line.split(": ", 1) for line in Path(__file__).with_name("collected.txt").read_text("utf-8").splitlines()
)
IDS: Final = {control.id for control in CONTROLS}
# What nobody else has, and a system that is to be recovered needs all the same.
BESIDES: Final = {
    "ephemeral-tier-lower",
    "plan-vault-managed",
    "resource-policy-principal-restricted",
    "resource-tags-complete",
    "resource-type-judged",
    "schedule-dead-letter-admitted",
}


def test_all_that_was_collected_is_there():
    """Two hundred and twenty-two of them."""
    assert len(COLLECTED) == 222


@pytest.mark.parametrize("name", sorted(COLLECTED))
def test_what_was_collected_is_decided(name: str):
    """By controls that there are."""
    assert set(COLLECTED[name].split(", ")) <= IDS


def test_every_control_has_a_source():
    """Or is one of the few that have none."""
    assert {each for line in COLLECTED.values() for each in line.split(", ")} | BESIDES == IDS
