"""What a person sees while drills run: a line for each step, and on a terminal what is waited for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from runbooks.drill.durations import duration
from runbooks.drill.report import Outcome, Report, Status
from runbooks.reports.words import controlled

COLOURS = {Status.HELD: "green", Status.FAILED: "red", Status.ACCOUNT_ONLY: "yellow"}
LIT = "bold"


class Screen:
    """Tells of a series of ``count`` scenarios on stderr; the bar shows where it is, and a limit."""

    def __init__(self, bar: Progress, count: int) -> None:
        self._bar, self._count, self._number = bar, count, 0
        self._series = bar.add_task("starting", total=count)
        self._step = bar.add_task("", total=None)

    def begin(self, scenario: str, *, control: bool) -> None:
        """Say which drill begins, or its control."""
        self._number += not control
        which = "its control" if control else scenario
        self._bar.console.print(f"[{LIT}]{escape(scenario)}{', its control' if control else ''}[/]")
        said = f"{self._number} of {self._count}: {which}"
        self._bar.update(self._series, description=said, completed=self._number - 1)

    def deploying(self, step: str, done: int, total: int) -> None:
        """Show how a sandbox is made."""
        self._bar.update(self._step, description=escape(step), completed=done, total=total or None)

    def step(self, outcome: Outcome) -> None:
        """Show a step that has begun; print one that is over."""
        named = f"{outcome.label}. {outcome.title}"
        if outcome.ended is None and outcome.status is Status.NOT_RUN:
            self._bar.update(self._step, description=escape(named), completed=0, total=None)
            return
        took = f" ({duration(outcome.ended - outcome.started)})" if outcome.ended and outcome.started else ""
        colour = COLOURS.get(outcome.status, "dim")
        self._bar.console.print(f"  [{colour}]{outcome.status}[/]  {escape(named)}{took}")
        if outcome.status is not Status.HELD:
            self._bar.console.print(f"      {escape(' '.join(outcome.found.split()))}")

    def waiting(self, what: str, passed: timedelta, within: timedelta) -> None:
        """Show what is waited for, for how long by now, and the limit."""
        said = f"waiting for: {what} ({duration(passed)} of at most {duration(within)})"
        seconds = passed.total_seconds(), within.total_seconds()
        self._bar.update(self._step, description=escape(said), completed=seconds[0], total=seconds[1])

    def end(self, report: Report) -> None:
        """Print how a drill, or its control, ended."""
        said = controlled(report.verdict) if report.control else report.verdict
        colour = "green" if report.verdict.held else "red"
        self._bar.console.print(f"  [{colour}]{said}[/]")


@contextmanager
def watching(count: int) -> Iterator[Screen]:
    """Show progress for as long as the context lasts: bars on a terminal, lines alone elsewhere."""
    console = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)
    columns = (SpinnerColumn(), BarColumn(bar_width=20), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield Screen(bar, count)
