"""CloudWatch alarms and log groups."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

ACTION: Final = "alarm-action-set"
ACTING: Final = "alarm-actions-enabled"
SILENCE: Final = "alarm-missing-data-explicit"
RETENTION: Final = "log-group-retention-set"
KEY: Final = "log-group-encryption-customer-managed"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
TREATMENTS: Final = "breaching or notBreaching or ignore"


def alarm(**inputs: object) -> Planned:
    """Return an alarm."""
    return Planned("aws:cloudwatch/metricAlarm:MetricAlarm", inputs)


def composite(**inputs: object) -> Planned:
    """Return an alarm made of others."""
    return Planned("aws:cloudwatch/compositeAlarm:CompositeAlarm", inputs)


def group(**inputs: object) -> Planned:
    """Return a log group."""
    return Planned("aws:cloudwatch/logGroup:LogGroup", inputs)


CASES: Final = (
    passes(ACTION, "a topic that is not known yet", alarm(alarmActions=[UNKNOWN])),
    passes(ACTION, "actions that are not known yet", composite(alarmActions=UNKNOWN)),
    fails(ACTION, "missing", alarm(), says="the alarm action is not set; wanted: a topic"),
    fails(ACTION, "none", composite(alarmActions=[]), says="the alarm action is not set; wanted: a topic"),
    skips(ACTION, "another type", OTHER),
    passes(ACTING, "missing", alarm()),
    passes(ACTING, "on", composite(actionsEnabled=True)),
    fails(ACTING, "off", alarm(actionsEnabled=False), says="actionsEnabled is off; wanted: on"),
    fails(
        ACTING,
        "unknown",
        alarm(actionsEnabled=UNKNOWN),
        says="actionsEnabled cannot be known at preview; wanted: on",
    ),
    passes(SILENCE, "a fault", alarm(treatMissingData="breaching")),
    fails(
        SILENCE,
        "the default, which the provider fills in",
        alarm(treatMissingData="missing"),
        says=f"the treatment of missing data is missing; wanted: {TREATMENTS}",
    ),
    fails(
        SILENCE,
        "missing",
        alarm(),
        says=f"the treatment of missing data is not set; wanted: {TREATMENTS}",
    ),
    fails(
        SILENCE,
        "unknown",
        alarm(treatMissingData=UNKNOWN),
        says=f"the treatment of missing data cannot be known at preview; wanted: {TREATMENTS}",
    ),
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
)
