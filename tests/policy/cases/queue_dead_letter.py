"""Dead-letter queues, and who learns of what ends there."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

ALARMED: Final = "queue-dead-letter-alarmed"

WAITING: Final = "an alarm on its ApproximateNumberOfMessagesVisible or ApproximateAgeOfOldestMessage"
UNWATCHED: Final = f"no alarm watches it; wanted: {WAITING}"
UNCLEAR: Final = f"whether an alarm watches it cannot be known at preview; wanted: {WAITING}"
NO_JSON: Final = "its redrive policy is no JSON; wanted: an object with deadLetterTargetArn"
VISIBLE: Final = {"namespace": "AWS/SQS", "metricName": "ApproximateNumberOfMessagesVisible"}
ARN: Final = "arn:aws:sqs:eu-west-1:1:dr-dev-dlq"


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

NONE: Final = "the queue takes no dead letters"
EVERY: Final = 'SELECT MAX(ApproximateNumberOfMessagesVisible) FROM SCHEMA("AWS/SQS", QueueName)'

CASES: Final = (
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
    fails(ALARMED, "missing", queue(), FAILING, says=UNWATCHED),
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
    skips(ALARMED, "no dead letters", queue(), because=NONE),
    *(
        fails(
            ALARMED,
            f"of {label}",
            queue(),
            user(token, prop, value),
            says=UNWATCHED,
        )
        for label, token, prop, value in (
            (
                "an event source mapping",
                "aws:lambda/eventSourceMapping:EventSourceMapping",
                "destinationConfig",
                {"onFailure": {"destinationArn": UNKNOWN}},
            ),
            (
                "an event bus",
                "aws:cloudwatch/eventBus:EventBus",
                "deadLetterConfig",
                {"arn": UNKNOWN},
            ),
            (
                "a subscription",
                "aws:sns/topicSubscription:TopicSubscription",
                "redrivePolicy",
                UNKNOWN,
            ),
        )
    ),
    fails(
        ALARMED,
        "of queues elsewhere, which it lets in",
        queue(redriveAllowPolicy=json.dumps({"redrivePermission": "allowAll"})),
        says=UNWATCHED,
    ),
    fails(
        ALARMED,
        "perhaps, as it does not say yet whom it lets in",
        queue(redriveAllowPolicy=UNKNOWN),
        says=UNWATCHED,
    ),
    *(
        skips(ALARMED, f"lets nobody in: {label}", queue(redriveAllowPolicy=policy), because=NONE)
        for label, policy in (
            ("denied", json.dumps({"redrivePermission": "denyAll"})),
            ("no JSON", "{"),
            ("empty", ""),
        )
    ),
    skips(
        ALARMED,
        "a topic takes them",
        queue(),
        Planned("aws:sns/topic:Topic", {}, "topic"),
        replace(FAILING, depends={"deadLetterConfig": ("topic",)}),
        because=NONE,
    ),
    fails(
        ALARMED,
        "of a function, perhaps, behind somebody's component",
        queue(),
        Planned("acme:index:Queues", {}, "component"),
        replace(FAILING, depends={"deadLetterConfig": ("component",)}),
        says=UNWATCHED,
    ),
    fails(
        ALARMED,
        "by an alarm of which one query of two is on something else",
        queue(),
        queue("second"),
        FAILING,
        alarm(("it", "second"), metricQueries=[query(), query(metricName="NumberOfMessagesSent")]),
        says=UNCLEAR,
    ),
    fails(
        ALARMED,
        "by an alarm of which one query of two is on something that is not known",
        queue(),
        queue("second"),
        FAILING,
        alarm(("it", "second"), metricQueries=[query(), query(metricName=UNKNOWN)]),
        says=UNCLEAR,
    ),
    passes(
        ALARMED,
        "two by one alarm, by what waits here and by its age there",
        queue(),
        queue("second"),
        FAILING,
        alarm(("it", "second"), metricQueries=[query(), query(metricName="ApproximateAgeOfOldestMessage")]),
    ),
    passes(
        ALARMED,
        "every queue, by a query over all of them",
        queue(),
        FAILING,
        alarm((), metricQueries=[{"id": "q", "expression": EVERY}]),
    ),
    fails(
        ALARMED,
        "some queues, by a query over those",
        queue(),
        FAILING,
        alarm((), metricQueries=[{"id": "q", "expression": f"{EVERY} WHERE QueueName = 'x'"}]),
        says=UNWATCHED,
    ),
    fails(
        ALARMED,
        "a queue of another account that has the same name",
        DLQ,
        FAILING,
        alarm((), metricQueries=[{**query("dr-dev-dlq"), "accountId": "2"}]),
        says=UNWATCHED,
    ),
    passes(
        ALARMED,
        "by the name of an account, which is its own",
        DLQ,
        FAILING,
        alarm(metricQueries=[{**query("dr-dev-dlq"), "accountId": "1"}]),
    ),
)
