"""Whether the queue that keeps what a rule could not deliver lets it in."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.schedule import rule, schedule, target

QUEUE: Final = "aws:sqs/queue:Queue"
ADMITTED: Final = "schedule-dead-letter-admitted"
SENDING: Final = "sqs:SendMessage"
USING: Final = ["kms:Decrypt", "kms:GenerateDataKey*"]


def letting(action: object, service: object = "events.amazonaws.com", **more: object) -> str:
    """Return the text of a policy that lets a service do something."""
    principal = {"Principal": {"Service": service}}
    allowed = {"Effect": "Allow", "Action": action, "Resource": "*", **principal, **more}
    return json.dumps({"Statement": [allowed]})


def dead_letters(*depends: str, arn: object = UNKNOWN) -> Planned:
    """Return a target that leaves its dead letters to what it depends on."""
    token = "aws:cloudwatch/eventTarget:EventTarget"
    return Planned(token, {"deadLetterConfig": {"arn": arn}}, "to", depends={"deadLetterConfig": depends})


def queue(policy: object = None, **inputs: object) -> Planned:
    """Return a queue, which depends on its key."""
    held = {"policy": policy, **inputs}
    return Planned("aws:sqs/queue:Queue", held, "queue", depends={"kmsMasterKeyId": ("key",)})


def queue_policy(policy: object, *at: str) -> Planned:
    """Return a policy beside a queue."""
    inputs = {"queueUrl": UNKNOWN, "policy": policy}
    return Planned("aws:sqs/queuePolicy:QueuePolicy", inputs, "policy", depends={"queueUrl": at})


def key(policy: object = None) -> Planned:
    """Return the key of a queue."""
    return Planned("aws:kms/key:Key", {"policy": policy}, "key")


TO: Final = dead_letters("queue")
OPEN: Final = letting(SENDING)
ENCRYPTED: Final = queue(OPEN, kmsMasterKeyId=UNKNOWN)
STATED: Final = "wanted: a statement that does"
TAKES: Final = "it takes dead letters of targets, and"
SHUT: Final = f"{TAKES} no policy of it lets events.amazonaws.com send; {STATED}"
MAYBE_SHUT: Final = (
    f"whether a policy of it lets events.amazonaws.com send cannot be known at preview; {STATED}"
)
UNREADABLE: Final = f"{TAKES} no policy of its key lets events.amazonaws.com encrypt; {STATED}"
MAYBE_UNREADABLE: Final = (
    f"whether a policy of its key lets events.amazonaws.com encrypt cannot be known at preview; {STATED}"
)
OF_AWS: Final = f"{TAKES} a key that AWS manages lets no service encrypt; wanted: a customer-managed key"
WHICH: Final = "which queue takes its dead letters cannot be known at preview; wanted: a queue of the program"

CASES: Final = (
    passes(ADMITTED, "missing dead-letter queue", target()),
    *(
        passes(ADMITTED, f"let in {label}", TO, *held)
        for label, held in (
            ("by the queue's own policy", (queue(OPEN),)),
            ("by a policy beside it", (queue(), queue_policy(OPEN, "queue"))),
            ("by a mapping", (queue(json.loads(OPEN)),)),
            ("by all actions", (queue(letting("sqs:*")),)),
            ("with everyone", (queue(letting(SENDING, Principal="*")),)),
            (
                "among other services",
                (queue(letting(SENDING, ["sns.amazonaws.com", "events.amazonaws.com"])),),
            ),
            ("for one rule", (queue(letting(SENDING, Condition={"ArnEquals": {"aws:SourceArn": UNKNOWN}})),)),
            ("by its key too", (ENCRYPTED, key(letting(USING)))),
            ("perhaps by a key elsewhere", (queue(OPEN, kmsMasterKeyId="alias/own"),)),
        )
    ),
    passes(ADMITTED, "a queue elsewhere", dead_letters(arn="arn:aws:sqs:eu-west-1:1:other"), queue()),
    passes(
        ADMITTED, "a queue that was looked up", dead_letters("rule"), replace(rule(), name="rule"), queue()
    ),
    passes(
        ADMITTED,
        "a schedule, which has a role",
        schedule(deadLetterConfig={"arn": UNKNOWN}),
        target(),
        queue(),
    ),
    passes(
        ADMITTED, "by name", dead_letters(arn="arn:aws:sqs:eu-west-1:1:letters"), queue(OPEN, name="letters")
    ),
    fails(
        ADMITTED,
        "shut out, by name",
        dead_letters(arn="arn:aws:sqs:eu-west-1:1:letters"),
        queue(name="letters"),
        says=SHUT,
        at="queue",
    ),
    *(
        fails(ADMITTED, label, TO, *held, says=says, at="queue")
        for label, held, says in (
            ("missing policy", (queue(),), SHUT),
            ("another service", (queue(letting(SENDING, "sns.amazonaws.com")),), SHUT),
            ("the account", (queue(letting(SENDING, Principal={"AWS": "arn:aws:iam::1:root"})),), SHUT),
            ("another action", (queue(letting("sqs:ReceiveMessage")),), SHUT),
            ("denied", (queue(letting(SENDING, Effect="Deny")),), SHUT),
            ("a policy of another queue", (queue(), Planned(QUEUE, {}, "b"), queue_policy(OPEN, "b")), SHUT),
            ("policy unknown", (queue(UNKNOWN),), MAYBE_SHUT),
            ("policy no JSON", (queue("{"),), MAYBE_SHUT),
            ("service unknown", (queue(letting(SENDING, UNKNOWN)),), MAYBE_SHUT),
            ("policy of one knows not what", (queue(), queue_policy(OPEN)), MAYBE_SHUT),
            ("missing policy of the key", (ENCRYPTED, key()), UNREADABLE),
            (
                "the key for another service",
                (ENCRYPTED, key(letting(USING, "sns.amazonaws.com"))),
                UNREADABLE,
            ),
            ("the key to decrypt alone", (ENCRYPTED, key(letting("kms:Decrypt"))), UNREADABLE),
            ("policy of the key unknown", (ENCRYPTED, key(UNKNOWN)), MAYBE_UNREADABLE),
            ("a key that AWS manages", (queue(OPEN, kmsMasterKeyId="alias/aws/sqs"),), OF_AWS),
            ("two targets", (replace(TO, name="other"), queue()), SHUT),
        )
    ),
    fails(ADMITTED, "queue unknown", dead_letters(), queue(), says=WHICH, at="to"),
    fails(
        ADMITTED,
        "one of two queues",
        dead_letters("queue", "b"),
        queue(OPEN),
        Planned(QUEUE, {}, "b"),
        says=WHICH,
        at="to",
    ),
    skips(ADMITTED, "no target", queue(), because=f"the stack has no resource that {ADMITTED} is about"),
)
