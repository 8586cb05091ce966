"""SNS topics and SQS queues."""

from __future__ import annotations

import json
from dataclasses import replace
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
WAITING: Final = "an alarm on its ApproximateNumberOfMessagesVisible or ApproximateAgeOfOldestMessage"
UNWATCHED: Final = f"no alarm watches it; wanted: {WAITING}"
UNCLEAR: Final = f"whether an alarm watches it cannot be known at preview; wanted: {WAITING}"
NO_JSON: Final = "its redrive policy is no JSON; wanted: an object with deadLetterTargetArn"
OPEN: Final = document(GRANT)
OWN: Final = document({**GRANT, "Condition": {"StringEquals": {"aws:SourceAccount": "1"}}})


VISIBLE: Final = {"namespace": "AWS/SQS", "metricName": "ApproximateNumberOfMessagesVisible"}


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
    """Return an alarm on what waits in a queue, whose dimensions and queries depend on these."""
    both = {"dimensions": depends, "metricQueries": depends}
    metric = {} if "metricQueries" in inputs else VISIBLE
    return Planned("aws:cloudwatch/metricAlarm:MetricAlarm", {**metric, **inputs}, "alarm", depends=both)


def query(name: object = UNKNOWN, **metric: object) -> dict[str, object]:
    """Return one query of an alarm, on what waits in the queue of that name."""
    return {"id": "q", "metric": {**VISIBLE, "dimensions": {"QueueName": name}, **metric}}


FAILING: Final = user("aws:lambda/function:Function", "deadLetterConfig", {"targetArn": UNKNOWN})
DLQ: Final = Planned("aws:sqs/queue:Queue", {"name": "dr-dev-dlq"})
ON_QUEUE: Final = {"QueueName": UNKNOWN}
WATCHING: Final = alarm(dimensions=ON_QUEUE)

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
    passes(ALARMED, "by a dimension", queue(), FAILING, WATCHING),
    passes(
        ALARMED,
        "by a query",
        queue(),
        FAILING,
        alarm(metricQueries=[query(), {"id": "e", "expression": "q"}]),
    ),
    passes(
        ALARMED,
        "two by one alarm, of which no name is known",
        queue(),
        queue("second"),
        FAILING,
        replace(FAILING, name="another", depends={"deadLetterConfig": ("second",)}),
        alarm(("it", "second"), metricQueries=[query(), query(), {"id": "e", "expression": "q+r"}]),
    ),
    passes(
        ALARMED,
        "by the age of what waits",
        queue(),
        FAILING,
        alarm(metricName="ApproximateAgeOfOldestMessage", dimensions=ON_QUEUE),
    ),
    *(
        fails(
            ALARMED,
            f"by an alarm with {changed}",
            queue(),
            FAILING,
            replace(WATCHING, inputs={**WATCHING.inputs, **changed}),
            says=says,
        )
        for changed, says in (
            ({"metricName": "NumberOfMessagesSent"}, UNWATCHED),
            ({"metricName": None}, UNWATCHED),
            ({"namespace": "DisasterRecovery"}, UNWATCHED),
            ({"namespace": None}, UNWATCHED),
            ({"metricName": UNKNOWN}, UNCLEAR),
            ({"namespace": UNKNOWN}, UNCLEAR),
        )
    ),
    *(
        fails(
            ALARMED,
            f"by a query with {changed}",
            queue(),
            FAILING,
            alarm(metricQueries=[query(**changed)]),
            says=UNWATCHED,
        )
        for changed in ({"metricName": "NumberOfMessagesSent"}, {"namespace": "DisasterRecovery"})
    ),
    fails(ALARMED, "by queries not known", queue(), FAILING, alarm((), metricQueries=UNKNOWN), says=UNCLEAR),
    fails(
        ALARMED,
        "by an alarm in another region",
        queue(region="eu-west-1"),
        FAILING,
        alarm(dimensions=ON_QUEUE, region="us-west-2"),
        says=UNWATCHED,
    ),
    fails(
        ALARMED,
        "of a queue whose redrive policy is no JSON",
        queue(redrivePolicy="{"),
        queue("second", redrivePolicy=""),
        says=NO_JSON,
    ),
    fails(
        ALARMED,
        "of another queue than the one whose redrive policy is no JSON",
        DLQ,
        queue("first", redrivePolicy="dr-dev-dlq"),
        queue(
            "source", redrivePolicy=json.dumps({"deadLetterTargetArn": "arn:aws:sqs:eu-west-1:1:dr-dev-dlq"})
        ),
        alarm((), dimensions={"QueueName": "dr-dev-dlq"}),
        says=NO_JSON,
        at="first",
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
