"""One rehearsal of a scenario, from a target to a report."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from runbooks.catalogue import Runbook
from runbooks.drill import chain
from runbooks.drill.durations import duration
from runbooks.drill.engine import Drilling, Run, timeline
from runbooks.drill.figures import Evidence
from runbooks.drill.identity import identity
from runbooks.drill.journal import FOLDER, Journal
from runbooks.drill.load import Load
from runbooks.drill.model import Control
from runbooks.drill.notes import Notes
from runbooks.drill.report import Objective, Outcome, Report, Status, Verdict
from runbooks.drill.scene import Scene
from runbooks.drill.shell import Shell
from runbooks.drill.target import Target

Waiting = Callable[[str, timedelta, timedelta], None]


@dataclass(frozen=True)
class Audience:
    """Who hears how a rehearsal goes: of each step's begin and end, and of what is waited for, how long."""

    step: Callable[[Outcome], None] = lambda _: None
    waiting: Waiting = lambda *_: None


class Rehearsal:
    """A runbook on a target; ``root`` is the project's folder, ``own`` a sandbox that goes with this process.

    With ``resumed``, the journal of a run that was broken off, goes on where that one came to.
    """

    def __init__(
        self, root: Path, runbook: Runbook, target: Target, *, own: bool, resumed: Journal | None = None
    ) -> None:
        self.root, self.runbook, self.target = root, runbook, target
        self.journal = resumed or _begun(root, runbook, target, own=own)
        prefix = f"drill-{self.journal.drill_id}"
        self.scene = Scene(
            target,
            Load(target, prefix, self.journal.beats),
            Shell(target.environment(), root),
            notes := Notes(self.journal.notes),
        )
        notes.keep = self._noted
        self.scene.shell.export(**self.journal.variables)
        self.scene.injected = self.journal.injected

    def run(self, audience: Audience) -> Report:
        """Drill, clean up, and report."""
        drilling = self._drilling(audience, self.journal.outcomes)
        return self._report(drilling.run())

    def clean_up(self, audience: Audience) -> tuple[str, ...]:
        """Only clean up after a run that was broken off; return what could not be undone."""
        left = self._drilling(audience, ()).clean_up()
        if self.journal.control:
            left += self._mended(self.runbook.drill.control)
        self.journal = self.journal.kept(ended=not left)
        return left

    def controlled(self, control: Control, audience: Audience) -> Report:
        """Drill on a stack that is broken on purpose: the report passes if the drill fails as it must."""
        self.journal = self.journal.kept(control=True)
        try:
            run = self._broken(control, audience)
        except BaseException:
            self._mended(control)
            raise
        left = (*run.left_behind, *self._mended(control))
        return judged(self._report(replace(run, left_behind=left)), control)

    def _broken(self, control: Control, audience: Audience) -> Run:
        """Break the stack and drill on it; where it cannot be broken, that is why it failed."""
        try:
            control.begin(self.scene)
        except Exception as error:  # noqa: BLE001 whatever keeps a control from its beginning is what it found
            why = f"the control {control.title!r} could not begin: {type(error).__name__}: {error}"
            return Run(Verdict.FAILED, (why,), (), timeline(()), ())
        except KeyboardInterrupt:
            return Run(Verdict.INTERRUPTED, (), (), timeline(()), ())
        return self._drilling(audience, ()).run()

    def _mended(self, control: Control) -> tuple[str, ...]:
        """Undo what a control broke; return what could not be undone."""
        if control.ruins:
            return ()
        try:
            control.end(self.scene)
        except Exception as error:  # noqa: BLE001 whatever keeps it from being mended is left behind
            return (f"the control {control.title!r} is not undone: {type(error).__name__}: {error}",)
        return ()

    def _noted(self) -> None:
        """Keep a note within its step, which may be broken off; what cannot be kept is told at its end."""
        with suppress(OSError):
            self.journal = self.journal.kept(notes=self.scene.notes)

    def _drilling(self, audience: Audience, done: tuple[Outcome, ...]) -> Drilling:
        taken = {each.label: each for each in done}

        def told(outcome: Outcome) -> None:
            taken[outcome.label] = outcome
            audience.step(outcome)
            self.journal = self.journal.kept(
                outcomes=tuple(taken.values()),
                beats=tuple(self.scene.load.beats),
                injected=self.scene.injected,
                notes=self.scene.notes,
                variables=self.scene.shell.exported,
            )

        self.scene.waiting = audience.waiting
        return Drilling(self.runbook.drill, self.runbook.page, self.scene, told, done)

    def _report(self, run: Run) -> Report:
        drill, page, journal = self.runbook.drill, self.runbook.page, self.journal
        unkept: tuple[str, ...] = ()
        try:
            self.journal = journal.kept(ended=journal.own or not run.left_behind)
        except OSError as error:
            unkept = (f"that the run has ended can not be kept: {error}",)
        report = Report(
            scenario=drill.scenario,
            title=page.title,
            threat=drill.threat,
            identity=identity(self.root, journal.drill_id, self.target, page.path, self.runbook.source),
            evidence=Evidence.SANDBOX if self.target.name == "sandbox" else Evidence.ACCOUNT,
            verdict=run.verdict,
            reasons=(*run.reasons, *unkept),
            started=journal.started,
            ended=self.scene.now(),
            made=datetime.now(UTC),
            outcomes=run.outcomes,
            timeline=run.timeline,
            promised=promised(self.target, drill.disruption),
            published=drill.published,
            model=drill.model,
            losses=self.scene.losses,
            beats=tuple(self.scene.load.beats),
            limits=drill.limits,
            left_behind=run.left_behind,
            alarms=chain.changes(self.scene),
            watch=chain.watch(self.scene),
        )
        return held_to_promise(report)


