"""Alarms and dashboards are made with all that is asked of them."""

import json

import pytest
from botocore.exceptions import ParamValidationError

from sandbox.errors import SandboxError

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
DASHBOARD = "aws:cloudwatch/dashboard:Dashboard"
TOPIC = "arn:aws:sns:us-west-2:123456789012:dr-test-topic"
ERRORS = {
    "alarmDescription": "The function failed more than 5 times in 5 minutes",
    "namespace": "AWS/Lambda",
    "metricName": "Errors",
    "dimensions": {"FunctionName": "dr-test-function"},
    "statistic": "Sum",
    "period": 300.0,
    "evaluationPeriods": 1.0,
    "comparisonOperator": "GreaterThanThreshold",
    "threshold": 5.0,
    "treatMissingData": "notBreaching",
    "actionsEnabled": True,
    "alarmActions": [TOPIC],
    "okActions": [TOPIC],
    "tags": {"owner": "team"},
}


@pytest.fixture(scope="module")
def cloudwatch(client):
    return client("cloudwatch")


def described(cloudwatch, name):
    (alarm,) = cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"]
    return alarm


def tags(cloudwatch, made):
    return cloudwatch.list_tags_for_resource(ResourceARN=made.outputs["arn"])["Tags"]


def asked(operation):
    return {
        "id": f"m-{operation}".replace("-", ""),
        "metric": {
            "namespace": "AWS/DynamoDB",
            "metricName": "SystemErrors",
            "dimensions": {"Operation": operation},
            "period": 300.0,
            "stat": "Sum",
        },
        "returnData": False,
    }


def test_an_alarm_on_one_metric_is_as_the_program_asks_for_it(make, cloudwatch):
    made = make(ALARM, name="errors", **ERRORS)
    found = described(cloudwatch, "errors")
    assert made.id == "errors"
    assert made.outputs["arn"] == found["AlarmArn"]
    wanted = {
        "AlarmDescription": "The function failed more than 5 times in 5 minutes",
        "Namespace": "AWS/Lambda",
        "MetricName": "Errors",
        "Dimensions": [{"Name": "FunctionName", "Value": "dr-test-function"}],
        "Statistic": "Sum",
        "Period": 300,
        "EvaluationPeriods": 1,
        "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": 5.0,
        "TreatMissingData": "notBreaching",
        "ActionsEnabled": True,
        "AlarmActions": [TOPIC],
        "OKActions": [TOPIC],
        "InsufficientDataActions": [],
    }
    assert {name: found.get(name) for name in wanted} == wanted
    assert tags(cloudwatch, made) == [{"Key": "owner", "Value": "team"}]


def test_an_alarm_on_a_percentile_names_it(make, cloudwatch):
    asked = {name: value for name, value in ERRORS.items() if name != "statistic"}
    make(ALARM, name="slow", **asked, extendedStatistic="p99", datapointsToAlarm=1.0)
    found = described(cloudwatch, "slow")
    assert (found["ExtendedStatistic"], found["DatapointsToAlarm"]) == ("p99", 1)


def test_an_alarm_on_several_metrics_adds_them_up(make, cloudwatch):
    total = {"id": "total", "expression": "SUM(METRICS())", "label": "all", "returnData": True}
    make(
        ALARM,
        name="several",
        metricQueries=[asked("GetItem"), total],
        evaluationPeriods=1.0,
        comparisonOperator="GreaterThanThreshold",
        threshold=10.0,
        treatMissingData="notBreaching",
    )
    assert described(cloudwatch, "several")["Metrics"] == [
        {
            "Id": "mGetItem",
            "MetricStat": {
                "Metric": {
                    "Namespace": "AWS/DynamoDB",
                    "MetricName": "SystemErrors",
                    "Dimensions": [{"Name": "Operation", "Value": "GetItem"}],
                },
                "Period": 300,
                "Stat": "Sum",
            },
            "ReturnData": False,
        },
        {"Id": "total", "Expression": "SUM(METRICS())", "Label": "all", "ReturnData": True},
    ]


def test_a_setting_of_a_query_that_nobody_knows_is_refused(make):
    query = asked("GetItem")
    with pytest.raises(ParamValidationError, match="Region"):
        make(
            ALARM,
            name="odd",
            metricQueries=[{**query, "metric": {**query["metric"], "region": "us-east-1"}}],
            evaluationPeriods=1.0,
            comparisonOperator="GreaterThanThreshold",
        )


def test_an_alarm_changes_in_place_with_its_tags(make, change, cloudwatch):
    made = make(ALARM, name="changed", **ERRORS)
    change(ALARM, made, name="changed", **{**ERRORS, "threshold": 7.0, "tags": {"tier": "staging"}})
    assert described(cloudwatch, "changed")["Threshold"] == 7.0
    assert tags(cloudwatch, made) == [{"Key": "tier", "Value": "staging"}]


def test_an_alarm_is_not_renamed(make, change):
    made = make(ALARM, name="named", **ERRORS)
    with pytest.raises(SandboxError, match="cannot become 'renamed'"):
        change(ALARM, made, name="renamed", **ERRORS)


def test_a_dashboard_shows_what_it_is_asked_to_show(make, change, cloudwatch):
    body = json.dumps({"widgets": [{"type": "text", "properties": {"markdown": "all is well"}}]})
    made = make(DASHBOARD, dashboardName="board", dashboardBody=body)
    found = cloudwatch.get_dashboard(DashboardName="board")
    assert (made.id, made.outputs["dashboardArn"]) == ("board", found["DashboardArn"])
    assert found["DashboardBody"] == body
    change(DASHBOARD, made, dashboardName="board", dashboardBody='{"widgets": []}')
    assert cloudwatch.get_dashboard(DashboardName="board")["DashboardBody"] == '{"widgets": []}'
