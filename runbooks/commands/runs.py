"""``python -m runbooks runs``: the drills that did not end."""

from __future__ import annotations

import argparse

from runbooks.drill import journal
from runbooks.drill.journal import Journal
from runbooks.text import table

NAMES = ("id", "where", "last step", "what to do")


def run(options: argparse.Namespace) -> int:
    """Print each run that did not end, and what to do about it."""
    found = journal.unended(options.cwd.resolve())
    for line in table([NAMES, *(_row(each) for each in found)]) if found else ["Every drill has ended."]:
        print(line)
    return 0


def _row(kept: Journal) -> tuple[str, ...]:
    where = "an own sandbox" if kept.own else f"{kept.target}, stack {kept.stack}"
    last = kept.outcomes[-1] if kept.outcomes else None
    step = f"{last.label}. {last.title}: {last.status}" if last else "none"
    return kept.drill_id, where, step, _advice(kept)


def _advice(kept: Journal) -> str:
    if journal.under_way(kept):
        return "wait: it is under way"
    if kept.own:
        return "nothing: its sandbox went with it (clean-up ID takes it off this list)"
    return "drill --resume ID, or clean-up ID" if kept.resumable else "clean-up ID"
