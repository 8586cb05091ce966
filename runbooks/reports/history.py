"""Past rehearsals, one JSON object a line: what was measured, of which commit, and when in real time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from runbooks.drill.figures import Evidence
from runbooks.drill.report import Report, Verdict

FILE: Final = Path(__file__).parents[1] / "history.jsonl"
DUE: Final = timedelta(days=30)
"""A rehearsal is worth so long."""


class HistoryError(Exception):
    """A line of the history cannot be read; the message says which."""


@dataclass(frozen=True)
class Past:
    """One rehearsal: ``at`` is when by the real calendar, whatever the target's clock said.

    ``control`` is the verdict of the control drilled with it, ``None`` where none was.
    """

    scenario: str
    at: datetime
    commit: str
    modified: bool
    target: str
    evidence: Evidence
    rto: timedelta | None
    rpo: timedelta | None
    verdict: Verdict
    control: Verdict | None

    @property
    def proves(self) -> bool:
        """Tell whether the drill passed, and its control failed as it must."""
        return self.verdict.held and self.control is Verdict.PASSED


def past(report: Report, at: datetime, control: Report | None = None) -> Past:
    """Sum up a drill and its control, rehearsed at a moment of the real calendar."""
    return Past(
        scenario=report.scenario,
        at=at,
        commit=report.identity.commit,
        modified=report.identity.modified,
        target=report.identity.target,
        evidence=report.evidence,
        rto=report.measured_rto,
        rpo=report.measured_rpo,
        verdict=report.verdict,
        control=control.verdict if control else None,
    )


def append(path: Path, rehearsal: Past) -> None:
    """Add a rehearsal as the last line."""
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{json.dumps(_kept(rehearsal))}\n")


def read(path: Path) -> tuple[Past, ...]:
    """Return all rehearsals, oldest first; none where there is no file. Raises ``HistoryError``."""
    if not path.exists():
        return ()
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return tuple(_read(line, f"{path.name}, line {number}") for number, line in lines if line.strip())


def last(runs: Iterable[Past], scenario: str) -> Past | None:
    """Return a scenario's newest rehearsal, ``None`` where it never was rehearsed."""
    return max((each for each in runs if each.scenario == scenario), key=lambda each: each.at, default=None)


def due(
    runs: Iterable[Past], scenarios: Iterable[str], now: datetime, after: timedelta = DUE
) -> tuple[str, ...]:
    """Name the scenarios whose newest proof, drill and control, is older than ``after``, or is missing.

    A newer rehearsal that failed makes the older proof worth nothing.
    """
    runs = tuple(runs)
    newest = {scenario: last(runs, scenario) for scenario in scenarios}
    return tuple(
        scenario for scenario, run in newest.items() if run is None or not run.proves or now - run.at > after
    )


def _kept(rehearsal: Past) -> dict[str, Any]:
    spans = {f"{name}_seconds": _seconds(getattr(rehearsal, name)) for name in ("rto", "rpo")}
    named = {name: value for name, value in vars(rehearsal).items() if name not in {"rto", "rpo"}}
    evidence = rehearsal.evidence.name.lower()
    return {**named, "at": rehearsal.at.astimezone(UTC).isoformat(), "evidence": evidence, **spans}


def _read(line: str, where: str) -> Past:
    try:
        kept = json.loads(line)
        return Past(
            scenario=kept["scenario"],
            at=datetime.fromisoformat(kept["at"]),
            commit=kept["commit"],
            modified=kept["modified"],
            target=kept["target"],
            evidence=Evidence[kept["evidence"].upper()],
            rto=_span(kept["rto_seconds"]),
            rpo=_span(kept["rpo_seconds"]),
            verdict=Verdict(kept["verdict"]),
            control=None if kept["control"] is None else Verdict(kept["control"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise HistoryError(f"{where}: found what is no rehearsal: {error!r}") from error


def _seconds(span: timedelta | None) -> float | None:
    return None if span is None else span.total_seconds()


def _span(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
