"""Whom CloudWatch alarms tell."""

from __future__ import annotations

import json
from dataclasses import replace
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


def apart(policy: object, at: tuple[str, ...] = ("topic",)) -> Planned:
    """Return a policy of a topic."""
    return Planned(
        "aws:sns/topicPolicy:TopicPolicy", {"arn": UNKNOWN, "policy": policy}, "p", depends={"arn": at}
    )


def encrypted() -> Planned:
    """Return a topic that a key of the program encrypts."""
    inputs = {"kmsMasterKeyId": UNKNOWN}
    return Planned("aws:sns/topic:Topic", inputs, "topic", depends={"kmsMasterKeyId": ("key",)})


def key(**inputs: object) -> Planned:
    """Return that key."""
    return Planned("aws:kms/key:Key", inputs, "key")


def key_policy(policy: object, at: tuple[str, ...] = ("key",)) -> Planned:
    """Return a policy of a key."""
    inputs = {"keyId": UNKNOWN, "policy": policy}
    return Planned("aws:kms/keyPolicy:KeyPolicy", inputs, "p", depends={"keyId": at})


def document(*statements: dict[str, object]) -> str:
    """Return the text of a policy."""
    return json.dumps({"Statement": list(statements)})


def allowing(*services: str, action: object = "sns:Publish") -> str:
    """Return the text of a policy that lets services do something."""
    return document({**LET, "Action": action, "Principal": {"Service": list(services)}})


CLOUDWATCH: Final = "cloudwatch.amazonaws.com"
LET: Final[dict[str, object]] = {"Effect": "Allow", "Action": "sns:Publish", "Resource": "*"}
DENY: Final[dict[str, object]] = {**LET, "Effect": "Deny"}
OWNER: Final[dict[str, object]] = {**LET, "Action": "*", "Principal": {"AWS": "arn:aws:iam::1:root"}}
USING: Final = allowing(CLOUDWATCH, action=["kms:Decrypt", "kms:GenerateDataKey*"])
DOING_SO: Final = "wanted: a statement that lets cloudwatch.amazonaws.com do so"
SHUT: Final = f"alarms call it, and no policy of it lets them publish; {DOING_SO}"
UNREADABLE: Final = f"alarms call it, and no policy of its key lets them encrypt; {DOING_SO}"

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
    *(
        passes(MANAGED, f"a topic that lets alarms in, {label}", *held, heard(), alarm([UNKNOWN], "topic"))
        for label, held in (
            ("by its own policy", (topic(policy=allowing("cloudwatch.amazonaws.com")),)),
            ("beside it", (topic(), apart(allowing("events.amazonaws.com", "cloudwatch.amazonaws.com")))),
            ("with everyone", (topic(policy=document({**LET, "Principal": {"AWS": "*"}})),)),
            ("with all but one", (topic(policy=document({**LET, "NotPrincipal": {"AWS": "1"}})),)),
            ("by all actions", (topic(policy=document({**LET, "Action": "sns:*", "Principal": "*"})),)),
            ("perhaps, by a service unknown", (topic(policy=allowing(UNKNOWN)),)),
            ("perhaps, by a principal unknown", (topic(policy=document({**LET, "Principal": UNKNOWN})),)),
            ("perhaps, by a policy unknown", (topic(policy=UNKNOWN),)),
            ("perhaps, by a policy that is no JSON", (topic(policy="{"),)),
            ("perhaps, by a policy of one knows not what", (topic(), apart(allowing("x"), at=()))),
            ("and its key too", (encrypted(), key(policy=USING))),
            ("and its key too, beside it", (encrypted(), key(), key_policy(USING))),
            ("and its key perhaps", (encrypted(), key(), key_policy(USING, at=()))),
            ("by a key elsewhere", (topic(kmsMasterKeyId="alias/own"),)),
        )
    ),
    *(
        fails(MANAGED, label, *held, heard(), alarm([UNKNOWN], "topic"), says=says, at="topic")
        for label, held, says in (
            ("a topic that lets others in", (topic(policy=allowing("events.amazonaws.com")),), SHUT),
            ("a topic that lets an account in", (topic(policy=document(OWNER)),), SHUT),
            (
                "a topic that lets alarms do else",
                (topic(), apart(allowing(CLOUDWATCH, action="sns:Subscribe"))),
                SHUT,
            ),
            ("a topic that denies them", (topic(policy=document({**DENY, "Principal": "*"})),), SHUT),
            ("a key that is the account's alone", (encrypted(), key(policy=document(OWNER))), UNREADABLE),
            ("a key without a policy", (encrypted(), key()), UNREADABLE),
            (
                "a key that decrypts alone",
                (encrypted(), key(policy=allowing(CLOUDWATCH, action="kms:Decrypt"))),
                UNREADABLE,
            ),
        )
    ),
    fails(
        MANAGED,
        "two alarms of one topic that shuts them out",
        topic(policy=document()),
        heard(),
        alarm([UNKNOWN], "topic"),
        replace(alarm([UNKNOWN], "topic"), name="second"),
        says=SHUT,
        at="topic",
    ),
    passes(MANAGED, "a topic that no alarm calls", topic(policy=document()), alarm(None)),
    skips(MANAGED, "no alarm", topic(), because=f"the stack has no resource that {MANAGED} is about"),
)
