"""An alarm as data: which measure, which limit, and what silence means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pulumi

Missing: TypeAlias = Literal["breaching", "notBreaching"]
Comparison: TypeAlias = Literal["GreaterThanThreshold", "LessThanThreshold"]

PERCENTILE: Final = "p"


@dataclass(frozen=True)
class Metric:
    """One CloudWatch metric and how its samples of a period are put together (``Sum``, ``p99``)."""

    namespace: str
    name: str
    dimensions: Mapping[str, pulumi.Input[str]]
    statistic: str = "Sum"

    @property
    def is_percentile(self) -> bool:
        """Whether the statistic is a percentile, which CloudWatch takes in a property of its own."""
        return self.statistic.startswith(PERCENTILE)


@dataclass(frozen=True)
class Alarm:
    """Rings when the measure, or the sum of several, passes ``threshold`` in ``periods`` periods in a row.

    ``missing`` is what a period without samples counts as.
    """

    kind: str
    description: str
    metrics: tuple[Metric, ...]
    threshold: float
    missing: Missing
    comparison: Comparison = "GreaterThanThreshold"
    period: timedelta = timedelta(minutes=5)
    periods: int = 1

    @property
    def period_seconds(self) -> int:
        """The period as CloudWatch counts it."""
        return int(self.period.total_seconds())
