"""One run of a program: what it asks for, every pack's verdict on it, and how long each part took.

A preview makes nothing; a deployment makes each resource real in an emulator, once the packs let it pass.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.errors import SandboxError
from sandbox.job import Job, Progress
from sandbox.pack_process import PackProcess

if TYPE_CHECKING:
    from pathlib import Path

    from sandbox.cloud import Cloud
    from sandbox.project import Project
    from sandbox.registration import Recording
    from sandbox.verdict import Analysis, Violation


@dataclass(frozen=True)
class Preview:
    """What came of it.

    ``seconds`` maps the parts of the work to how long they took; ``imported`` names the modules from outside
    the project that the run needed. ``deployed`` is whether it made what it asks for, ``printed`` what the
    program, and all that it started, wrote to the terminal.
    """

    project: Project
    recording: Recording
    analyses: tuple[Analysis, ...]
    seconds: dict[str, float]
    imported: tuple[str, ...]
    deployed: bool = False
    printed: str = ""

    @property
    def violations(self) -> tuple[Violation, ...]:
        """Every pack's findings."""
        return tuple(found for each in self.analyses for found in each.violations)

    @property
    def mandatory(self) -> tuple[Violation, ...]:
        """The findings that stop a deployment."""
        return tuple(found for found in self.violations if found.level == "mandatory")

    @property
    def status(self) -> int:
        """The command's exit status: 1 where a violation is mandatory, else 0."""
        return 1 if self.mandatory else 0


def preview(job: Job, wait: Callable[[], object], progress: Progress) -> Preview:
    """Start the packs, wait for the word to go, run the program, and hold it against the packs.

    The process is the preview's own: the program may change it at will. Raises ``SandboxError``.
    """
    clock = _Clock()
    with ExitStack() as stack:
        processes = [stack.enter_context(PackProcess(pack, job.project, job.patience)) for pack in job.packs]
        progress("loading the SDK", 0, 0)
        with clock.part("sdk"):
            from sandbox.judge import Judge  # noqa: PLC0415 the packs load meanwhile
            from sandbox.program import run  # noqa: PLC0415 the same

            cloud = _cloud(job, progress)
        wait()
        progress("running the program", 0, 0)
        judge = Judge(job, processes, progress)
        with clock.part("program"):
            try:
                recording = run(job.project, judge.rewrite, cloud)
            except SandboxError as error:
                raise _with_what_was_kept(error, cloud) from error
            cloud.keep()
            cloud.finish(recording.exports)
        with clock.part("pack"):
            judge.ready()
        with clock.part("analysis"):
            analyses = judge.verdict(recording)
        judge.close()
    return Preview(
        job.project, recording, analyses, clock.seconds, _imported(job.project.root), job.aws is not None
    )


def _with_what_was_kept(error: SandboxError, cloud: Cloud) -> SandboxError:
    """Keep what a program that failed has made; that even this failed is said beside the first failure."""
    try:
        cloud.keep()
    except SandboxError as second:
        return SandboxError(f"{error}\nwhat was made before is not remembered: {second}")
    return error


def _cloud(job: Job, progress: Progress) -> Cloud:
    from sandbox.cloud import Nowhere  # noqa: PLC0415 the packs load meanwhile

    if job.aws is None:
        return Nowhere()
    from sandbox.deployment import Deployment  # noqa: PLC0415 a preview needs no boto3

    program = job.project.program
    count = itertools.count(1)
    return Deployment(
        job.aws,
        program if program.is_dir() else program.parent,
        lambda _: progress("making resources", next(count), job.expected),
    )


class _Clock:
    """Seconds by part."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start


def _imported(root: Path) -> tuple[str, ...]:
    """Name the loaded modules that a change of the project's own files cannot change."""
    installed = (sys.prefix, sys.base_prefix)
    return tuple(
        name
        for name, module in list(sys.modules.items())
        if (file := getattr(module, "__file__", None))
        and ("site-packages" in file or not file.startswith(str(root)))
        and file.startswith(installed)
        and not name.startswith("__")
    )
