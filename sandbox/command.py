"""``python -m sandbox preview``: from the command line's options to what is printed."""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from sandbox import pack, project
from sandbox.changes import changes
from sandbox.document import document, status
from sandbox.errors import SandboxError
from sandbox.preview import Job, Preview
from sandbox.preview import Progress as Report
from sandbox.text import text
from sandbox.watch import Rerun
from sandbox.worker import Worker

DEFAULT_PACK = "policy_pack"


def run(options: argparse.Namespace) -> int:
    """Preview once and return the exit status."""
    with Worker(load(options)) as worker:
        preview = _result(worker, options)
        _print(preview, worker.printed(), options)
    return status(preview)


def watch(options: argparse.Namespace) -> int:
    """Preview again and again, until interrupted; return the last preview's exit status."""
    last: Preview | None = None
    code = 2
    with Rerun(lambda: load(options), options.cwd.resolve()) as rerun, suppress(KeyboardInterrupt):
        while True:
            started = time.perf_counter()
            try:
                last, code = _again(rerun, last, options)
            except SandboxError as error:
                code = 2
                print(f"error: {error}", file=sys.stderr)
            print(f"-- {time.perf_counter() - started:.2f} s; waiting for a change", file=sys.stderr)
            rerun.wait()
    return code


def _again(rerun: Rerun, last: Preview | None, options: argparse.Namespace) -> tuple[Preview, int]:
    with rerun.worker() as worker:
        preview = _result(worker, options)
        _print(preview, worker.printed(), options)
    if last and not options.json:
        _console(sys.stdout).print(*changes(last, preview), sep="\n")
    rerun.warm_up(preview.imported)
    return preview, status(preview)


def load(options: argparse.Namespace) -> Job:
    """Read the project and the packs that the options name. Raises ``SandboxError``."""
    root = options.cwd.resolve()
    folders: list[Path] = options.policy_pack or [root / DEFAULT_PACK] * (root / DEFAULT_PACK).is_dir()
    configs: list[Path] = options.policy_pack_config or []
    if len(configs) > len(folders):
        raise SandboxError(
            f"found {len(configs)} policy pack configurations for {len(folders)} packs; wanted one each"
        )
    packs = tuple(pack.load(*each) for each in itertools.zip_longest(folders, configs))
    return Job(project.load(root, options.stack, options.answers), packs, options.pack_timeout)


def _result(worker: Worker, options: argparse.Namespace) -> Preview:
    with _progress() as report:
        return worker.result(report, options.timeout)


@contextmanager
def _progress() -> Iterator[Report]:
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=30))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda step, done, total: bar.update(
            task, description=step, completed=done, total=total or None
        )


def _print(preview: Preview, printed: str, options: argparse.Namespace) -> None:
    if options.json:
        print(json.dumps(document(preview), indent=None if options.watch else 2), flush=True)
        return
    console = _console(sys.stdout)
    for line in text(preview, printed):
        console.print(line)


def _console(file: TextIO) -> Console:
    return Console(file=file, soft_wrap=True, highlight=False)
