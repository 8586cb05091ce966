"""Metric filters of CloudWatch Logs."""

from __future__ import annotations

from sandbox.registration import Json, Properties
from sandbox.resources.change import lasting
from sandbox.resources.kind import Kind, Made, Place
from sandbox.resources.request import request

FILTER = {"logGroupName": "logGroupName", "name": "filterName", "pattern": "filterPattern"}
TRANSFORMATION = "metricTransformation"
MEASURED = {
    "name": "metricName",
    "namespace": "metricNamespace",
    "unit": "unit",
    "value": "metricValue",
}


def _filter(place: Place, asked: Properties) -> Made:
    measured = asked[TRANSFORMATION]
    block: Properties = measured if isinstance(measured, dict) else {}
    transformation = {**request(block, MEASURED), **_default(block.get("defaultValue"))}
    place.client("logs").put_metric_filter(**request(asked, FILTER), metricTransformations=[transformation])
    outputs = {name: asked[name] for name in (*FILTER, TRANSFORMATION)}
    return Made(str(asked["name"]), {**outputs, "applyOnTransformedLogs": False})


def _default(value: Json) -> dict[str, float]:
    return {} if value is None else {"defaultValue": float(str(value))}


def _changed_filter(place: Place, _: Made, asked: Properties) -> Made:
    return _filter(place, asked)


KINDS = {
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": Kind(
        _filter, frozenset({*FILTER, TRANSFORMATION}), lasting(_changed_filter, "logGroupName", "name")
    ),
}
