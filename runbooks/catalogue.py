"""The scenarios: each has a page and a drill of the same name beside this file."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path

from runbooks import page
from runbooks.drill.model import Drill
from runbooks.page import Page

FOLDER = Path(__file__).parent
SCENARIOS = (
    "items-corrupted",
    "table-dropped",
    "objects-lost",
    "bad-release",
    "function-failure",
    "silent-alarms",
    "schedule-stopped",
    "function-throttled",
    "access-denied",
    "zone-loss",
    "backup-failing",
    "region-rebuild",
    "key-disabled",
    "database-failover",
    "database-restore",
)
"""In the order in which they are listed and drilled."""


class UnknownScenarioError(Exception):
    """There is no such scenario; the message names those that there are."""


@dataclass(frozen=True)
class Runbook:
    """One scenario: the page for people, and the drill that proves it."""

    page: Page
    drill: Drill

    @property
    def source(self) -> Path:
        """The drill's own file."""
        return self.page.path.with_suffix(".py")


def runbook(scenario: str) -> Runbook:
    """Read a scenario's page and drill. Raises ``UnknownScenarioError`` and ``PageError``."""
    if scenario not in SCENARIOS:
        raise UnknownScenarioError(f"found scenario {scenario!r}; wanted one of {', '.join(SCENARIOS)}")
    stem = scenario.replace("-", "_")
    drill: Drill = importlib.import_module(f"runbooks.{stem}").DRILL
    return Runbook(page.load(FOLDER / f"{stem}.md"), drill)
