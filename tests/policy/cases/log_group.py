"""CloudWatch log groups and dashboards."""

from __future__ import annotations

import json
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

RETENTION: Final = "log-group-retention-set"
KEY: Final = "log-group-encryption-customer-managed"
SKIPPED: Final = "log-group-destroy-skipped"
DRAWN: Final = "dashboard-references-resolved"

WANTED: Final = "a resource of the program, or one of foreignNames"
LOST_TABLE: Final = f"its dimension TableName names nothing in the program; wanted: {WANTED}"
LOST_ALARM: Final = f"an alarm that it shows is not in the program; wanted: {WANTED}"
TABLE: Final = Planned("aws:dynamodb/table:Table", {"name": "orders"}, "table")
ALARM_ARN: Final = "arn:aws:cloudwatch:eu-west-1:1:alarm:late"
READS: Final = ("AWS/DynamoDB", "ConsumedReadCapacityUnits", "TableName")


def group(**inputs: object) -> Planned:
    """Return a log group."""
    return Planned("aws:cloudwatch/logGroup:LogGroup", inputs)


def dashboard(*metrics: object, **properties: object) -> Planned:
    """Return a dashboard of one chart that draws these metrics."""
    body = {
        "widgets": [{"type": "text"}, {"type": "metric", "properties": {"metrics": metrics, **properties}}]
    }
    return board(json.dumps(body))


def board(body: object) -> Planned:
    """Return a dashboard with that body."""
    return Planned("aws:cloudwatch/dashboard:Dashboard", {"dashboardBody": body})


CASES: Final = (
    passes(RETENTION, "a week", group(retentionInDays=7)),
    fails(
        RETENTION, "a day", group(retentionInDays=1), says="the retention is 1 day; wanted: at least 7 days"
    ),
    fails(
        RETENTION, "zero", group(retentionInDays=0), says="the retention is 0 days; wanted: at least 7 days"
    ),
    fails(RETENTION, "missing", group(), says="the retention is not set; wanted: at least 7 days"),
    fails(
        RETENTION,
        "unknown",
        group(retentionInDays=UNKNOWN),
        says="the retention cannot be known at preview; wanted: at least 7 days",
    ),
    fails(
        RETENTION,
        "a week, where a year is configured",
        group(retentionInDays=7),
        says="the retention is 7 days; wanted: at least 365 days",
        config={"minimumDays": 365},
    ),
    passes(KEY, "a key that is not known yet", group(kmsKeyId=UNKNOWN)),
    fails(KEY, "missing", group(), says="the encryption key is not set; wanted: a customer-managed key"),
    fails(
        KEY, "empty", group(kmsKeyId=""), says="the encryption key is not set; wanted: a customer-managed key"
    ),
    fails(
        KEY,
        "the AWS-managed key",
        group(kmsKeyId="alias/aws/logs"),
        says="the encryption key is a key that AWS manages; wanted: a customer-managed key",
    ),
    passes(SKIPPED, "kept", group(skipDestroy=True)),
    fails(
        SKIPPED,
        "missing",
        group(),
        says="keeping the logs when the group is destroyed is not set; wanted: on",
    ),
    fails(
        SKIPPED,
        "unknown",
        group(skipDestroy=UNKNOWN),
        says="keeping the logs when the group is destroyed cannot be known at preview; wanted: on",
    ),
    passes(DRAWN, "a table", TABLE, dashboard([*READS, "orders", {"stat": "Sum"}])),
    passes(
        DRAWN,
        "a table, in short",
        TABLE,
        dashboard(
            [*READS, "orders"], [".", "ConsumedWriteCapacityUnits", ".", "."], ["...", {"stat": "p99"}]
        ),
    ),
    passes(DRAWN, "missing metrics", TABLE, dashboard()),
    passes(
        DRAWN, "what is not a resource's", TABLE, dashboard(["Own", "Healthy", "service", "x"], [], "row")
    ),
    passes(DRAWN, "short of nothing", TABLE, dashboard([".", "."])),
    fails(
        DRAWN, "another table, in full", TABLE, dashboard([*READS, "orders"], [*READS, "x"]), says=LOST_TABLE
    ),
    passes(DRAWN, "all tables", TABLE, dashboard(["AWS/DynamoDB", "AccountMaxReads"])),
    passes(DRAWN, "a kind that the program has not", dashboard([*READS, "lost"])),
    fails(DRAWN, "another table", TABLE, dashboard([*READS, "orders"], ["...", "lost"]), says=LOST_TABLE),
    fails(DRAWN, "two lost tables", TABLE, dashboard([*READS, "a"], [*READS, "b"]), says=LOST_TABLE),
    passes(
        DRAWN,
        "a table elsewhere",
        TABLE,
        dashboard([*READS, "shared-orders"]),
        config={"foreignNames": ["shared-*"]},
    ),
    passes(
        DRAWN,
        "an alarm",
        Planned("aws:cloudwatch/metricAlarm:MetricAlarm", {"name": "late"}, "alarm"),
        dashboard(alarms=[ALARM_ARN], annotations={"alarms": [ALARM_ARN]}),
    ),
    fails(DRAWN, "a lost alarm", dashboard(alarms=[ALARM_ARN]), says=LOST_ALARM),
    passes(
        DRAWN,
        "an alarm elsewhere",
        dashboard(alarms=[ALARM_ARN]),
        config={"foreignNames": ["arn:*:alarm:late"]},
    ),
    fails(DRAWN, "no JSON", board("{"), says="its body is no JSON; wanted: an object with widgets"),
    fails(
        DRAWN,
        "unknown",
        board(UNKNOWN),
        says="what it draws cannot be known at preview; wanted: metrics of what there is",
    ),
    skips(DRAWN, "no dashboard", group(), because=f"the stack has no resource that {DRAWN} is about"),
)