def promised(target: Target, disruption: str) -> Objective:
    """Return what the stack promises after a disruption."""
    kept = target.outputs["objectives"].get(disruption)
    if not kept:
        return Objective(disruption, None, None)
    minutes = {name: timedelta(minutes=kept[f"{name}_minutes"]) for name in ("rpo", "rto")}
    return Objective(disruption, minutes["rpo"], minutes["rto"])


def held_to_promise(report: Report) -> Report:
    """Fail a drill that passed, and took longer or lost more than what is promised."""
    found = {
        "RPO": (report.measured_rpo, report.promised.rpo),
        "RTO": (report.measured_rto, report.promised.rto),
    }
    broken = tuple(
        f"{name}: {duration(measured)} ({report.evidence}); promised {duration(limit)}"
        for name, (measured, limit) in found.items()
        if measured is not None and limit is not None and measured > limit
    )
    if not report.verdict.held or not broken:
        return report
    return replace(report, verdict=Verdict.FAILED, reasons=(*report.reasons, *broken))


def judged(report: Report, control: Control) -> Report:
    """Turn the verdict round: what must fail at one step, for one reason, passes if it does just that.

    What was interrupted proves nothing either way, and what left something behind has not passed.
    """
    if report.verdict is Verdict.INTERRUPTED:
        return replace(report, control=control.title)
    failed = next((each for each in report.outcomes if each.status is Status.FAILED), None)
    label = failed.label if failed else "none"
    found = failed.found if failed else report.verdict.value
    if label == control.fails_at and control.reason in found and not report.left_behind:
        return replace(report, verdict=Verdict.PASSED, control=control.title)
    missed = (
        f"the control {control.title!r} had to fail at step {control.fails_at} with {control.reason!r}; "
        f"found step {label}: {found}"
    )
    return replace(report, verdict=Verdict.FAILED, reasons=(missed, *report.reasons), control=control.title)


def _begun(root: Path, runbook: Runbook, target: Target, *, own: bool) -> Journal:
    started = target.now()
    drill_id = f"{runbook.drill.scenario}-{started:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    folder = root / FOLDER / drill_id
    return Journal(folder, runbook.drill.scenario, target.name, target.stack, own, started).kept()
