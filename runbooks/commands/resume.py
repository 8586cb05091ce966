"""Goes on with a drill that was broken off, or says how to clean up after it."""

from __future__ import annotations

import argparse
from contextlib import AbstractContextManager
from pathlib import Path

from runbooks import reports
from runbooks.catalogue import runbook
from runbooks.commands import places, summary
from runbooks.commands.screen import watching
from runbooks.commands.series import Rehearsed, StoppedError
from runbooks.drill import journal
from runbooks.drill.journal import FOLDER, Journal, JournalError
from runbooks.drill.rehearsal import Audience, Rehearsal
from runbooks.drill.report import Verdict
from runbooks.reports import history

GONE = "its sandbox was its own and went with it: nothing is left of {id}"


def run(options: argparse.Namespace) -> int:
    """Take every step that did not hold before the drill was broken off, and report."""
    root = options.cwd.resolve()
    kept = journal.load(root, options.resume)
    folder = options.report or root / FOLDER
    with journal.alone(kept):
        _resumable(kept)
        of = runbook(kept.scenario)
        with watching(1) as screen, place(root, kept, options.confirm) as at:
            screen.begin(kept.scenario, control=False)
            rehearsal = Rehearsal(root, of, at.target(of.drill), own=False, resumed=kept)
            try:
                report = rehearsal.run(Audience(screen.step, screen.waiting))
            except KeyboardInterrupt as error:
                raise StoppedError(rehearsal.journal) from error
    done = Rehearsed(of, drill=report)
    reports.write(report, folder, history.read(history.FILE))
    for line in summary.lines([done]):
        print(line)
    return 130 if report.verdict is Verdict.INTERRUPTED else int(done.failed)


def place(root: Path, kept: Journal, confirmed: str | None) -> AbstractContextManager[places.Place]:
    """Return where a run was that is no longer in a sandbox of its own. Raises ``SandboxError``."""
    if kept.target == "aws":
        return places.guarded(root, kept.stack, confirmed)
    return places.running(root, kept.stack)


def later(kept: Journal) -> str:
    """Say what is to be done about a run that was broken off in its clean-up."""
    if kept.own:
        return f"interrupted in its clean-up; {GONE.format(id=kept.drill_id)}"
    confirm = f" --confirm {kept.stack}" if kept.target == "aws" else ""
    return (
        f"interrupted in its clean-up: {kept.drill_id} has left something behind. Clean up by:\n"
        f"  python -m runbooks clean-up {kept.drill_id}{confirm}"
    )


def _resumable(kept: Journal) -> None:
    if kept.ended:
        raise JournalError(f"the run {kept.drill_id!r} has ended; drill {kept.scenario} anew")
    if kept.own:
        raise JournalError(f"{GONE.format(id=kept.drill_id)}, and nothing to go on with")
    if not kept.resumable:
        what = "is of a control" if kept.control else "was cleaned up at least in part"
        raise JournalError(
            f"the run {kept.drill_id!r} {what}; clean up first (python -m runbooks clean-up), then drill anew"
        )
