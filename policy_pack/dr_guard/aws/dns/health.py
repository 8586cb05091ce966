"""Route 53 health checks: how soon they see a failure, and which alarms hear of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from dr_guard.aws.monitoring.metrics import KINDS, watched
from dr_guard.aws.tokens import (
    HEALTH_CHECK,
    METRIC_ALARM,
)
from dr_guard.logic import all_of, any_of
from dr_guard.references import References, Referred, referred
from dr_guard.values import MISSING, UNKNOWN, Plain, entries, is_set

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

# Route 53 reports its metrics there and nowhere else, whatever region a program is in.
ALARM_REGION: Final = "us-east-1"
KIND: Final = next(kind for kind in KINDS if kind.types == (HEALTH_CHECK,))
CHILDREN: Final = "childHealthchecks"
METRICS: Final = ("HealthCheckStatus", "HealthCheckPercentageHealthy")
DEFAULT_INTERVAL_SECONDS: Final = 30
DEFAULT_FAILURES: Final = 3
DEFAULT_SECONDS: Final = DEFAULT_INTERVAL_SECONDS * DEFAULT_FAILURES


def check_seconds(check: Resource) -> float | None:
    """Return how long a health check fails before it counts as failed; ``None`` where that is not known."""
    interval = check.get("requestInterval")
    failures = check.get("failureThreshold")
    seconds = _number(DEFAULT_INTERVAL_SECONDS if interval is MISSING else interval)
    times = _number(DEFAULT_FAILURES if failures is MISSING else failures)
    return None if seconds is None or times is None else seconds * times


def _number(value: Plain) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


@dataclass(frozen=True)
class Watch:
    """Which health checks the alarms of a stack hear of."""

    graph: Graph

    def covers(self, check: Resource) -> Known:
        """Whether an alarm hears of a health check, or of one that is calculated from it."""
        above = (
            all_of((is_part, self._hears(parent)))
            for parent in dict.fromkeys((*self._named.get(check.urn, ()), *self._open))
            if (is_part := self._parts[parent.urn].holds(check)) is not False
        )
        return any_of((self._hears(check), *above))

    def _hears(self, check: Resource) -> Known:
        perhaps = self._elsewhere.holds(check) is not False
        return any_of((self._there.holds(check), UNKNOWN if perhaps else False))

    @cached_property
    def _there(self) -> Referred:
        """What is heard of by alarms that are where Route 53 reports."""
        return self._heard_by(lambda region: region == ALARM_REGION)

    @cached_property
    def _elsewhere(self) -> Referred:
        """What is heard of by alarms that may be there."""
        return self._heard_by(lambda region: not isinstance(region, str))

    def _heard_by(self, is_wanted: Callable[[Plain], bool]) -> Referred:
        alarms = [each for each in self.graph.of_type((METRIC_ALARM,)) if is_wanted(each.region)]
        return watched(self.graph, alarms, KIND, METRICS)

    @cached_property
    def _parents(self) -> tuple[Resource, ...]:
        checks = self.graph.of_type((HEALTH_CHECK,))
        return tuple(check for check in checks if is_set(check.get(CHILDREN)))

    @cached_property
    def _named(self) -> Mapping[str, list[Resource]]:
        """The calculated health checks that are made of a check, or may be, by its URN."""
        found: dict[str, list[Resource]] = defaultdict(list)
        for parent in self._parents:
            for urn in self._parts[parent.urn].verdicts:
                found[urn].append(parent)
        return found

    @cached_property
    def _open(self) -> tuple[Resource, ...]:
        """Those that may be made of any check."""
        return tuple(parent for parent in self._parents if self._parts[parent.urn].is_open)

    @cached_property
    def _parts(self) -> Mapping[str, Referred]:
        """What each calculated health check is made of, by its URN."""
        checks = References(self.graph, (HEALTH_CHECK,), is_global=True)
        return {
            parent.urn: referred(checks.match_all(parent, CHILDREN, entries(parent.inputs, CHILDREN)))
            for parent in self._parents
        }
