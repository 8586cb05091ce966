"""``python -m runbooks list``: the scenarios, and when each was rehearsed last."""

from __future__ import annotations

import argparse

from runbooks.catalogue import SCENARIOS, runbook
from runbooks.reports import history
from runbooks.text import table

NAMES = ("scenario", "what happened", "last rehearsed")


def run(options: argparse.Namespace) -> int:
    """Print them in the order in which they are drilled."""
    del options
    past = history.read(history.FILE)
    for line in table([NAMES, *(_row(scenario, past) for scenario in SCENARIOS)]):
        print(line)
    return 0


def _row(scenario: str, past: tuple[history.Past, ...]) -> tuple[str, str, str]:
    last = history.last(past, scenario)
    said = f"{last.at:%Y-%m-%d}, {last.verdict}" if last else "never"
    return scenario, runbook(scenario).page.title, said
