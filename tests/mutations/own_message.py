"""What breaks the topics, queues, logs and alarms of the own stack."""

from __future__ import annotations

from typing import Final

from sandbox.registration import UNKNOWN, Json
from tests.mutations.mutation import Mutation, drop, gone, independent, put, statement
from tests.mutations.usual import values

TOPICS: Final = ("Topic topic", "Topic watch-topic")
QUEUES: Final = ("function-dead-letters", "schedule-dead-letters")
GROUPS: Final = ("LogGroup flow-log", "LogGroup function", "LogGroup api")
SUBSCRIPTIONS: Final = (
    "TopicSubscription topic-email-20f0efaa",
    "TopicSubscription watch-topic-email-20f0efaa",
)
TOPIC_KEY: Final = "topic-encryption-customer-managed"
SUBSCRIBED: Final = "topic-subscription-present"
TRANSPORT: Final = "topic-subscription-transport-encrypted"
QUEUE_KEY: Final = "queue-encryption-enabled"
REDRIVEN: Final = "queue-dead-letter-set"
KEPT: Final = "queue-dead-letter-retention-maximal"
WATCHED: Final = "queue-dead-letter-alarmed"
RETENTION: Final = "log-group-retention-set"
LOG_KEY: Final = "log-group-encryption-customer-managed"
ACTION: Final = "alarm-action-set"
ACTS: Final = "alarm-actions-enabled"
MISSING: Final = "alarm-missing-data-explicit"
TIMELY: Final = "alarm-detection-timely"
RESOLVED: Final = "alarm-dimensions-resolved"
COVERED: Final = "alarm-coverage-complete"
BACKUP: Final = "backup.amazonaws.com"
ADMITTED: Final = "schedule-dead-letter-admitted"
TOLD: Final = "vault-notifications-present"
MANAGED: Final = "alarm-action-topic-managed"
THROTTLES: Final = "MetricAlarm table-read-throttles-alarm"
WATCHING: Final = "MetricAlarm function-errors-alarm"
HEARTBEAT: Final = "MetricAlarm heartbeat-missing-alarm"
COVERING: Final = (
    THROTTLES,
    "MetricAlarm table-write-throttles-alarm",
    "MetricAlarm table-system-errors-alarm",
    "MetricAlarm api-5xx-alarm",
    WATCHING,
    "MetricAlarm function-throttles-alarm",
)
ALARMS: Final = (
    *COVERING,
    "MetricAlarm function-duration-alarm",
    HEARTBEAT,
    "MetricAlarm unhealthy-alarm",
    "MetricAlarm function-dead-letters-alarm",
    "MetricAlarm schedule-dead-letters-alarm",
    "MetricAlarm health-check-alarm",
)

SENT: Final = (
    *(Mutation(TOPIC_KEY, each, "missing", (drop("kmsMasterKeyId"),)) for each in TOPICS),
    *(Mutation(TOPIC_KEY, each, "of AWS's", (put("kmsMasterKeyId", "alias/aws/sns"),)) for each in TOPICS),
    *(Mutation(SUBSCRIBED, each, "gone", (gone(),), (MANAGED,)) for each in SUBSCRIPTIONS),
    *(Mutation(TRANSPORT, each, "plain HTTP", (put("protocol", "http"),)) for each in SUBSCRIPTIONS),
    Mutation(TRANSPORT, SUBSCRIPTIONS[0], "unknown", (put("protocol", UNKNOWN),)),
    Mutation(TRANSPORT, SUBSCRIPTIONS[0], "missing", (drop("protocol"),)),
)
QUEUED: Final = (
    *(Mutation(QUEUE_KEY, f"Queue {each}", "missing", (drop("kmsMasterKeyId"),)) for each in QUEUES),
    *(Mutation(KEPT, f"Queue {each}", "a day", (put("messageRetentionSeconds", 86400),)) for each in QUEUES),
    *(Mutation(KEPT, f"Queue {each}", "missing", (drop("messageRetentionSeconds"),)) for each in QUEUES),
    *(Mutation(WATCHED, f"MetricAlarm {each}-alarm", "gone", (gone(),)) for each in QUEUES),
    *(
        Mutation(
            WATCHED, f"MetricAlarm {each}-alarm", "on another metric", (put("metricName", "SentMessageSize"),)
        )
        for each in QUEUES
    ),
    Mutation(KEPT, f"Queue {QUEUES[0]}", "unknown", (put("messageRetentionSeconds", UNKNOWN),)),
    Mutation(
        REDRIVEN,
        f"Queue {QUEUES[0]}",
        "another without one",
        beside=(put("name", "other"),),
        also=("queue-policy-tls-only",),
    ),
)
LOGGED: Final = (
    *(Mutation(RETENTION, each, "missing", (drop("retentionInDays"),)) for each in GROUPS),
    *(Mutation(RETENTION, each, "a day", (put("retentionInDays", 1),)) for each in GROUPS),
    *(Mutation(LOG_KEY, each, "missing", (drop("kmsKeyId"),)) for each in GROUPS),
    Mutation(RETENTION, GROUPS[0], "unknown", (put("retentionInDays", UNKNOWN),)),
)
RAISED: Final = (
    *(Mutation(ACTION, each, "missing", (drop("alarmActions"),)) for each in ALARMS),
    *(Mutation(ACTION, each, "emptied", (put("alarmActions", []),)) for each in ALARMS),
    *(Mutation(ACTS, each, "off", (put("actionsEnabled", value=False),)) for each in ALARMS),
    *(Mutation(MISSING, each, "missing", (drop("treatMissingData"),)) for each in ALARMS),
    Mutation(ACTS, WATCHING, "unknown", (put("actionsEnabled", UNKNOWN),)),
    Mutation(MISSING, WATCHING, "not decided", (put("treatMissingData", "missing"),)),
    Mutation(MISSING, HEARTBEAT, "taken for health", (put("treatMissingData", "notBreaching"),)),
    Mutation(MISSING, HEARTBEAT, "forgotten", (put("treatMissingData", "ignore"),)),
    Mutation(TIMELY, WATCHING, "too long", (put("period", 86400),)),
    Mutation(TIMELY, WATCHING, "too often", (put("evaluationPeriods", 13),)),
    Mutation(TIMELY, WATCHING, "period missing", (drop("period"),)),
    Mutation(TIMELY, WATCHING, "unknown", (put("evaluationPeriods", UNKNOWN),)),
    Mutation(TIMELY, COVERING[2], "too long", (put("metricQueries.0.metric.period", 86400),)),
    *(Mutation(COVERED, each, "gone", (gone(),)) for each in COVERING),
    *(Mutation(COVERED, each, "in another namespace", (put("namespace", "Own"),)) for each in COVERING[3:]),
    Mutation(COVERED, WATCHING, "on another metric", (put("metricName", "Invocations"),)),
    Mutation(
        RESOLVED,
        WATCHING,
        "of nothing",
        (put("dimensions.FunctionName", "other"), independent("dimensions")),
        (COVERED,),
    ),
    Mutation(
        RESOLVED,
        THROTTLES,
        "of nothing",
        (put("dimensions.TableName", "other"), independent("dimensions")),
        (COVERED,),
    ),
    Mutation(
        RESOLVED,
        COVERING[2],
        "of nothing in a query",
        (put("metricQueries.0.metric.dimensions.TableName", "other"), independent("metricQueries")),
    ),
    Mutation(
        MANAGED,
        WATCHING,
        "elsewhere",
        (put("alarmActions", ["arn:aws:sns:us-west-2:123456789012:other"]), independent("alarmActions")),
    ),
    Mutation(MANAGED, "Key messages-key", "its policy missing", (drop("policy"),), (ADMITTED, TOLD)),
    Mutation(MANAGED, WATCHING, "unknown", (independent("alarmActions"),)),
)
PUBLISHERS: Final = "Publishers"


