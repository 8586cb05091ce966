"""SNS topics and SQS queues."""

from __future__ import annotations

import json
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket_policy import EVERYONE, GRANT, document
from tests.policy.cases.case import fails, passes, skips

TOPIC_KEY: Final = "topic-encryption-customer-managed"
TOPIC_POLICY: Final = "topic-policy-principal-restricted"
TRANSPORT: Final = "topic-subscription-transport-encrypted"
ENCRYPTED: Final = "queue-encryption-enabled"
QUEUE_POLICY: Final = "queue-policy-principal-restricted"
ALARMED: Final = "queue-dead-letter-alarmed"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
PROTOCOLS: Final = "https or email or email-json or sms or lambda or sqs or firehose or application"
UNWATCHED: Final = "no alarm watches it; wanted: an alarm with its QueueName as a dimension"
UNCLEAR: Final = (
    "whether an alarm watches it cannot be known at preview; "
    "wanted: an alarm with its QueueName as a dimension"
)
OPEN: Final = document(GRANT)
OWN: Final = document({**GRANT, "Condition": {"StringEquals": {"aws:SourceAccount": "1"}}})


def topic(**inputs: object) -> Planned:
    """Return a topic."""
    return Planned("aws:sns/topic:Topic", inputs)


def subscription(protocol: object) -> Planned:
    """Return a subscription."""
    return Planned("aws:sns/topicSubscription:TopicSubscription", {"protocol": protocol})


def queue(name: str = "it", depends: tuple[str, ...] = (), **inputs: object) -> Planned:
    """Return a queue whose redrive policy depends on these."""
    return Planned("aws:sqs/queue:Queue", inputs, name, depends={"redrivePolicy": depends})


def user(token: str, prop: str, value: object) -> Planned:
    """Return a resource that sends its dead letters to the queue."""
    return Planned(token, {prop: value}, "user", depends={prop: ("it",)})


def alarm(depends: tuple[str, ...] = ("it",), **inputs: object) -> Planned:
    """Return an alarm whose dimensions and queries depend on these."""
    both = {"dimensions": depends, "metricQueries": depends}
    return Planned("aws:cloudwatch/metricAlarm:MetricAlarm", inputs, "alarm", depends=both)


FAILING: Final = user("aws:lambda/function:Function", "deadLetterConfig", {"targetArn": UNKNOWN})
DLQ: Final = Planned("aws:sqs/queue:Queue", {"name": "dr-dev-dlq"})
ON_QUEUE: Final = {"QueueName": UNKNOWN}

CASES: Final = (
    passes(TOPIC_KEY, "a key that is not known yet", topic(kmsMasterKeyId=UNKNOWN)),
    fails(
        TOPIC_KEY,
        "the AWS-managed key",
        topic(kmsMasterKeyId="alias/aws/sns"),
        says="the encryption key is a key that AWS manages; wanted: a customer-managed key",
    ),
    fails(
        TOPIC_KEY, "missing", topic(), says="the encryption key is not set; wanted: a customer-managed key"
    ),
    skips(TOPIC_KEY, "another type", queue()),
    passes(TOPIC_POLICY, "one account", Planned("aws:sns/topicPolicy:TopicPolicy", {"policy": OWN})),
    passes(TOPIC_POLICY, "none", topic()),
    fails(
        TOPIC_POLICY,
        "everyone",
        Planned("aws:sns/topicPolicy:TopicPolicy", {"policy": OPEN}),
        says=EVERYONE,
    ),
    fails(TOPIC_POLICY, "everyone, inline", topic(policy=OPEN), says=EVERYONE),
    passes(TRANSPORT, "https", subscription("https")),
    fails(TRANSPORT, "http", subscription("http"), says=f"the protocol is http; wanted: {PROTOCOLS}"),
    fails(
        TRANSPORT,
        "unknown",
        subscription(UNKNOWN),
        says=f"the protocol cannot be known at preview; wanted: {PROTOCOLS}",
    ),
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
    passes(QUEUE_POLICY, "one account", Planned("aws:sqs/queuePolicy:QueuePolicy", {"policy": OWN})),
    fails(
        QUEUE_POLICY,
        "everyone",
        Planned("aws:sqs/queuePolicy:QueuePolicy", {"policy": OPEN}),
        says=EVERYONE,
    ),
    fails(QUEUE_POLICY, "everyone, inline", queue(policy=OPEN), says=EVERYONE),
    passes(ALARMED, "by a dimension", queue(), FAILING, alarm(dimensions=ON_QUEUE)),
    passes(
        ALARMED,
        "by a query",
        queue(),
        FAILING,
        alarm(metricQueries=[{"id": "q", "metric": {"dimensions": ON_QUEUE}}]),
    ),
    passes(
        ALARMED,
        "by name",
        DLQ,
        FAILING,
        alarm((), dimensions={"QueueName": "dr-dev-dlq"}),
    ),
    fails(ALARMED, "of a function", queue(), FAILING, says=UNWATCHED),
    fails(
        ALARMED,
        "of a function's configuration",
        queue(),
        user(
            "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
            "destinationConfig",
            {"onFailure": {"destination": UNKNOWN}},
        ),
        says=UNWATCHED,
    ),
    fails(
        ALARMED,
        "of a rule",
        queue(),
        user("aws:cloudwatch/eventTarget:EventTarget", "deadLetterConfig", {"arn": UNKNOWN}),
        says=UNWATCHED,
    ),
    fails(
        ALARMED,
        "of a schedule",
        queue(),
        user("aws:scheduler/schedule:Schedule", "target", {"deadLetterConfig": {"arn": UNKNOWN}}),
        says=UNWATCHED,
    ),
    fails(
        ALARMED,
        "of a queue, by ARN",
        DLQ,
        queue(
            "source", redrivePolicy=json.dumps({"deadLetterTargetArn": "arn:aws:sqs:eu-west-1:1:dr-dev-dlq"})
        ),
        says=UNWATCHED,
    ),
    fails(
        ALARMED,
        "of a queue, not known yet",
        queue(),
        queue("source", ("it",), redrivePolicy=UNKNOWN),
        says=UNWATCHED,
    ),
    fails(ALARMED, "by an alarm on something else", queue(), FAILING, alarm(dimensions={}), says=UNWATCHED),
    fails(
        ALARMED,
        "by an alarm on a queue that is not known",
        queue(),
        FAILING,
        alarm((), dimensions=ON_QUEUE),
        says=UNCLEAR,
    ),
    skips(ALARMED, "no dead letters", queue(), because="the queue takes no dead letters"),
)
