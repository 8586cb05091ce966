"""``python -m runbooks index``: the page of all scenarios, with what was promised and measured last."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from datetime import timedelta

from runbooks.catalogue import FOLDER, SCENARIOS, Runbook, runbook
from runbooks.commands.summary import NOT_RUN
from runbooks.drill.durations import duration
from runbooks.reports import history
from runbooks.reports.history import Past
from runbooks.reports.words import ABSENT, MARK, controlled
from sandbox import project

FILE = FOLDER / "README.md"
NAMES = ("when this happens", "drill", "promised", "measured last", "when", "verdict", "control")
RULE = ("---",) * len(NAMES)
NOTHING = "nothing"
INTRODUCTION = """# Runbooks

One page for each scenario, for whoever is called: is it really this, what to do, how to see that it is over.
Beside each page stands its drill, which takes the page's steps and runs its commands as they stand there.

    python -m runbooks show SCENARIO --stack NAME

prints a page with the values of a stack in it, ready to paste. The project's `README.md` says how drills
are run.

*Promised* are the recovery objectives of stack `{stack}`: how long it may take (RTO), how much may be lost
(RPO). What was measured in a sandbox, by its own clock, says that the steps work, and is no figure of AWS's.
`nox -s docs` writes this page.
"""


def run(options: argparse.Namespace) -> int:
    """Write the page."""
    del options
    write()
    return 0


def write() -> None:
    """Write the page anew, from the scenarios, the settings and the history."""
    FILE.write_text(text(), encoding="utf-8")


def text() -> str:
    """Return the page."""
    of = project.load(FOLDER.parent, None)
    objectives = json.loads(of.config[f"{of.name}:objectives"])
    past = history.read(history.FILE)
    rows = [NAMES, RULE, *(_row(runbook(scenario), objectives, past) for scenario in SCENARIOS)]
    lines = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([INTRODUCTION.format(stack=of.stack), *lines, ""])


def _row(of: Runbook, objectives: dict[str, dict[str, int]], past: Iterable[Past]) -> tuple[str, ...]:
    scenario, last = of.drill.scenario, history.last(past, of.drill.scenario)
    return (
        f"[{of.page.title}]({of.page.path.name})",
        f"[{scenario}]({of.source.name})",
        _promised(objectives.get(of.drill.disruption)),
        _measured(last),
        f"{last.at:%Y-%m-%d}" if last else "never",
        last.verdict if last else "",
        (controlled(last.control) if last.control else NOT_RUN) if last else "",
    )


def _promised(objective: dict[str, int] | None) -> str:
    if objective is None:
        return NOTHING
    spans = {name: timedelta(minutes=objective[f"{name.lower()}Minutes"]) for name in ("RTO", "RPO")}
    return ", ".join(f"{name} {duration(span)}" for name, span in spans.items())


def _measured(last: Past | None) -> str:
    if last is None:
        return NOTHING
    spans = {"RTO": last.rto, "RPO": last.rpo}
    said = (f"{name} {ABSENT[last.evidence] if at is None else duration(at)}" for name, at in spans.items())
    return f"{', '.join(said)} ({MARK[last.evidence]})"