def _besides(at: str, label: str) -> tuple[str, ...]:
    """Return who else is kept out: AWS Backup of the topic that it tells, EventBridge of its queue's key."""
    if at.endswith(("watch-topic", "watch-key")):
        return ()
    return (TOLD, ADMITTED) if at.startswith("Key") and label != "other publishers" else (TOLD,)


REFUSED: Final = tuple(
    Mutation(MANAGED, at, label, (change,), _besides(at, label))
    for at, action in (
        ("TopicPolicy topic", "sns:Subscribe"),
        ("TopicPolicy watch-topic", "sns:Subscribe"),
        ("Key messages-key", "kms:Decrypt"),
        ("Key watch-key", "kms:Decrypt"),
    )
    for label, change in (
        ("publishers gone", statement(PUBLISHERS, None)),
        ("other publishers", statement(PUBLISHERS, {"Principal": {"Service": "events.amazonaws.com"}})),
        ("publishers may not", statement(PUBLISHERS, {"Action": action})),
        ("publishers denied", statement(PUBLISHERS, {"Effect": "Deny"})),
    )
)
LETTERS: Final = "QueuePolicy schedule-dead-letters"
SENDING: Final = "Undelivered"
UNSENT: Final[dict[str, dict[str, Json] | None]] = {
    "nobody may send": None,
    "others may send": {"Principal": {"Service": "sns.amazonaws.com"}},
    "the account may send": {"Principal": {"AWS": "arn:aws:iam::123456789012:root"}},
    "senders may receive": {"Action": ["sqs:ReceiveMessage"]},
    "senders denied": {"Effect": "Deny"},
}
LOST: Final = (
    *(
        Mutation(ADMITTED, LETTERS, label, (statement(SENDING, members),))
        for label, members in UNSENT.items()
    ),
    Mutation(ADMITTED, LETTERS, "gone", (gone(),), ("queue-policy-tls-only",)),
    Mutation(
        ADMITTED,
        LETTERS,
        "unknown",
        (put("policy", UNKNOWN),),
        ("queue-policy-tls-only", "queue-policy-principal-restricted"),
    ),
    Mutation(
        ADMITTED,
        "Key messages-key",
        "for others alone",
        (statement(PUBLISHERS, {"Principal": {"Service": ["cloudwatch.amazonaws.com", BACKUP]}}),),
    ),
    *values(ADMITTED, "Queue schedule-dead-letters", "kmsMasterKeyId", {"of AWS's": "alias/aws/sqs"}),
    Mutation(
        ADMITTED,
        "EventTarget schedule",
        "to one knows not what",
        (independent("deadLetterConfig"),),
        (REDRIVEN,),
    ),
)
ELSEWHERE: Final = (
    Mutation(
        "health-check-alarmed", "aws watch", "its alarm elsewhere", (put("region", "eu-west-1"),), (RESOLVED,)
    ),
    Mutation(MANAGED, TOPICS[0], "elsewhere", (put("region", "eu-west-1"),), ("topic-policy-tls-only",)),
    Mutation(COVERED, WATCHING, "elsewhere", (put("region", "eu-west-1"),), (MANAGED, RESOLVED)),
    Mutation(
        SUBSCRIBED, TOPICS[0], "another without one", (), ("topic-policy-tls-only",), (put("name", "other"),)
    ),
)
MUTATIONS: Final = (*SENT, *QUEUED, *LOGGED, *RAISED, *REFUSED, *LOST, *ELSEWHERE)
