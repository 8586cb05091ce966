"""Many reports on one page: each scenario with its honest columns, its verdict and its control's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from runbooks.drill.figures import Evidence
from runbooks.drill.report import Report, Verdict
from runbooks.reports.columns import Column, columns
from runbooks.reports.markdown import table
from runbooks.reports.page import render
from runbooks.reports.words import controlled

SUMMARY = "summary.html.jinja"
MISSING = "not drilled"


@dataclass(frozen=True)
class Entry:
    """A scenario's drill and control, ``None`` where one of them was not drilled."""

    scenario: str
    drill: Report | None
    control: Report | None

    @property
    def verdict(self) -> str:
        """How the drill ended."""
        return self.drill.verdict.value if self.drill else MISSING

    @property
    def controlled(self) -> str:
        """What the control proves."""
        return controlled(self.control.verdict) if self.control else MISSING

    def of(self, *evidence: Evidence) -> tuple[Column, ...]:
        """Return the columns of some kinds of evidence; a control has figures of no worth, so it has none."""
        return tuple(each for each in columns(self.drill) if each.evidence in evidence) if self.drill else ()


def entries(reports: Iterable[Report]) -> tuple[Entry, ...]:
    """Put drills and controls together by scenario, in the order in which they come; the last counts."""
    drills: dict[str, Report] = {}
    controls: dict[str, Report] = {}
    order: dict[str, None] = {}
    for report in reports:
        order.setdefault(report.scenario)
        (controls if report.control else drills)[report.scenario] = report
    return tuple(Entry(name, drills.get(name), controls.get(name)) for name in order)


def totals(found: Iterable[Entry]) -> str:
    """Say it all in one line."""
    found = tuple(found)
    drills = [each.drill for each in found if each.drill]
    controls = [each.control for each in found if each.control]
    passed = sum(each.verdict is Verdict.PASSED for each in drills)
    partly = sum(each.verdict is Verdict.PARTLY for each in drills)
    failing = sum(each.verdict is Verdict.PASSED for each in controls)
    some = f", {partly} in part" if partly else ""
    return (
        f"{passed} of {len(drills)} drills passed{some}; "
        f"{failing} of {len(controls)} controls fail as they must"
    )


def page(reports: Iterable[Report]) -> str:
    """Return the index as HTML; it links to each report in the folder of its drill's id."""
    found = entries(reports)
    return render(
        SUMMARY, entries=found, totals=totals(found), kinds=(*_KINDS.items(),), evidence=_evidence(found)
    )


def markdown(reports: Iterable[Report]) -> str:
    """Return the index as Markdown."""
    found = entries(reports)
    names = ("scenario", *_KINDS, "verdict", "control")
    rows = (
        (
            each.scenario,
            *(_figures(each.of(*kinds)) for kinds in _KINDS.values()),
            each.verdict,
            each.controlled,
        )
        for each in found
    )
    said = [f"Measured figures were {each}." for each in _evidence(found)]
    return "\n".join(["# Recovery drills", "", f"{totals(found)}.", *said, "", *table(names, rows)])


_KINDS = {
    "promised": (Evidence.PROMISED,),
    "published": (Evidence.PUBLISHED,),
    "modelled": (Evidence.MODELLED,),
    "measured": (Evidence.SANDBOX, Evidence.ACCOUNT),
}


def _evidence(found: Iterable[Entry]) -> list[str]:
    return sorted({each.drill.evidence.value for each in found if each.drill})


def _figures(held: tuple[Column, ...]) -> str:
    named = (each.of.partition(":")[0] if each.evidence is Evidence.PUBLISHED else "" for each in held)
    return "; ".join(
        f"{name}: {each.figures}" if name else each.figures for name, each in zip(named, held, strict=True)
    )
