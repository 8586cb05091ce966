"""What a person sees: progress on stderr while it works, then the report on stdout."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn
from rich.text import Text

from sandbox.changes import changes
from sandbox.job import Progress as Report
from sandbox.preview import Preview
from sandbox.text import text


class _Report(Console):
    """A console that leaves a broken pipe to its caller; rich's own would end with a verdict's status."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


@contextmanager
def progress() -> Iterator[Report]:
    """Show what is going on, for as long as it goes on; nothing where stderr is no terminal."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=30))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda step, done, total: bar.update(
            task, description=step, completed=done, total=total or None
        )


def show(preview: Preview, last: Preview | None) -> None:
    """Print the report, and what is different from the last one."""
    show_lines((*text(preview), *(changes(last, preview) if last else ())))


def show_lines(lines: Iterable[Text]) -> None:
    """Print a report."""
    console = _Report(file=sys.stdout, soft_wrap=True, highlight=False)
    for line in lines:
        console.print(line)
