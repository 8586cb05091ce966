"""What becomes of a configuration that is not what a control asks for."""

from __future__ import annotations

from typing import Final

import pytest
from dr_guard.catalogue import CONTROLS
from dr_guard.control import Settings, UnknownOptionError, settings

from tests.policy.analyzer import Planned, ask

SECRET: Final = "correct-horse-battery-staple"
TABLE: Final = Planned("aws:dynamodb/table:Table", {})


@pytest.mark.parametrize("configured", [{"required": "owner"}, {"required": 1}])
def test_configuration_of_the_wrong_type_is_a_violation(configured: dict[str, object]):
    """An engine checks the configuration; whoever drives the pack without one need not."""
    verdict = ask("resource-tags-complete", [TABLE], configured)
    assert [message.partition("\n")[2] for _, message in verdict.violations] == [
        "Table it: the rule resource_tags_complete failed with TypeError; wanted: a decision."
    ]


@pytest.mark.parametrize(
    ("control", "who", "name", "nearest"),
    [
        ("plan-retention-sufficient", "Plan it", "minimumDay", "minimumDays"),
        ("plan-retention-sufficient", "Plan it", "x", "minimumDays"),
        ("vault-deletion-guarded", "Vault it", "minimumDays", "no option"),
        ("plan-selection-present", "The stack", "minimumDays", "no option"),
    ],
)
def test_option_that_a_control_has_not_is_a_violation(control: str, who: str, name: str, nearest: str):
    """Ignored, a typing error would leave the default in force; the value is not repeated."""
    plan = Planned("aws:backup/plan:Plan", {"rules": [{"lifecycle": {"deleteAfter": 90}}]})
    vault = Planned("aws:backup/vault:Vault", {})
    verdict = ask(control, [plan, vault], {name: SECRET})
    assert [message.partition("\n")[2] for _, message in verdict.violations] == [
        f"{who}: {control} is configured with {name}, which it does not know; wanted: {nearest}."
    ]


def test_options_that_a_control_has_not_are_named_in_order():
    """One at a time, and the same one each time."""
    with pytest.raises(UnknownOptionError, match=r"^alpha$"):
        settings(CONTROLS[0], {"beta": 1, "alpha": 1})


@pytest.mark.parametrize("configured", ["many", True])
def test_number_of_the_wrong_type_is_refused(configured: object):
    """True is one, and no number of days."""
    with pytest.raises(TypeError, match=r"^minimumDays is no number$"):
        Settings({"minimumDays": configured}).number("minimumDays")
