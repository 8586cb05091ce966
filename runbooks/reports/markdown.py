"""A report as Markdown: the verdict, the honest columns, each step, and lines to sign on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from runbooks.drill.durations import duration
from runbooks.drill.figures import Evidence
from runbooks.drill.report import Report
from runbooks.reports import alarms
from runbooks.reports.columns import columns, margins, phases
from runbooks.reports.document import document
from runbooks.reports.history import Past
from runbooks.reports.tables import facts, integrity, moments, said_of
from runbooks.reports.words import MADE, MARK, figure, moment, printable

HISTORY = 10
"""How many past rehearsals are listed, the newest."""


def report(drill: Report, history: Iterable[Past] = ()) -> str:
    """Return the report."""
    parts = (
        _head(drill),
        _figures(drill),
        _timeline(drill),
        _steps(drill),
        _data(drill),
        _list("What this run leaves open", drill.limits, "Nothing is named."),
        _list("Clean-up", drill.left_behind, said_of(drill)),
        _alarms(drill),
        _history(drill.scenario, history),
        _identity(drill),
        _people(drill),
    )
    return "\n".join(line for part in parts for line in part)


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a table; what a cell says is put on one line, and no bar in it ends the cell."""
    names = [*columns]
    yield _row(names)
    yield _row("---" for _ in names)
    yield from (_row(row) for row in rows)
    yield ""


def plain(text: str) -> str:
    """Return a text as one line in which no sign is Markdown's or HTML's."""
    kept = " ".join(printable(text).split()).replace("\\", "\\\\").replace("&", "&amp;").replace("<", "&lt;")
    for sign in "|*_`[":
        kept = kept.replace(sign, f"\\{sign}")
    return kept


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(plain(cell) for cell in cells)} |"


def _section(title: str) -> Iterator[str]:
    yield f"## {title}"
    yield ""


def _head(drill: Report) -> Iterator[str]:
    yield f"# {plain(drill.title)}{', control' if drill.control else ''}: {drill.verdict.value}"
    yield ""
    yield plain(drill.threat)
    yield ""
    if drill.control:
        yield f"**This is a control**: {plain(drill.control)}. It passes if the drill fails as it must."
        yield ""
    yield f"All figures measured here were **{drill.evidence.value}**."
    yield f"This report was made at {moment(drill.made)}, {MADE}."
    yield ""
    yield from (f"- {plain(reason)}" for reason in drill.reasons)
    yield from [""] if drill.reasons else []


def _figures(drill: Report) -> Iterator[str]:
    yield from _section("Recovery time and loss")
    rows = (
        (
            MARK[each.evidence],
            figure(each.rto, each.evidence),
            figure(each.rpo, each.evidence),
            each.of,
            each.source,
        )
        for each in columns(drill)
    )
    yield from table(("evidence", "RTO", "RPO", "of what", "source"), rows)
    yield from (f"- Promised {each.name}: {each.words}" for each in margins(drill))
    yield ""
    parts = (
        (
            each.name,
            figure(each.measured, drill.evidence),
            figure(each.modelled, Evidence.MODELLED),
            each.source,
        )
        for each in phases(drill)
    )
    yield from table(("phase", "measured", "modelled", "source of the model"), parts)


def _timeline(drill: Report) -> Iterator[str]:
    yield from _section("Timeline")
    rows = (("began", moment(drill.started)), *moments(drill), ("ended", moment(drill.ended)))
    yield from table(("moment", f"when, {MARK[drill.evidence]}"), rows)


def _steps(drill: Report) -> Iterator[str]:
    yield from _section("Steps")
    rows = (
        (
            f"{each.label}. {each.title}",
            str(each.phase),
            each.status.value,
            duration(each.ended - each.started) if each.started and each.ended else "",
            each.wanted,
            each.found,
        )
        for each in drill.outcomes
    )
    took = f"took, {MARK[drill.evidence]}"
    yield from table(("step", "phase", "result", took, "wanted", "found"), rows)
    for each in drill.outcomes:
        if each.commands:
            yield f"Step {each.label}{' ran' if each.started else ', which did not run'}:"
            yield ""
            yield from (f"    {line}" for block in each.commands for line in printable(block).splitlines())
            yield ""


def _data(drill: Report) -> Iterator[str]:
    yield from _section("Data")
    yield from table(("what", "found"), integrity(drill))


def _list(title: str, entries: Iterable[str], otherwise: str) -> Iterator[str]:
    yield from _section(title)
    yield from [f"- {plain(each)}" for each in entries] or [otherwise]
    yield ""


def _alarms(drill: Report) -> Iterator[str]:
    """List the states that were told of, and each message's reason."""
    yield from _section("Alarms")
    yield plain(alarms.said(drill))
    yield ""
    if states := alarms.rows(drill):
        yield from table(alarms.COLUMNS, states)
    if drill.alarms:
        yield from (f"- {plain(each)}" for each in drill.alarms)
        yield ""


def _history(scenario: str, history: Iterable[Past]) -> Iterator[str]:
    yield from _section("History")
    own = sorted((each for each in history if each.scenario == scenario), key=lambda each: each.at)
    rows = [
        (
            moment(each.at),
            each.commit[:7],
            figure(each.rto, each.evidence),
            figure(each.rpo, each.evidence),
            each.verdict,
        )
        for each in own[-HISTORY:]
    ]
    if rows:
        yield from table(("rehearsed", "commit", "RTO", "RPO", "verdict"), rows)
    else:
        yield "No earlier rehearsal is known."
        yield ""


def _identity(drill: Report) -> Iterator[str]:
    yield from _section("Identity")
    yield from table(("what", "which"), facts(drill, document(drill)["digest"]))


def _people(drill: Report) -> Iterator[str]:
    yield from _section("For people to fill in")
    blank = ("", "", "", "")
    yield from table(("deviation from the plan", "why", "seen by", "date"), (blank,))
    yield from table(("corrective action", "owner", "due", "done"), (blank,))
    roles = (("operator", drill.identity.operator), ("approver", ""), ("observer", ""))
    yield from table(("role", "name", "signature", "date"), ((role, name, "", "") for role, name in roles))
