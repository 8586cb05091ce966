"""EventBridge rules and schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.checks import counted, must_be_on, must_be_one_of, must_be_set, must_reach
from dr_guard.finding import Finding
from dr_guard.tokens import SCHEDULE
from dr_guard.values import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Resource

RUNNING: Final = ("ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS")


def schedule_rule_enabled(rule: Resource, _settings: Settings) -> Iterator[Outcome]:
    """What should happen by itself does."""
    state, switch = rule.get("state"), rule.get("isEnabled")
    if state is not MISSING:
        yield from must_be_one_of(state, "the state", RUNNING, ("DISABLED",))
    if switch is not MISSING:
        yield from must_be_on(switch, "the rule")


def schedule_target_dead_letter_set(target: Resource, _settings: Settings) -> Iterator[Outcome]:
    """An event that cannot be delivered is kept."""
    arn = target.get(f"{_prefix(target)}deadLetterConfig.arn")
    yield from must_be_set(arn, "the dead-letter queue", "a queue")


def schedule_target_retry_bounded(target: Resource, settings: Settings) -> Iterator[Outcome]:
    """A delivery is tried again for as long as it is of use, and no longer."""
    policy = f"{_prefix(target)}retryPolicy"
    age, limit = target.get(f"{policy}.maximumEventAgeInSeconds"), settings.number("maximumAgeSeconds")
    attempts = target.get(f"{policy}.maximumRetryAttempts")
    yield from must_reach(age, "the age up to which an event is tried", 1, "second")
    if isinstance(age, int | float) and age > limit:
        yield Finding(
            f"an event is tried for {counted(age, 'second')}", f"at most {counted(limit, 'second')}"
        )
    yield from must_reach(attempts, "the number of further attempts", 0, "attempt")


def _prefix(target: Resource) -> str:
    return "target." if target.type == SCHEDULE else ""


RULES: Final = (schedule_rule_enabled, schedule_target_dead_letter_set, schedule_target_retry_bounded)
