"""What state a metric alarm is in, from the datapoints it looks at: a pure function.

The rules are those of "Configuring how CloudWatch alarms treat missing data" and "Alarm evaluation" in AWS's
CloudWatch guide, its two tables among them. Simplified: AWS does not say how many datapoints more than the
evaluation periods an alarm retrieves; here they are always the two of its examples. Where all that was
retrieved breaches, but is too little and too young for an alarm, the guide says only that no alarm is raised
yet; here the state stays what it is. Percentiles of few samples are always evaluated.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeAlias

State: TypeAlias = Literal["OK", "ALARM", "INSUFFICIENT_DATA"]
Comparison: TypeAlias = Callable[[float, float], bool]

EXTRA_DATAPOINTS = 2
COMPARISONS: dict[str, tuple[Comparison, str]] = {
    "GreaterThanOrEqualToThreshold": (operator.ge, "greater than or equal to"),
    "GreaterThanThreshold": (operator.gt, "greater than"),
    "LessThanThreshold": (operator.lt, "less than"),
    "LessThanOrEqualToThreshold": (operator.le, "less than or equal to"),
}
FILLINGS = {"breaching": "Breaching", "notBreaching": "NonBreaching"}


@dataclass(frozen=True)
class Condition:
    """When an alarm rings: ``datapoints`` of ``periods`` compare with ``threshold`` as ``comparison`` says.

    ``missing`` is what a period without a datapoint counts as, in CloudWatch's words.
    """

    comparison: str
    threshold: float
    periods: int
    datapoints: int
    missing: str

    @property
    def range(self) -> int:
        """How many datapoints an alarm retrieves."""
        return self.periods + EXTRA_DATAPOINTS

    def breaches(self, value: float) -> bool:
        """Whether a datapoint is beyond the threshold."""
        return COMPARISONS[self.comparison][0](value, self.threshold)


@dataclass(frozen=True)
class Datapoint:
    """What was measured in one period, which began at ``at``; ``None`` where nothing was."""

    at: float
    value: float | None

    def __str__(self) -> str:
        moment = datetime.fromtimestamp(self.at, UTC).strftime("%d/%m/%y %H:%M:%S")
        return f"{self.value} ({moment})"


@dataclass(frozen=True)
class Verdict:
    """The state an alarm is in, and why, in CloudWatch's words; ``None`` where it stays as it is."""

    state: State | None
    reason: str


KEPT = Verdict(None, "")


def judge(condition: Condition, retrieved: Sequence[Datapoint]) -> Verdict:
    """Judge the datapoints of the evaluation range, the oldest first."""
    real = [each for each in retrieved if each.value is not None]
    if not real:
        return _silent(condition, len(retrieved))
    if len(real) >= condition.periods:
        return _counted(condition, real[-condition.periods :], 0)
    return _partial(condition, retrieved, real)


def _silent(condition: Condition, retrieved: int) -> Verdict:
    unknown = condition.periods
    if condition.missing == "ignore":
        return KEPT
    if condition.missing == "missing":
        return Verdict("INSUFFICIENT_DATA", f"Insufficient Data: {unknown} datapoints were unknown.")
    return Verdict(
        "ALARM" if condition.missing == "breaching" else "OK",
        f"Threshold Crossed: no datapoints were received for {retrieved} periods and {unknown} missing"
        f" datapoints were treated as [{FILLINGS[condition.missing]}].",
    )


def _partial(condition: Condition, retrieved: Sequence[Datapoint], real: list[Datapoint]) -> Verdict:
    """Judge what is too little: fill it up, or see whether the oldest breach is as old as it has to be."""
    breaches = _breaches(condition, real)
    if condition.missing in FILLINGS or breaches >= condition.datapoints or breaches < len(real):
        return _counted(condition, real, condition.periods - len(real))
    age = len(retrieved) - list(retrieved).index(real[0])
    if condition.missing == "missing" and age >= condition.datapoints:
        return Verdict("ALARM", _reason(condition, real, breaches, "ALARM"))
    return KEPT


def _counted(condition: Condition, real: list[Datapoint], missing: int) -> Verdict:
    filled = missing if condition.missing == "breaching" else 0
    breaches = _breaches(condition, real)
    state: State = "ALARM" if breaches + filled >= condition.datapoints else "OK"
    reason = _reason(condition, real, breaches, state)
    if missing and condition.missing in FILLINGS:
        reason += f" {missing} missing datapoints were treated as [{FILLINGS[condition.missing]}]."
    return Verdict(state, reason)


def _breaches(condition: Condition, real: list[Datapoint]) -> int:
    return sum(each.value is not None and condition.breaches(each.value) for each in real)


def _reason(condition: Condition, real: list[Datapoint], breaches: int, state: State) -> str:
    shown = ", ".join(str(each) for each in reversed(real))
    how_many, no = (breaches, "") if state == "ALARM" else (len(real) - breaches, "not ")
    needed = condition.datapoints if state == "ALARM" else condition.periods - condition.datapoints + 1
    move = "OK -> ALARM" if state == "ALARM" else "ALARM -> OK"
    return (
        f"Threshold Crossed: {how_many} out of the last {len(real)} datapoints [{shown}] {_be(how_many)}"
        f" {no}{COMPARISONS[condition.comparison][1]} the threshold ({condition.threshold})"
        f" (minimum {needed} {_datapoints(needed)} for {move} transition)."
    )


def _be(count: int) -> str:
    return "was" if count == 1 else "were"


def _datapoints(count: int) -> str:
    return "datapoint" if count == 1 else "datapoints"
