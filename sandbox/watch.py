"""Keeps a preview warm: what its last run imported stays loaded, and the next run's packs start early."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

from watchfiles import Change, DefaultFilter
from watchfiles import watch as watch_files

from sandbox.errors import SandboxError
from sandbox.preview import Job
from sandbox.worker import Worker

WATCHED = frozenset({".py", ".yaml", ".yml", ".json", ".txt"})
QUIET_MS = 50


class Sources(DefaultFilter):
    """The files that a preview depends on; caches, environments and repositories are none."""

    def __call__(self, change: Change, path: str) -> bool:
        """Tell whether a change of ``path`` calls for another run."""
        return Path(path).suffix in WATCHED and super().__call__(change, path)


class Rerun:
    """Previews of one project, one after the other. Leaving it ends the one that was prepared.

    ``load`` reads the project and the packs anew each time.
    """

    def __init__(self, load: Callable[[], Job]) -> None:
        self._load = load
        self._prepared: Worker | None = None
        self._roots: tuple[Path, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._discard()

    def worker(self) -> Worker:
        """Return the worker that was prepared, or a new one. Raises ``SandboxError``."""
        prepared, self._prepared = self._prepared, None
        return prepared or self._new()

    def warm_up(self, modules: tuple[str, ...]) -> None:
        """Load ``modules``, so that the next worker has them from its start."""
        for name in modules:
            with suppress(ImportError):
                importlib.import_module(name)

    def wait(self) -> None:
        """Prepare the next run and return when a file has changed.

        A worker that was prepared with settings or packs that have changed since is not used.
        """
        with suppress(SandboxError):
            self._prepared = self._prepared or self._new()
        roots = self._roots or (Path(),)
        changed = next(watch_files(*roots, watch_filter=Sources(), debounce=QUIET_MS * 4, step=QUIET_MS))
        if any(self._outdates(Path(path)) for _, path in changed):
            self._discard()

    def _new(self) -> Worker:
        job = self._load()
        self._packs = tuple(each.path for each in job.packs)
        self._roots = tuple({job.project.root, *self._packs})
        return Worker(job)

    def _outdates(self, path: Path) -> bool:
        return path.suffix != ".py" or any(path.is_relative_to(each) for each in self._packs)

    def _discard(self) -> None:
        if self._prepared is not None:
            with self._prepared:
                self._prepared = None
