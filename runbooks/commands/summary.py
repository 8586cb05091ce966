"""What is printed after drills: what was measured, what failed, and what only an account can prove."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from runbooks.commands.series import Rehearsed
from runbooks.drill.durations import duration
from runbooks.drill.report import Report, Status
from runbooks.reports.words import ABSENT, MARK, controlled
from runbooks.text import table

NAMES = ("scenario", "drill", "RTO", "RPO", "evidence", "control")
NOT_RUN = "not run"


def lines(series: Iterable[Rehearsed]) -> Iterator[str]:
    """Give the table, then the reasons of failures, then the limits of what was proved."""
    done = tuple(series)
    yield from table([NAMES, *(_row(each) for each in done)])
    yield from _section("Failed:", [line for each in done for line in _reasons(each)])
    yield from _section("Only an account can prove:", [line for each in done for line in _limits(each)])


def _row(each: Rehearsed) -> tuple[str, ...]:
    scenario, drill = each.runbook.drill.scenario, each.drill
    if drill is None:
        return (scenario, NOT_RUN, "", "", "", NOT_RUN)
    absent = ABSENT[drill.evidence]
    rto, rpo = (
        absent if span is None else duration(span) for span in (drill.measured_rto, drill.measured_rpo)
    )
    return (
        scenario,
        drill.verdict,
        rto,
        rpo,
        MARK[drill.evidence],
        controlled(each.control.verdict) if each.control else NOT_RUN,
    )


def _reasons(each: Rehearsed) -> Iterator[str]:
    scenario = each.runbook.drill.scenario
    if each.why:
        yield f"{scenario}: {each.why}"
    for report in each.reports:
        if not report.verdict.held:
            yield from (f"{_named(report)}: {_one_line(reason)}" for reason in report.reasons)


def _limits(each: Rehearsed) -> Iterator[str]:
    scenario = each.runbook.drill.scenario
    for outcome in each.drill.outcomes if each.drill else ():
        if outcome.status is Status.ACCOUNT_ONLY:
            yield f"{scenario}, step {outcome.label}. {outcome.title}: {_one_line(outcome.found)}"
    if each.drill and each.drill.identity.target == "sandbox":
        yield from (f"{scenario}: {limit}" for limit in each.runbook.drill.limits)


def _named(report: Report) -> str:
    return f"{report.scenario}, its control" if report.control else report.scenario


def _section(title: str, found: list[str]) -> Iterator[str]:
    if found:
        yield ""
        yield title
        yield from (f"  {each}" for each in found)


def _one_line(text: str) -> str:
    return " ".join(text.split())
