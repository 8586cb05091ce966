"""``python -m runbooks drill``: from the command line's options to reports and an exit status."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from runbooks import reports
from runbooks.catalogue import SCENARIOS, Runbook, runbook
from runbooks.commands import index, places, plan, resume, summary
from runbooks.commands.screen import Screen, watching
from runbooks.commands.series import Rehearsed, Series, StoppedError
from runbooks.drill.durations import duration
from runbooks.drill.journal import FOLDER, Journal
from runbooks.reports import history
from sandbox.errors import SandboxError

INTERRUPTED = 130
NEEDED_BYTES = 1024 * 1024
"""More than the reports of a drill take."""


def run(options: argparse.Namespace) -> int:
    """Do what the options say, and return the exit status."""
    _sensible(options)
    if options.due is not None:
        return _due(timedelta(days=options.due))
    if options.resume:
        return _resumed(options)
    chosen = _chosen(options.scenarios)
    if options.dry_run:
        return _planned(options, chosen)
    return _drilled(options, chosen)


def _sensible(options: argparse.Namespace) -> None:
    """Raise ``SandboxError`` where options do not go together."""
    named, account = bool(options.scenarios), options.target == "aws"
    if (options.all and named) or (options.resume and (options.all or named)):
        raise SandboxError("found several ways to say what to drill; wanted names, --all or --resume")
    if account and options.running:
        raise SandboxError("found --running with --target aws; wanted one of both")
    if account and not (named or options.all or options.resume or options.due):
        raise SandboxError("found no scenario to drill in an account; wanted names, or --all")


def _chosen(names: Iterable[str]) -> list[Runbook]:
    """Return what is drilled, those of a database last, so that they share a sandbox."""
    found = [runbook(each) for each in names or SCENARIOS]
    return sorted(found, key=lambda each: each.drill.needs_database)


def _drilled(options: argparse.Namespace, chosen: list[Runbook]) -> int:
    root, done = options.cwd.resolve(), list[Rehearsed]()
    folder = options.report or root / FOLDER
    _writable(folder)
    stopped: Journal | None = None
    with watching(len(chosen)) as screen, _place(options, root, screen) as place:
        series = Series(root, place, screen, options.controls)
        try:
            for each in series.run(chosen):
                done.append(each)
                _kept(each, folder, record=options.record)
        except StoppedError as error:
            stopped = error.journal
    if any(each.reports for each in done):
        reports.index([report for each in done for report in each.reports], folder)
    _told(done, folder)
    if options.record:
        index.write()
    if stopped:
        print(f"\n{resume.later(stopped)}", file=sys.stderr)
    if stopped or any(each.interrupted for each in done):
        return INTERRUPTED
    return int(any(each.failed for each in done))


def _writable(folder: Path) -> None:
    """Raise ``SandboxError`` where no report could be written after all the work."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(NEEDED_BYTES))
    except OSError as error:
        raise SandboxError(f"reports cannot be written to {folder}: {error.strerror}") from error


def _resumed(options: argparse.Namespace) -> int:
    try:
        return resume.run(options)
    except StoppedError as error:
        print(resume.later(error.journal), file=sys.stderr)
        return INTERRUPTED


def _place(options: argparse.Namespace, root: Path, screen: Screen) -> AbstractContextManager[places.Place]:
    if options.target == "aws":
        return places.guarded(root, options.stack, options.confirm)
    if options.running:
        return places.running(root, options.stack)
    return places.own(root, options.stack, screen.deploying)


def _kept(each: Rehearsed, folder: Path, *, record: bool) -> None:
    """Write the reports of a scenario, and add it to the history where that is wanted."""
    past = history.read(history.FILE)
    for report in each.reports:
        reports.write(report, folder, past)
    if record and each.drill and not each.interrupted:
        history.append(history.FILE, history.past(each.drill, datetime.now(UTC), each.control))


def _told(done: list[Rehearsed], folder: Path) -> None:
    if done:
        for line in summary.lines(done):
            print(line)
        print(f"\nReports: {folder}")


def _planned(options: argparse.Namespace, chosen: list[Runbook]) -> int:
    """Print what the drills would do, their commands filled in where a stack is named that is there."""
    place = options.cwd.resolve(), options.stack, options.target
    target = places.seen(*place) if options.running or options.target == "aws" else None
    for each in chosen:
        if target:
            places.needs_database(each.drill, target)
        for line in plan.lines(each, target.values if target else None):
            print(line)
    return 0


def _due(after: timedelta) -> int:
    """Say what was not rehearsed for so long; that is status 1."""
    past = history.read(history.FILE)
    due = history.due(past, SCENARIOS, datetime.now(UTC), after)
    for scenario in due:
        last = history.last(past, scenario)
        said = (
            f"last on {last.at:%Y-%m-%d}, {last.verdict}, control {last.control or 'not run'}"
            if last
            else "never"
        )
        print(f"{scenario}: {said}")
    print(f"{len(due)} of {len(SCENARIOS)} scenarios were not rehearsed in the last {duration(after)}.")
    return int(bool(due))
