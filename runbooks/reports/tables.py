"""What Markdown and the page both list of a report, row by row."""

from __future__ import annotations

from runbooks.drill.losses import Losses
from runbooks.drill.report import Report
from runbooks.reports.document import document
from runbooks.reports.words import CLOCKS, MADE, MARK, figure, moment

Rows = tuple[tuple[str, str], ...]
LISTED = 20
"""So many lost records are named; the document has all."""


def facts(drill: Report, digest: str) -> Rows:
    """Return what makes the run findable again."""
    who = drill.identity
    requests = sum(len(each.requests) for each in drill.outcomes)
    changed = " with files that differ from it" if who.modified else ""
    return (
        ("drill", who.drill_id),
        ("scenario", drill.scenario),
        ("target", f"{who.target}, stack {who.stack}, account {who.account}, {who.region}"),
        ("operator", who.operator),
        ("began", moment(drill.started)),
        ("ended", moment(drill.ended)),
        ("clock", CLOCKS[drill.evidence]),
        ("report made", f"{moment(drill.made)}, {MADE}"),
        ("commit", f"{who.commit}{changed}"),
        ("stack, SHA-256", who.stack_hash),
        ("page, SHA-256", who.page_hash),
        ("drill, SHA-256", who.drill_hash),
        (
            "requests to AWS's API" if who.target == "aws" else "requests to the sandbox",
            f"{requests}, each with its id in the document",
        ),
        ("document, SHA-256", digest),
        *(("resource", each) for each in who.resources),
    )


def moments(drill: Report) -> Rows:
    """Word the drill's moments; one that is missing before another that came was not observed."""
    line = vars(drill.timeline)
    came = [number for number, name in enumerate(line) if line[name] and name != "cleaned"]
    last = max(came, default=-1)
    return tuple(
        (name, moment(at, "not observed")) if number < last else (name, moment(at))
        for number, (name, at) in enumerate(line.items())
    )


def integrity(drill: Report) -> Rows:
    """Return what became of the records."""
    kept = document(drill)["integrity"]
    if drill.losses is None or kept is None:
        return (("records", f"not counted ({MARK[drill.evidence]})"),)
    lost = [str(number) for number in drill.losses.lost]
    more = f" and {len(lost) - LISTED} more" if len(lost) > LISTED else ""
    return (
        ("acknowledged", f"{drill.losses.acknowledged} ({MARK[drill.evidence]})"),
        ("lost", f"{len(lost)} ({MARK[drill.evidence]})"),
        ("numbers of the lost", f"{', '.join(lost[:LISTED])}{more}" if lost else "none"),
        *_writes(drill.losses),
        ("RPO", figure(drill.losses.span, drill.evidence)),
        ("method", kept["method"]),
        ("before, SHA-256", f"{kept['before']['sha256']} over {kept['before']['records']} records"),
        ("after, SHA-256", f"{kept['after']['sha256']} over {kept['after']['records']} records"),
    )


def _writes(losses: Losses) -> Rows:
    """Name the two writes that the RPO lies between."""
    none = (
        "none: not even the first of them is there" if losses.last_good else "none was sent before the fault"
    )
    return (
        ("last good write before the fault", moment(losses.last_good, "none was sent before the fault")),
        ("last recovered write, up to which none is lost", moment(losses.last_recovered, none)),
    )


def said_of(drill: Report) -> str:
    """Say what the clean-up came to, where it left nothing behind."""
    kept = document(drill)["clean_up"]
    if not kept["needed"]:
        return "Nothing was done to the system, so that there was nothing to clean up."
    if kept["complete"]:
        return f"Nothing is left behind: step {', '.join(kept['steps'])} held."
    return "It is not known to be complete: not every step of it was run."
