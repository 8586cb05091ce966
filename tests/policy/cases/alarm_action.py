"""Whom CloudWatch alarms tell."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

MANAGED: Final = "alarm-action-topic-managed"

WANTED: Final = "wanted: one of the program, or one of foreignTopics"
FOREIGN: Final = f"an action of it calls no topic of the program; {WANTED}"
UNCLEAR: Final = f"what an action of it calls cannot be known at preview; {WANTED}"
UNHEARD: Final = f"an action of it calls a topic that has no subscription; {WANTED}"
ABROAD: Final = f"an action of it calls a topic of another region; {WANTED}"
ARN: Final = "arn:aws:sns:eu-west-1:1:alarms"


def topic(label: str = "topic", **inputs: object) -> Planned:
    """Return a topic."""
    return Planned("aws:sns/topic:Topic", inputs, label)


def heard(label: str = "topic") -> Planned:
    """Return a subscription to a topic."""
    token = "aws:sns/topicSubscription:TopicSubscription"
    return Planned(token, {"topic": UNKNOWN}, f"{label}-heard", depends={"topic": (label,)})


def alarm(actions: object, *depends: str, kind: str = "MetricAlarm", **inputs: object) -> Planned:
    """Return an alarm with these actions."""
    token = f"aws:cloudwatch/{kind[0].lower()}{kind[1:]}:{kind}"
    return Planned(token, {"alarmActions": actions, **inputs}, depends={"alarmActions": depends})


CASES: Final = (
    passes(MANAGED, "what it depends on", topic(), heard(), alarm([UNKNOWN], "topic")),
    passes(MANAGED, "a list not known yet", topic(), heard(), alarm(UNKNOWN, "topic")),
    passes(MANAGED, "by ARN", topic(name="alarms"), heard(), alarm([ARN])),
    passes(
        MANAGED,
        "two topics",
        topic(),
        topic("second"),
        heard(),
        heard("second"),
        alarm([UNKNOWN, UNKNOWN], "topic", "second", kind="CompositeAlarm"),
    ),
    passes(MANAGED, "missing", alarm(None)),
    passes(MANAGED, "something else", alarm(["arn:aws:automate:eu-west-1:ec2:recover"])),
    passes(
        MANAGED,
        "a scaling policy",
        Planned("aws:appautoscaling/policy:Policy", {}, "policy"),
        alarm([UNKNOWN], "policy"),
    ),
    passes(MANAGED, "a topic elsewhere", alarm([ARN]), config={"foreignTopics": ["arn:aws:sns:*:1:*"]}),
    fails(MANAGED, "a topic that is not there", topic(name="x"), alarm([ARN]), says=FOREIGN),
    fails(MANAGED, "no ARN", alarm(["alarms"]), says=FOREIGN),
    fails(MANAGED, "a number", alarm([1, ARN]), says=FOREIGN),
    fails(MANAGED, "unknown", topic(), heard(), alarm([UNKNOWN]), says=UNCLEAR),
    fails(MANAGED, "a topic that nobody hears", topic(), alarm([UNKNOWN], "topic"), says=UNHEARD),
    fails(
        MANAGED,
        "one of two topics that nobody hears",
        topic(),
        topic("second"),
        heard(),
        alarm([UNKNOWN], "topic", "second"),
        says=UNHEARD,
    ),
    passes(
        MANAGED,
        "one of two topics, of which one is in its region",
        topic(region="us-east-1"),
        topic("second", region="eu-west-1"),
        heard(),
        heard("second"),
        alarm([UNKNOWN], "topic", "second", region="eu-west-1"),
    ),
    fails(
        MANAGED,
        "a topic of another region",
        topic(region="us-east-1"),
        heard(),
        alarm([UNKNOWN], "topic", region="eu-west-1"),
        says=ABROAD,
    ),
    skips(MANAGED, "no alarm", topic(), because=f"the stack has no resource that {MANAGED} is about"),
)
