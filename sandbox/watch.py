"""Keeps a preview warm: what its last run imported stays loaded, and the next run's packs start early."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

from sandbox.errors import SandboxError
from sandbox.job import Job
from sandbox.sources import Snapshot, changed, snapshot
from sandbox.worker import Worker

POLL_SECONDS = 0.1


class Rerun:
    """Previews of one project, one after the other. Leaving it ends the one that was prepared.

    ``load`` reads the project and the packs anew each time.
    """

    def __init__(self, load: Callable[[], Job], root: Path) -> None:
        self._load = load
        self._root = root
        self._packs: tuple[Path, ...] = ()
        self._prepared: Worker | None = None
        self._seen: Snapshot = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._discard()

    def worker(self) -> Worker:
        """Return the worker that was prepared, or a new one. Raises ``SandboxError``."""
        self._seen = self._look()
        prepared, self._prepared = self._prepared, None
        return prepared or self._new()

    def warm_up(self, modules: tuple[str, ...]) -> None:
        """Load ``modules``, so that the next worker has them from its start."""
        for name in modules:
            with suppress(ImportError):
                importlib.import_module(name)

    def wait(self) -> None:
        """Prepare the next run and return when a file is not as it was when the last run began.

        A file that is still being written is waited for. A worker that was prepared with settings or packs
        that have changed since is not used.
        """
        with suppress(SandboxError):
            self._prepared = self._new()
        before, now = self._seen, self._look()
        while now == self._seen or now != before:
            time.sleep(POLL_SECONDS)
            before, now = now, self._look()
        if any(self._outdates(path) for path in changed(self._seen, now)):
            self._discard()

    def _new(self) -> Worker:
        job = self._load()
        before, self._packs = self._packs, tuple(each.path for each in job.packs)
        if before != self._packs:
            self._seen = {**snapshot(*self._packs), **self._seen}
        return Worker(job)

    def _look(self) -> Snapshot:
        return snapshot(self._root, *self._packs)

    def _outdates(self, path: Path) -> bool:
        return path.suffix != ".py" or any(path.is_relative_to(each) for each in self._packs)

    def _discard(self) -> None:
        if self._prepared is not None:
            with self._prepared:
                self._prepared = None
