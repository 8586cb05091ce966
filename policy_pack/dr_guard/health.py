"""Route 53 health checks: how soon they see a failure, and which alarms hear of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.logic import all_of, any_of
from dr_guard.values import MISSING, UNKNOWN, Plain, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dr_guard.graph import Graph, Resource
    from dr_guard.values import Known

# Route 53 reports its metrics there and nowhere else, whatever region a program is in.
ALARM_REGION: Final = "us-east-1"
NAMESPACE: Final = "AWS/Route53"
METRICS: Final = ("HealthCheckStatus", "HealthCheckPercentageHealthy")
DEFAULT_INTERVAL_SECONDS: Final = 30
DEFAULT_FAILURES: Final = 3


def check_seconds(check: Resource) -> float | None:
    """Return how long a health check fails before it counts as failed; ``None`` where that is not known."""
    interval = check.get("requestInterval")
    failures = check.get("failureThreshold")
    seconds = _number(DEFAULT_INTERVAL_SECONDS if interval is MISSING else interval)
    times = _number(DEFAULT_FAILURES if failures is MISSING else failures)
    return None if seconds is None or times is None else seconds * times


def _number(value: Plain) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def is_watched(
    graph: Graph, check: Resource, parents: Iterable[Resource], alarms: tuple[Resource, ...]
) -> Known:
    """Whether an alarm hears of a health check, or of one that is calculated from it."""
    own = [_hears(graph, alarm, check) for alarm in alarms if may_be_of_route_53(alarm)]
    above = [
        all_of((_is_part_of(graph, check, parent), any_of(_hears(graph, alarm, parent) for alarm in alarms)))
        for parent in parents
    ]
    return any_of((*own, *above))


def may_be_of_route_53(alarm: Resource) -> bool:
    """Whether an alarm is about Route 53, or may be."""
    return any(lookup(metric, "namespace") in (NAMESPACE, UNKNOWN) for _, metric in measures(alarm))


def measures(alarm: Resource) -> Iterator[tuple[str, Plain]]:
    """Yield the metrics of an alarm, each with the top-level input that holds its dimensions."""
    yield "dimensions", dict(alarm.inputs)
    for query in entries(alarm.inputs, "metricQueries"):
        metric = lookup(query, "metric")
        if metric is not MISSING:
            yield "metricQueries", metric


def _hears(graph: Graph, alarm: Resource, check: Resource) -> Known:
    return all_of((_is_there(alarm), any_of(_is_about(graph, alarm, check))))


def _is_there(alarm: Resource) -> Known:
    return alarm.region == ALARM_REGION if isinstance(alarm.region, str) else UNKNOWN


def _is_about(graph: Graph, alarm: Resource, check: Resource) -> Iterator[Known]:
    for prop, metric in measures(alarm):
        yield all_of(
            (
                _is(lookup(metric, "namespace"), (NAMESPACE,)),
                _is(lookup(metric, "metricName"), METRICS),
                graph.refers(alarm, prop, lookup(metric, "dimensions.HealthCheckId"), check),
            )
        )


def _is(value: Plain, wanted: tuple[str, ...]) -> Known:
    return UNKNOWN if value is UNKNOWN else value in wanted


def _is_part_of(graph: Graph, check: Resource, parent: Resource) -> Known:
    return any_of(
        graph.refers(parent, "childHealthchecks", child, check)
        for child in entries(parent.inputs, "childHealthchecks")
    )
