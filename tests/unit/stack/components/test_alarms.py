"""An alarm calls the topic when it starts to ring and when it stops."""

from __future__ import annotations

from stack.alarm import Alarm, Metric
from stack.components.alarms import Alarms, AlarmsArgs
from tests.unit.stack.recorded import SCOPE, TAGS, named, outputs, recorded

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
SUM = Metric("AWS/Lambda", "Errors", {"FunctionName": "f"})
PERCENTILE = Metric("AWS/Lambda", "Duration", {"FunctionName": "f"}, "p99")
READS = Metric("AWS/DynamoDB", "SystemErrors", {"TableName": "t", "Operation": "GetItem"})
WRITES = Metric("AWS/DynamoDB", "SystemErrors", {"TableName": "t", "Operation": "PutItem"})
ALARMS = (
    Alarm("function-errors-alarm", "It fails", (SUM,), 5, "notBreaching"),
    Alarm("function-duration-alarm", "It is slow", (PERCENTILE,), 24_000, "notBreaching", periods=3),
    Alarm("table-system-errors-alarm", "AWS fails", (READS, WRITES), 10, "breaching"),
)
RECORDING = recorded(lambda: Alarms("alarms", AlarmsArgs(SCOPE, "arn:topic", ALARMS)))
COMMON = {
    "comparisonOperator": "GreaterThanThreshold",
    "actionsEnabled": True,
    "alarmActions": ["arn:topic"],
    "okActions": ["arn:topic"],
    "tags": TAGS,
}


def test_an_alarm_on_one_metric():
    assert named(RECORDING, ALARM, "function-errors-alarm").inputs == {
        **COMMON,
        "name": "dr-test-function-errors-alarm",
        "alarmDescription": "It fails",
        "namespace": "AWS/Lambda",
        "metricName": "Errors",
        "dimensions": {"FunctionName": "f"},
        "statistic": "Sum",
        "period": 300,
        "evaluationPeriods": 1,
        "threshold": 5,
        "treatMissingData": "notBreaching",
    }


def test_a_percentile_is_an_extended_statistic():
    inputs = named(RECORDING, ALARM, "function-duration-alarm").inputs
    assert (inputs["extendedStatistic"], inputs["evaluationPeriods"]) == ("p99", 3)
    assert "statistic" not in inputs


def test_several_metrics_are_added_up():
    def query(number, operation):
        return {
            "id": f"m{number}",
            "metric": {
                "namespace": "AWS/DynamoDB",
                "metricName": "SystemErrors",
                "dimensions": {"TableName": "t", "Operation": operation},
                "period": 300,
                "stat": "Sum",
            },
            "returnData": False,
        }

    total = {
        "id": "total",
        "expression": "SUM(METRICS())",
        "label": "table-system-errors-alarm",
        "returnData": True,
    }
    assert named(RECORDING, ALARM, "table-system-errors-alarm").inputs == {
        **COMMON,
        "name": "dr-test-table-system-errors-alarm",
        "alarmDescription": "AWS fails",
        "metricQueries": [query(1, "GetItem"), query(2, "PutItem"), total],
        "evaluationPeriods": 1,
        "threshold": 10,
        "treatMissingData": "breaching",
    }


def test_the_names_are_told():
    assert outputs(RECORDING, "alarms") == {"names": [f"dr-test-{alarm.kind}" for alarm in ALARMS]}
