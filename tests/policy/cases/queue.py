"""SQS queues."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket_policy import EVERYONE, GRANT, document
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.queue_dead_letter import DLQ, FAILING, NONE, queue

ENCRYPTED: Final = "queue-encryption-enabled"
RESTRICTED: Final = "queue-policy-principal-restricted"
TLS: Final = "queue-policy-tls-only"
KEPT: Final = "queue-dead-letter-retention-maximal"
SET: Final = "queue-dead-letter-set"

OPEN: Final = document(GRANT)
OWN: Final = document({**GRANT, "Condition": {"StringEquals": {"aws:SourceAccount": "1"}}})
URL: Final = "https://sqs.eu-west-1.amazonaws.com/1/dr-dev-dlq"
DENIAL: Final = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "sqs:*",
    "Resource": "arn:aws:sqs:eu-west-1:1:dr-dev-dlq",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
DENY: Final = "wanted: a statement that denies everyone sqs:* on it where aws:SecureTransport is false"
OPEN_TO_HTTP: Final = f"no statement of the policy denies plain HTTP; {DENY}"
UNSET: Final = "it has no redrive policy; wanted: one that names a dead-letter queue"
REDRIVEN: Final = json.dumps({"deadLetterTargetArn": "arn:aws:sqs:eu-west-1:1:dr-dev-dlq"})
UNSET_MAYBE: Final = (
    "which redrive policy belongs to it cannot be known at preview; "
    "wanted: one that names a dead-letter queue"
)


def policy(document: object, depends: tuple[str, ...] = ("it",)) -> Planned:
    """Return a policy of the queue."""
    inputs = {"queueUrl": UNKNOWN, "policy": document}
    return Planned("aws:sqs/queuePolicy:QueuePolicy", inputs, "policy", depends={"queueUrl": depends})


CASES: Final = (
    passes(ENCRYPTED, "a key that is not known yet", queue(kmsMasterKeyId=UNKNOWN)),
    passes(ENCRYPTED, "the queue's own key", queue(sqsManagedSseEnabled=True)),
    fails(ENCRYPTED, "off", queue(sqsManagedSseEnabled=False), says="encryption is off; wanted: on"),
    fails(ENCRYPTED, "missing", queue(), says="encryption is not set; wanted: on"),
    fails(
        ENCRYPTED,
        "unknown",
        queue(sqsManagedSseEnabled=UNKNOWN),
        says="encryption cannot be known at preview; wanted: on",
    ),
    passes(RESTRICTED, "one account", policy(OWN)),
    passes(RESTRICTED, "missing", queue()),
    fails(RESTRICTED, "everyone", policy(OPEN), says=EVERYONE, at="policy"),
    fails(RESTRICTED, "everyone, inline", queue(policy=OPEN), says=EVERYONE),
    fails(
        RESTRICTED,
        "unknown",
        policy(UNKNOWN),
        says="the policy cannot be known at preview, unless its ARNs are made of names; "
        "wanted: named principals, or a condition that holds everyone to an account, a resource or a network",
        at="policy",
    ),
    passes(TLS, "denied", DLQ, policy(document(DENIAL))),
    passes(
        TLS,
        "denied, by the last part of its URL",
        replace(DLQ, outputs={"url": URL}),
        policy(document(DENIAL)),
    ),
    passes(TLS, "denied inline, as a mapping", queue(policy={"Statement": [DENIAL]})),
    passes(TLS, "denied on everything", DLQ, policy(document({**DENIAL, "Resource": "*"}))),
    passes(TLS, "every action", DLQ, policy(document({**DENIAL, "Action": ["*"]}))),
    passes(TLS, "of a queue not known yet", DLQ, policy({"Statement": {**DENIAL, "Resource": UNKNOWN}})),
    fails(TLS, "missing", queue(), says="it has no policy; wanted: one that refers to it"),
    fails(
        TLS,
        "of a queue that is not known",
        queue(),
        policy(document(DENIAL), ()),
        says="which policy belongs to it cannot be known at preview; wanted: one that refers to it",
    ),
    fails(
        TLS,
        "unknown",
        queue(),
        policy(UNKNOWN),
        says=f"the policy cannot be known at preview, unless its ARNs are made of names; {DENY}",
        at="policy",
    ),
    *(
        fails(TLS, label, DLQ, policy(document({**DENIAL, **changes})), says=OPEN_TO_HTTP, at="policy")
        for label, changes in (
            ("allowed", {"Effect": "Allow"}),
            ("one action denied", {"Action": "sqs:SendMessage"}),
            ("one account denied", {"Principal": {"AWS": "1"}}),
            ("another queue's", {"Resource": "arn:aws:sqs:eu-west-1:1:x"}),
            ("no resource", {"Resource": []}),
            ("over TLS", {"Condition": {"Bool": {"aws:SecureTransport": "true"}}}),
            ("at all times", {"Condition": {}}),
        )
    ),
    passes(KEPT, "14 days", queue(messageRetentionSeconds=1209600), FAILING),
    fails(
        KEPT,
        "missing",
        queue(),
        FAILING,
        says="the retention is not set; wanted: at least 14 days",
    ),
    fails(
        KEPT,
        "4 days",
        queue(messageRetentionSeconds=345600),
        FAILING,
        says="the retention is 4 days; wanted: at least 14 days",
    ),
    fails(
        KEPT,
        "zero",
        queue(messageRetentionSeconds=0),
        FAILING,
        says="the retention is 0 days; wanted: at least 14 days",
    ),
    fails(
        KEPT,
        "unknown",
        queue(messageRetentionSeconds=UNKNOWN),
        FAILING,
        says="the retention cannot be known at preview; wanted: at least 14 days",
    ),
    passes(
        KEPT,
        "4 days, where that is enough",
        queue(messageRetentionSeconds=345600),
        FAILING,
        config={"minimumDays": 4},
    ),
    skips(KEPT, "no dead letters", queue(messageRetentionSeconds=60), because=NONE),
    passes(SET, "inline", DLQ, queue("source", redrivePolicy=REDRIVEN)),
    passes(SET, "not known yet", DLQ, queue("source", ("it",), redrivePolicy=UNKNOWN)),
    passes(
        SET,
        "apart",
        DLQ,
        queue("source"),
        Planned(
            "aws:sqs/redrivePolicy:RedrivePolicy",
            {"queueUrl": UNKNOWN, "redrivePolicy": REDRIVEN},
            "redrive",
            depends={"queueUrl": ("source",)},
        ),
    ),
    fails(SET, "missing", queue(), says=UNSET),
    fails(SET, "empty", queue(redrivePolicy=""), says=UNSET),
    fails(
        SET,
        "apart, of a queue that is not known",
        queue(),
        Planned("aws:sqs/redrivePolicy:RedrivePolicy", {"queueUrl": UNKNOWN, "redrivePolicy": REDRIVEN}, "r"),
        says=UNSET_MAYBE,
    ),
    fails(
        SET,
        "apart, of one of two queues",
        queue(),
        queue("second", redrivePolicy=REDRIVEN),
        Planned(
            "aws:sqs/redrivePolicy:RedrivePolicy",
            {"queueUrl": UNKNOWN, "redrivePolicy": REDRIVEN},
            "r",
            depends={"queueUrl": ("it", "second")},
        ),
        says=UNSET_MAYBE,
    ),
    skips(SET, "takes dead letters", queue(), FAILING, because="the queue takes dead letters"),
)
