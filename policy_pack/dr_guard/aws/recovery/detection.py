"""How soon somebody is told that something is wrong, and how soon Route 53 leads elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from dr_guard.aws.dns.health import DEFAULT_SECONDS, check_seconds
from dr_guard.aws.dns.records import PRIMARY, SECONDARY, check_of, families, role
from dr_guard.aws.monitoring.metrics import Measure, measures
from dr_guard.aws.recovery.objectives import DISRUPTIONS
from dr_guard.aws.tokens import (
    HEALTH_CHECK,
    METRIC_ALARM,
)
from dr_guard.references import References
from dr_guard.values import MISSING, Plain, boolean, entries, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dr_guard.aws.recovery.objectives import Disruption
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource

AWS: Final = "AWS/"
OUTSIDE: Final = "AWS/Route53"
# What users get when a part is lost, by namespace.
SYMPTOMS: Final[Mapping[str, tuple[str, ...]]] = {
    "AWS/ApiGateway": ("5xx", "5XXError"),
    "AWS/ApplicationELB": ("HTTPCode_ELB_5XX_Count", "HTTPCode_Target_5XX_Count", "UnHealthyHostCount"),
    "AWS/DynamoDB": ("SystemErrors",),
    "AWS/Lambda": ("Errors",),
    OUTSIDE: ("HealthCheckStatus", "HealthCheckPercentageHealthy"),
}
# An alias is asked for again as often as what it leads to, which is within a minute for AWS's own names.
ALIAS_SECONDS: Final = 60
MINUTE: Final = 60


@dataclass(frozen=True)
class Detection:
    """What the alarms and failover records of a stack make of a disruption."""

    graph: Graph

    def minutes(self, disruption: Disruption) -> float | None:
        """Return when the first alarm that hears of a disruption rings; ``None`` where none is sure to.

        Corruption shows in measures of the program's own alone, the loss of a region only from outside it.
        """
        return self._soonest[disruption]

    @cached_property
    def _soonest(self) -> Mapping[Disruption, float | None]:
        times = [(alarm, self._ring_minutes(alarm)) for alarm in self._alarms]
        return {
            disruption: min(
                (time for alarm, time in times if time is not None and _hears(alarm, disruption)),
                default=None,
            )
            for disruption in DISRUPTIONS
        }

    @cached_property
    def _alarms(self) -> tuple[Resource, ...]:
        """The alarms that do something."""
        return tuple(alarm for alarm in self.graph.of_type((METRIC_ALARM,)) if _acts(alarm))

    def _ring_minutes(self, alarm: Resource) -> float | None:
        """Return how long a fault lasts before an alarm rings: its periods, and one until there is data."""
        period, needed = _period(alarm), alarm.get("datapointsToAlarm")
        number = _number(alarm.get("evaluationPeriods") if needed is MISSING else needed)
        if period is None or number is None:
            return None
        checked = self._check_seconds if _is_from_outside(alarm) else 0
        return None if checked is None else (period * (number + 1) + checked) / MINUTE

    @cached_property
    def _check_seconds(self) -> float | None:
        """The longest time that any health check takes; ``None`` where one cannot be known."""
        times = [check_seconds(check) for check in self.graph.of_type((HEALTH_CHECK,))]
        known = [each for each in times if each is not None]
        return max(known, default=DEFAULT_SECONDS) if len(known) == len(times) else None

    @cached_property
    def routing_minutes(self) -> float | None:
        """How long Route 53 takes to lead elsewhere; ``None`` where it does not, or that is not known."""
        pairs = [
            family
            for family in families(self.graph).known.values()
            if {role(record) for record in family} == {PRIMARY, SECONDARY}
        ]
        times = [self._failover_seconds(family) for family in pairs]
        known = [each for each in times if each is not None]
        return max(known) / MINUTE if known and len(known) == len(times) else None

    @cached_property
    def _health_checks(self) -> References:
        return References(self.graph, (HEALTH_CHECK,), is_global=True)

    def _failover_seconds(self, family: tuple[Resource, ...]) -> float | None:
        primaries = [record for record in family if role(record) == PRIMARY]
        seen = [
            check_seconds(check) for record in primaries if (check := check_of(record, self._health_checks))
        ]
        kept = [
            _number(record.get("ttl")) if record.get("ttl") is not MISSING else ALIAS_SECONDS
            for record in family
        ]
        if not seen or None in seen or None in kept:
            return None
        return max(each for each in seen if each is not None) + max(each for each in kept if each is not None)


def _acts(alarm: Resource) -> bool:
    switch = boolean(alarm.get("actionsEnabled"))
    return switch in (True, MISSING) and is_set(alarm.get("alarmActions"))


def _hears(alarm: Resource, disruption: Disruption) -> bool:
    return any(_tells(measure, disruption) for measure in measures(alarm))


def _tells(measure: Measure, disruption: Disruption) -> bool:
    namespace = measure.namespace
    if not isinstance(namespace, str):
        return False
    is_symptom = measure.name in SYMPTOMS.get(namespace, ())
    if disruption == "region":
        return namespace == OUTSIDE and is_symptom
    is_own = not namespace.startswith(AWS)
    return is_own or (is_symptom and disruption != "corruption")


def _is_from_outside(alarm: Resource) -> bool:
    return any(measure.namespace == OUTSIDE for measure in measures(alarm))


def _period(alarm: Resource) -> float | None:
    """Return the length of an alarm's periods, of its queries' the longest, in seconds."""
    periods = [alarm.get("period")] if is_set(alarm.get("period")) else []
    for query in entries(alarm.inputs, "metricQueries"):
        periods += [each for path in ("metric.period", "period") if is_set(each := lookup(query, path))]
    numbers = [_number(each) for each in periods]
    known = [each for each in numbers if each is not None]
    return max(known) if known and len(known) == len(numbers) else None


def _number(value: Plain) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
