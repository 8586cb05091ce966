"""EventBridge rules and schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.tokens import (
    EVENT_RULE,
    EVENT_TARGET,
    SCHEDULE,
)
from dr_guard.checks import absent, must_be_on, must_be_one_of, must_be_set, must_lie_within
from dr_guard.values import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph, Resource

RUNNING: Final = ("ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS")


def schedule_rule_enabled(rule: Resource, _settings: Settings) -> Iterator[Outcome]:
    """What should happen by itself does."""
    state, switch = rule.get("state"), rule.get("isEnabled")
    if state is not MISSING:
        yield from must_be_one_of(state, "the state", RUNNING, ("DISABLED",))
    if switch is not MISSING:
        yield from must_be_on(switch, "the rule")


def schedule_rule_target_present(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """What a rule matches goes somewhere."""
    for rule in graph.of_type((EVENT_RULE,)):
        targets = graph.satellites(rule, (EVENT_TARGET,), "rule")
        if not targets.joined:
            yield absent(targets, rule, "target")


def schedule_target_dead_letter_set(target: Resource, _settings: Settings) -> Iterator[Outcome]:
    """An event that cannot be delivered is kept."""
    arn = target.get(f"{_prefix(target)}deadLetterConfig.arn")
    yield from must_be_set(arn, "the dead-letter queue", "a queue")


def schedule_target_retry_bounded(target: Resource, settings: Settings) -> Iterator[Outcome]:
    """A delivery is tried again for as long as it is of use, and no longer."""
    policy = f"{_prefix(target)}retryPolicy"
    age, oldest = target.get(f"{policy}.maximumEventAgeInSeconds"), settings.number("maximumAgeSeconds")
    attempts, most = target.get(f"{policy}.maximumRetryAttempts"), settings.number("maximumAttempts")
    yield from must_lie_within(age, "the age up to which an event is tried", (1, oldest), "second")
    yield from must_lie_within(attempts, "the number of further attempts", (0, most), "attempt")


def _prefix(target: Resource) -> str:
    return "target." if target.type == SCHEDULE else ""


RULES: Final = (
    schedule_rule_enabled,
    schedule_rule_target_present,
    schedule_target_dead_letter_set,
    schedule_target_retry_bounded,
)
