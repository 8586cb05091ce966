"""The honest columns: promised, published, modelled and measured, side by side and never mixed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from runbooks.drill.durations import duration
from runbooks.drill.figures import Evidence
from runbooks.drill.report import Report
from runbooks.reports.words import ABSENT, MARK, figure


@dataclass(frozen=True)
class Column:
    """Objective figures of one kind of evidence; ``of`` is what they are said of, ``source`` by whom."""

    evidence: Evidence
    rto: timedelta | None
    rpo: timedelta | None
    of: str
    source: str

    @property
    def figures(self) -> str:
        """Both figures, each with its evidence."""
        return f"RTO {figure(self.rto, self.evidence)}, RPO {figure(self.rpo, self.evidence)}"


@dataclass(frozen=True)
class Phase:
    """A part of the recovery time: how long it took, ``None`` where it did not end, and the model's."""

    name: str
    measured: timedelta | None
    modelled: timedelta | None
    source: str


@dataclass(frozen=True)
class Margin:
    """What a promise leaves over what was measured; ``left`` is negative where it is broken."""

    name: str
    promised: timedelta | None
    measured: timedelta | None
    evidence: Evidence

    @property
    def left(self) -> timedelta | None:
        """Promised less measured, ``None`` where one is missing."""
        return None if self.promised is None or self.measured is None else self.promised - self.measured

    @property
    def words(self) -> str:
        """Say whether the promise is kept, and by how much."""
        if self.left is None:
            return ABSENT[Evidence.PROMISED if self.promised is None else self.evidence]
        kept = "kept, with {} to spare" if self.left >= timedelta() else "broken by {}"
        return f"{kept.format(duration(abs(self.left)))} ({MARK[self.evidence]})"


def columns(report: Report) -> tuple[Column, ...]:
    """Return what is promised, each published figure, what is modelled, and what was measured."""
    promise, model = report.promised, report.model
    disruption = f"after {promise.disruption}" if promise.disruption else "for this scenario"
    sources = "; ".join(f"{part.name}: {part.source}" for part in model.parts)
    return (
        Column(Evidence.PROMISED, promise.rto, promise.rpo, disruption, "the stack's settings"),
        *(
            Column(Evidence.PUBLISHED, each.rto, each.rpo, f"{each.mechanism}: {each.words}", each.source)
            for each in report.published
        ),
        Column(
            Evidence.MODELLED, model.rto, model.rpo, "in an account", f"{sources}; RPO: {model.rpo_source}"
        ),
        Column(
            report.evidence, report.measured_rto, report.measured_rpo, report.title, report.evidence.value
        ),
    )


def margins(report: Report) -> tuple[Margin, Margin]:
    """Hold what was measured against what is promised."""
    return (
        Margin("RTO", report.promised.rto, report.measured_rto, report.evidence),
        Margin("RPO", report.promised.rpo, report.measured_rpo, report.evidence),
    )


def phases(report: Report) -> tuple[Phase, ...]:
    """Split the recovery time; what was measured adds up to the measured RTO."""
    line = report.timeline
    spans = {
        "detect": _between(line.injected, line.detected),
        "decide": _between(line.detected, line.recovering),
        "recover": _between(line.recovering, line.recovered),
        "verify": _between(line.recovered, line.verified),
    }
    parts = {part.name: part for part in report.model.parts}
    return tuple(
        Phase(
            name,
            spans.get(name),
            parts[name].takes if name in parts else None,
            parts[name].source if name in parts else "not in the model",
        )
        for name in (*spans, *(name for name in parts if name not in spans))
    )


def _between(begin: datetime | None, end: datetime | None) -> timedelta | None:
    return None if begin is None or end is None else end - begin
