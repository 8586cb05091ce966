"""Rehearses scenarios one after the other, each with its control where that is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from runbooks.catalogue import Runbook
from runbooks.commands.places import Place, needs_database
from runbooks.commands.screen import Screen
from runbooks.drill import journal
from runbooks.drill.rehearsal import Audience, Rehearsal
from runbooks.drill.report import Report, Verdict
from sandbox.errors import SandboxError

RUINS = "not run: it ruins the stack, and this one is not made anew"


@dataclass(frozen=True)
class Rehearsed:
    """A scenario's drill and its control, ``None`` where not run; ``why`` says why that is."""

    runbook: Runbook
    drill: Report | None = None
    control: Report | None = None
    why: str = ""

    @property
    def reports(self) -> tuple[Report, ...]:
        """What was run."""
        return tuple(each for each in (self.drill, self.control) if each)

    @property
    def interrupted(self) -> bool:
        """Tell whether one of both was."""
        return any(each.verdict is Verdict.INTERRUPTED for each in self.reports)

    @property
    def failed(self) -> bool:
        """Tell whether one of both did not pass, or was wanted and not run."""
        return bool(self.why) or not self.reports or any(not each.verdict.held for each in self.reports)


class StoppedError(Exception):
    """A run was interrupted for a second time, in its clean-up."""

    def __init__(self, of: journal.Journal) -> None:
        super().__init__(of.drill_id)
        self.journal = of


@dataclass(frozen=True)
class Series:
    """How scenarios are rehearsed: where, with controls or not, and on which screen that is seen."""

    root: Path
    place: Place
    screen: Screen
    controls: bool = False

    def run(self, runbooks: Iterable[Runbook]) -> Iterator[Rehearsed]:
        """Give each scenario's outcome; an interrupt ends the series. Raises ``StoppedError``."""
        for runbook in runbooks:
            try:
                done = self._drilled(runbook)
            except SandboxError as error:
                yield Rehearsed(runbook, why=str(error))
                continue
            if self.controls and not done.interrupted:
                done = self._controlled(done)
            yield done
            if done.interrupted:
                return

    def _drilled(self, runbook: Runbook) -> Rehearsed:
        return Rehearsed(runbook, drill=self._rehearsed(runbook, control=False))

    def _controlled(self, done: Rehearsed) -> Rehearsed:
        if done.runbook.drill.control.ruins and not self.place.own:
            return replace(done, why=RUINS)
        try:
            return replace(done, control=self._rehearsed(done.runbook, control=True))
        except SandboxError as error:
            return replace(done, why=str(error))

    def _rehearsed(self, runbook: Runbook, *, control: bool) -> Report:
        self.screen.begin(runbook.drill.scenario, control=control)
        target = self.place.target(runbook.drill)
        needs_database(runbook.drill, target)
        rehearsal = Rehearsal(self.root, runbook, target, own=self.place.own)
        report: Report | None = None
        try:
            with journal.alone(rehearsal.journal):
                report = self._run(rehearsal, control=control)
        except KeyboardInterrupt as error:
            raise StoppedError(rehearsal.journal) from error
        finally:
            if not report or not _as_it_was(report) or (control and runbook.drill.control.ruins):
                self.place.spoil()
        self.screen.end(report)
        return report

    def _run(self, rehearsal: Rehearsal, *, control: bool) -> Report:
        audience = Audience(self.screen.step, self.screen.waiting)
        if control:
            return rehearsal.controlled(rehearsal.runbook.drill.control, audience)
        return rehearsal.run(audience)


def _as_it_was(report: Report) -> bool:
    """Tell whether the next drill may begin where this one ended."""
    return report.verdict.held and not report.left_behind
