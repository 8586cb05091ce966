"""A preview: the program run and recorded, every pack's verdict on it, and how long each part took."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.pack_process import PackProcess

if TYPE_CHECKING:
    from pathlib import Path

    from sandbox.pack import Pack
    from sandbox.project import Project
    from sandbox.registration import Recording, Registration
    from sandbox.verdict import Analysis, Violation

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Job:
    """What to preview. ``patience`` is how many seconds a pack may take to start and for each answer."""

    project: Project
    packs: tuple[Pack, ...]
    patience: float = 60


@dataclass(frozen=True)
class Preview:
    """What came of it.

    ``seconds`` maps the parts of the work to how long they took; ``imported`` names the modules from outside
    the project that the run needed.
    """

    project: Project
    recording: Recording
    analyses: tuple[Analysis, ...]
    seconds: dict[str, float]
    imported: tuple[str, ...]

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
            from sandbox.analysis import analyze  # noqa: PLC0415 the packs load meanwhile
            from sandbox.analyzer import Analyzer  # noqa: PLC0415 the same
            from sandbox.ledger import Ledger  # noqa: PLC0415 the same
            from sandbox.program import run  # noqa: PLC0415 the same
        wait()
        progress("running the program", 0, 0)
        pool = ThreadPoolExecutor(1)
        connected = pool.submit(
            lambda: tuple(Ledger(Analyzer(each, job.project, job.patience)) for each in processes)
        )
        # Who fails elsewhere does not wait for a pack that hangs: the process ends with its thread.
        pool.shutdown(wait=False)

        def rewrite(registration: Registration, provider: Registration | None) -> Registration:
            for ledger in connected.result():
                registration = ledger.remediated(registration, provider)
            return registration

        with clock.part("program"):
            recording = run(job.project, rewrite)
        with clock.part("pack"):
            ledgers = connected.result()
        with clock.part("analysis"):
            analyses = analyze(recording, ledgers, lambda *done: progress("checking resources", *done))
        for ledger in ledgers:
            ledger.analyzer.close()
    return Preview(job.project, recording, analyses, clock.seconds, _imported(job.project.root))


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
