"""CloudWatch alarms: whether and when they are raised, and whether they act."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

ACTION: Final = "alarm-action-set"
ACTING: Final = "alarm-actions-enabled"
SILENCE: Final = "alarm-missing-data-explicit"
TIMELY: Final = "alarm-detection-timely"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
TREATMENTS: Final = "breaching or notBreaching or ignore"


def alarm(**inputs: object) -> Planned:
    """Return an alarm."""
    return Planned("aws:cloudwatch/metricAlarm:MetricAlarm", inputs)


def composite(**inputs: object) -> Planned:
    """Return an alarm made of others."""
    return Planned("aws:cloudwatch/compositeAlarm:CompositeAlarm", inputs)


def heartbeat(**inputs: object) -> Planned:
    """Return an alarm that is raised where nothing was reported."""
    counted = {"statistic": "SampleCount", "comparisonOperator": "LessThanThreshold", "threshold": 1}
    return alarm(**{**counted, **inputs})


def lasting(seconds: object) -> str:
    """Return what is said of an alarm that is raised too late."""
    return f"the time until it is raised is {seconds} seconds; wanted: at most 3600 seconds"


UNHEARD: Final = "it is raised by silence alone, which is taken for health; wanted: breaching"
UNTIMED: Final = "the time until it is raised is not set; wanted: at most 3600 seconds"
UNCLEAR: Final = "the time until it is raised cannot be known at preview; wanted: at most 3600 seconds"
PROMQL: Final = {"promqlCriteria": {"query": "up == 0", "pendingPeriod": 3600}}

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
    passes(SILENCE, "a heartbeat", heartbeat(treatMissingData="breaching")),
    passes(SILENCE, "several samples wanted", heartbeat(treatMissingData="notBreaching", threshold=3)),
    passes(SILENCE, "a sum", heartbeat(treatMissingData="notBreaching", statistic="Sum")),
    passes(SILENCE, "a threshold unknown", heartbeat(treatMissingData="notBreaching", threshold=UNKNOWN)),
    passes(
        SILENCE,
        "too many samples",
        heartbeat(treatMissingData="notBreaching", comparisonOperator="GreaterThanThreshold"),
    ),
    fails(SILENCE, "a heartbeat that may stop", heartbeat(treatMissingData="notBreaching"), says=UNHEARD),
    fails(SILENCE, "a heartbeat that is forgotten", heartbeat(treatMissingData="ignore"), says=UNHEARD),
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
    fails(
        ACTION,
        "missing, where an unknown is elsewhere",
        alarm(okActions=UNKNOWN),
        says="the alarm action is not set; wanted: a topic",
    ),
    passes(TIMELY, "5 minutes", alarm(period=300, evaluationPeriods=1)),
    passes(TIMELY, "an hour", alarm(period=300, evaluationPeriods=12)),
    passes(TIMELY, "an hour of a day", alarm(period=300, evaluationPeriods=288, datapointsToAlarm=12)),
    fails(
        TIMELY,
        "6 hours",
        alarm(namespace="AWS/S3", metricName="4xxErrors", period=3600, evaluationPeriods=6),
        says=lasting(21600),
    ),
    fails(
        TIMELY,
        "6 datapoints of an hour",
        alarm(period=3600, evaluationPeriods=24, datapointsToAlarm=6),
        says=lasting(21600),
    ),
    fails(
        TIMELY,
        "by the slowest of its queries",
        alarm(
            evaluationPeriods=2,
            metricQueries=[
                {"id": "a", "metric": {"period": 60}},
                {"id": "b", "metric": {"period": 3600}},
                {"id": "c", "expression": "a/b"},
            ],
        ),
        says=lasting(7200),
    ),
    fails(
        TIMELY,
        "by a query's own period",
        alarm(evaluationPeriods=1, metricQueries=[{"id": "a", "expression": "SELECT 1", "period": 7200}]),
        says=lasting(7200),
    ),
    passes(
        TIMELY,
        "an expression in a language of its own",
        alarm(evaluationCriteria=PROMQL, evaluationInterval=0),
    ),
    fails(
        TIMELY,
        "pending for longer",
        alarm(evaluationCriteria=PROMQL, evaluationInterval=60),
        says=lasting(3660),
    ),
    passes(TIMELY, "never pending", alarm(evaluationCriteria={"promqlCriteria": {}}, evaluationInterval=60)),
    fails(TIMELY, "missing", alarm(), says=UNTIMED),
    fails(TIMELY, "missing periods", alarm(period=60), says=UNTIMED),
    fails(TIMELY, "unknown", alarm(period=UNKNOWN, evaluationPeriods=1), says=UNCLEAR),
    fails(TIMELY, "periods unknown", alarm(period=60, evaluationPeriods=UNKNOWN), says=UNCLEAR),
    fails(TIMELY, "queries unknown", alarm(metricQueries=UNKNOWN, evaluationPeriods=1), says=UNCLEAR),
    passes(
        TIMELY,
        "6 hours, where there is a day",
        alarm(period=3600, evaluationPeriods=6),
        config={"maximumSeconds": 86400},
    ),
    skips(
        TIMELY,
        "what is reported once a day",
        alarm(namespace="AWS/Billing", metricName="EstimatedCharges", period=86400, evaluationPeriods=1),
        because="the metric is reported once a day",
    ),
    skips(TIMELY, "another type", composite()),
)
