"""Alarms of CloudWatch, and its dashboards."""

from __future__ import annotations

from typing import Any

from sandbox.registration import Json, Properties
from sandbox.resources.change import lasting, retag_pairs
from sandbox.resources.kind import Kind, Made, Place, tag_list
from sandbox.resources.request import block, given, request

ALARM = {
    "actionsEnabled": "ActionsEnabled",
    "alarmActions": "AlarmActions",
    "alarmDescription": "AlarmDescription",
    "comparisonOperator": "ComparisonOperator",
    "datapointsToAlarm": "DatapointsToAlarm",
    "evaluationPeriods": "EvaluationPeriods",
    "extendedStatistic": "ExtendedStatistic",
    "insufficientDataActions": "InsufficientDataActions",
    "metricName": "MetricName",
    "name": "AlarmName",
    "namespace": "Namespace",
    "okActions": "OKActions",
    "period": "Period",
    "statistic": "Statistic",
    "threshold": "Threshold",
    "treatMissingData": "TreatMissingData",
    "unit": "Unit",
}
METRIC = {"metricName": "MetricName", "namespace": "Namespace"}


def _alarm(place: Place, asked: Properties) -> Made:
    place.client("cloudwatch").put_metric_alarm(**_request(asked), Tags=tag_list(asked.get("tags")))
    name = str(asked["name"])
    outputs: Properties = {
        "arn": place.arn("cloudwatch", f"alarm:{name}"),
        "evaluateLowSampleCountPercentiles": "",
    }
    return Made(name, {"name": name, **outputs})


def _changed_alarm(place: Place, made: Made, asked: Properties) -> Made:
    """Put an alarm anew; its tags are changed apart from it, because a second put does not heed them."""
    client, arn = place.client("cloudwatch"), made.outputs["arn"]
    client.put_metric_alarm(**_request(asked))
    retag_pairs(
        client.list_tags_for_resource(ResourceARN=arn)["Tags"],
        asked,
        lambda tags: client.tag_resource(ResourceARN=arn, Tags=tags),
        lambda keys: client.untag_resource(ResourceARN=arn, TagKeys=keys),
    )
    return made


def _request(asked: Properties) -> dict[str, Any]:
    queries = asked.get("metricQueries")
    return {
        **request(asked, ALARM),
        **({"Dimensions": _dimensions(asked["dimensions"])} if asked.get("dimensions") else {}),
        **({"Metrics": [_query(each) for each in queries]} if isinstance(queries, list) else {}),
    }


def _query(query: Json) -> dict[str, Any]:
    """Return one query; a metric's dimensions are a list, and its period and statistic stand beside it."""
    rest = dict(query) if isinstance(query, dict) else {}
    metric = rest.pop("metric", None)
    if not isinstance(metric, dict):
        return block(rest)
    how = {name: value for name, value in metric.items() if name not in {*METRIC, "dimensions"}}
    what = {**request(metric, METRIC), "Dimensions": _dimensions(metric.get("dimensions"))}
    return {**block(rest), "MetricStat": {"Metric": what, **block(how)}}


def _dimensions(value: Json) -> list[dict[str, str]]:
    pairs = value.items() if isinstance(value, dict) else ()
    return [{"Name": name, "Value": str(each)} for name, each in pairs]


def _dashboard(place: Place, asked: Properties) -> Made:
    client, name = place.client("cloudwatch"), str(asked["dashboardName"])
    client.put_dashboard(DashboardName=name, DashboardBody=asked["dashboardBody"])
    arn = client.get_dashboard(DashboardName=name)["DashboardArn"]
    return Made(name, {**given(asked, "dashboardName"), "dashboardArn": arn})


KINDS = {
    "aws:cloudwatch/metricAlarm:MetricAlarm": Kind(
        _alarm, frozenset({"dimensions", "metricQueries", "tags", *ALARM}), lasting(_changed_alarm, "name")
    ),
    "aws:cloudwatch/dashboard:Dashboard": Kind(
        _dashboard,
        frozenset({"dashboardBody", "dashboardName"}),
        lasting(lambda place, _, asked: _dashboard(place, asked), "dashboardName"),
    ),
}
