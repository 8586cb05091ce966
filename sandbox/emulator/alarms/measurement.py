"""What a metric alarm measures: the datapoints of its metric or expression, as CloudWatch keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from sandbox.emulator.alarms.expression import ExpressionError, Series, evaluate
from sandbox.emulator.alarms.verdict import COMPARISONS, Condition, Datapoint

Alarm: TypeAlias = dict[str, Any]
"""A metric alarm, as DescribeAlarms says it."""

BASIC = frozenset({"Average", "Maximum", "Minimum", "SampleCount", "Sum"})
SHORT_PERIODS = (10, 20, 30)


def condition(alarm: Alarm) -> Condition:
    """Return when an alarm rings. Raises ``ExpressionError`` where it compares with no threshold."""
    comparison = alarm["ComparisonOperator"]
    if comparison not in COMPARISONS or alarm.get("ThresholdMetricId"):
        raise ExpressionError(f"found {comparison}, wanted a comparison with a threshold")
    periods = alarm["EvaluationPeriods"]
    return Condition(
        comparison,
        alarm["Threshold"],
        periods,
        alarm.get("DatapointsToAlarm") or periods,
        alarm.get("TreatMissingData") or "missing",
    )


def period(alarm: Alarm) -> int:
    """Return the seconds of an alarm's period. Raises ``ExpressionError`` where its metrics have several."""
    if not alarm.get("Metrics"):
        return int(alarm["Period"])
    found = {int(each["MetricStat"]["Period"]) for each in alarm["Metrics"] if each.get("MetricStat")}
    if len(found) != 1:
        raise ExpressionError(f"found metrics with periods {sorted(found)}, wanted all of one period")
    return found.pop()


def interval(alarm: Alarm) -> int:
    """Return after how many seconds an alarm is evaluated again: 60, or 10 where its period is shorter."""
    asked = [each["MetricStat"] for each in alarm.get("Metrics") or () if each.get("MetricStat")]
    periods = {alarm.get("Period"), *(each["Period"] for each in asked)}
    return 10 if periods & {*SHORT_PERIODS} else 60


def datapoints(alarm: Alarm, end: float, count: int) -> list[Datapoint]:
    """Return an alarm's datapoints for the ``count`` periods before ``end``, the oldest first.

    Raises ``ExpressionError`` for what is not understood.
    """
    seconds = period(alarm)
    starts = [end - seconds * number for number in range(count, 0, -1)]
    if alarm.get("Metrics"):
        values = _calculated(alarm["Metrics"], starts, seconds)
    elif not alarm.get("MetricName"):
        raise ExpressionError("found neither a metric nor an expression")
    else:
        statistic = alarm.get("ExtendedStatistic") or alarm["Statistic"]
        values = _measured(alarm, statistic, alarm.get("Unit"), starts, seconds)
    return [Datapoint(at, value) for at, value in zip(starts, values, strict=True)]


def _calculated(queries: list[dict[str, Any]], starts: list[float], seconds: int) -> Series:
    """Evaluate the query whose data is returned, and those that it needs, in the order they are given."""
    known: dict[str, Series] = {}
    metrics = [each["Id"] for each in queries if each.get("MetricStat")]
    for query in sorted(queries, key=lambda each: "MetricStat" not in each):
        asked = query.get("MetricStat")
        if asked:
            known[query["Id"]] = _measured(asked["Metric"], asked["Stat"], asked.get("Unit"), starts, seconds)
        else:
            known[query["Id"]] = evaluate(query["Expression"], known, metrics)
    returned = [each["Id"] for each in queries if each.get("ReturnData", True)]
    if len(returned) != 1:
        raise ExpressionError(f"found {len(returned)} queries that return data, wanted one")
    return known[returned[0]]


def _measured(
    metric: Mapping[str, Any], statistic: str, unit: str | None, starts: list[float], seconds: int
) -> Series:
    from ministack.services import cloudwatch  # noqa: PLC0415 it reads the environment when it is loaded

    own = vars(cloudwatch)
    if statistic not in BASIC and not own["_is_percentile_stat"](statistic):
        raise ExpressionError(f"found the statistic {statistic}, wanted a basic one or a percentile")
    dimensions = own["_dims_from_list"](metric.get("Dimensions") or [])
    key = (metric["Namespace"], metric["MetricName"], own["_dims_key"](dimensions))
    since = [each for each in own["_metrics"].get(key) or () if each["Timestamp"] >= starts[0]]
    points = [each for each in since if not unit or each["Unit"] == unit]
    found: Series = []
    for start in starts:
        inside = [each for each in points if start <= each["Timestamp"] < start + seconds]
        stats = own["_calc_stats"](inside)
        found.append(own["_stat_value"](stats, statistic, inside) if stats else None)
    return found
