"""CloudWatch alarms and log groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.checks import must_be_customer_key, must_be_on, must_be_one_of, must_be_set, must_reach
from dr_guard.values import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Resource

TREATMENTS: Final = ("breaching", "notBreaching", "ignore")


def alarm_action_set(alarm: Resource, _settings: Settings) -> Iterator[Outcome]:
    """An alarm tells somebody."""
    yield from must_be_set(alarm.get("alarmActions"), "the alarm action", "a topic")


def alarm_actions_enabled(alarm: Resource, _settings: Settings) -> Iterator[Outcome]:
    """An alarm that is raised acts."""
    switch = alarm.get("actionsEnabled")
    if switch is not MISSING:
        yield from must_be_on(switch, "actionsEnabled")


def alarm_missing_data_explicit(alarm: Resource, _settings: Settings) -> Iterator[Outcome]:
    """What silence means is decided for every alarm.

    The provider fills in ``missing`` before a policy sees the alarm, so that is no decision.
    """
    treatment = alarm.get("treatMissingData")
    yield from must_be_one_of(treatment, "the treatment of missing data", TREATMENTS, ("missing",))


def log_group_retention_set(group: Resource, settings: Settings) -> Iterator[Outcome]:
    """Logs are kept for a time that somebody chose."""
    yield from must_reach(
        group.get("retentionInDays"), "the retention", settings.number("minimumDays"), "day"
    )


def log_group_encryption_customer_managed(group: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Logs are encrypted with a key whose policy is the owner's."""
    yield from must_be_customer_key(group.get("kmsKeyId"), "the encryption key")


RULES: Final = (
    alarm_action_set,
    alarm_actions_enabled,
    alarm_missing_data_explicit,
    log_group_retention_set,
    log_group_encryption_customer_managed,
)
