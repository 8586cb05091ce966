"""EventBridge rules and schedules."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

ENABLED: Final = "schedule-rule-enabled"
TARGETED: Final = "schedule-rule-target-present"
KEPT: Final = "schedule-target-dead-letter-set"
BOUNDED: Final = "schedule-target-retry-bounded"

RUNNING: Final = "ENABLED or ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
NO_QUEUE: Final = "the dead-letter queue is not set; wanted: a queue"
NO_AGE: Final = "the age up to which an event is tried is not set; wanted: 1 to 86400 seconds"
NO_ATTEMPTS: Final = "the number of further attempts is not set; wanted: 0 to 185 attempts"


def rule(**inputs: object) -> Planned:
    """Return a rule."""
    return Planned("aws:cloudwatch/eventRule:EventRule", inputs)


def target(**inputs: object) -> Planned:
    """Return the target of a rule."""
    return Planned("aws:cloudwatch/eventTarget:EventTarget", inputs)


def schedule(state: object = "ENABLED", **to: object) -> Planned:
    """Return a schedule of the scheduler, with this target."""
    return Planned("aws:scheduler/schedule:Schedule", {"state": state, "target": to})


def retried(age: object, attempts: object) -> dict[str, object]:
    """Return a retry policy."""
    return {"maximumEventAgeInSeconds": age, "maximumRetryAttempts": attempts}


CASES: Final = (
    passes(ENABLED, "missing", rule()),
    passes(ENABLED, "enabled", rule(state="ENABLED")),
    passes(ENABLED, "enabled as a switch", rule(isEnabled=True)),
    passes(ENABLED, "a schedule", schedule()),
    fails(ENABLED, "disabled", rule(state="DISABLED"), says=f"the state is DISABLED; wanted: {RUNNING}"),
    fails(
        ENABLED, "a disabled schedule", schedule("DISABLED"), says=f"the state is DISABLED; wanted: {RUNNING}"
    ),
    fails(
        ENABLED,
        "disabled as a switch",
        rule(isEnabled=False),
        says="the rule is off; wanted: on",
        mendable=False,
    ),
    fails(
        ENABLED,
        "unknown",
        rule(state=UNKNOWN),
        says=f"the state cannot be known at preview; wanted: {RUNNING}",
    ),
    skips(ENABLED, "another type", target()),
    passes(
        TARGETED,
        "by what it depends on",
        rule(),
        Planned("aws:cloudwatch/eventTarget:EventTarget", {"rule": UNKNOWN}, "to", depends={"rule": ("it",)}),
    ),
    passes(
        TARGETED,
        "by name",
        rule(name="hourly"),
        Planned("aws:cloudwatch/eventTarget:EventTarget", {"rule": "hourly"}, "to"),
    ),
    fails(TARGETED, "missing", rule(), says="it has no target; wanted: one that refers to it"),
    fails(
        TARGETED,
        "of another rule",
        rule(name="hourly"),
        Planned("aws:cloudwatch/eventTarget:EventTarget", {"rule": "daily"}, "to"),
        says="it has no target; wanted: one that refers to it",
    ),
    fails(
        TARGETED,
        "of a rule that is not known",
        rule(),
        Planned("aws:cloudwatch/eventTarget:EventTarget", {"rule": UNKNOWN}, "to"),
        says="which target belongs to it cannot be known at preview; wanted: one that refers to it",
    ),
    passes(KEPT, "a queue", target(deadLetterConfig={"arn": UNKNOWN})),
    passes(KEPT, "a queue of a schedule", schedule(deadLetterConfig={"arn": "arn:aws:sqs:::q"})),
    fails(KEPT, "missing", target(), says=NO_QUEUE),
    fails(KEPT, "missing of a schedule", schedule(), says=NO_QUEUE),
    passes(BOUNDED, "both", target(retryPolicy=retried(300, 2))),
    passes(BOUNDED, "no further attempt", target(retryPolicy=retried(60, 0))),
    passes(BOUNDED, "both of a schedule", schedule(retryPolicy=retried(300, 2))),
    fails(BOUNDED, "missing", target(), says=(NO_AGE, NO_ATTEMPTS)),
    fails(BOUNDED, "missing of a schedule", schedule(), says=(NO_AGE, NO_ATTEMPTS)),
    fails(
        BOUNDED,
        "too many attempts, as configured",
        target(retryPolicy=retried(300, 3)),
        says="the number of further attempts is 3 attempts; wanted: 0 to 2 attempts",
        config={"maximumAttempts": 2},
    ),
    fails(BOUNDED, "attempts missing", target(retryPolicy=retried(300, None)), says=NO_ATTEMPTS),
    passes(
        BOUNDED,
        "as long as configured",
        target(retryPolicy=retried(300, 2)),
        config={"maximumAgeSeconds": 300},
    ),
    fails(
        BOUNDED,
        "too long, as configured",
        target(retryPolicy=retried(600, 2)),
        says="the age up to which an event is tried is 600 seconds; wanted: 1 to 300 seconds",
        config={"maximumAgeSeconds": 300},
    ),
    fails(
        BOUNDED,
        "unknown",
        target(retryPolicy=retried(UNKNOWN, 2)),
        says="the age up to which an event is tried cannot be known at preview; wanted: 1 to 86400 seconds",
    ),
)
