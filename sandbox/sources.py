"""The files that a preview depends on, and which of them are no longer as they were."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

# Of each file, when it was written, in nanoseconds, and how many bytes it has.
Snapshot: TypeAlias = dict[Path, tuple[int, int]]

SUFFIXES = (".py", ".yaml", ".yml", ".json", ".txt")
PASSED_OVER = frozenset({"__pycache__", "node_modules", "venv"})


def snapshot(*roots: Path) -> Snapshot:
    """Look at every source and settings file below ``roots``; environments and caches are passed over."""
    found: Snapshot = {}
    for path in (path for root in roots for path in _files(root)):
        try:
            status = path.stat()
        except FileNotFoundError:
            continue
        found[path] = (status.st_mtime_ns, status.st_size)
    return found


def changed(before: Snapshot, after: Snapshot) -> list[Path]:
    """Name the files that came, went, or were written."""
    return [path for path in {*before, *after} if before.get(path) != after.get(path)]


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = [each for each in folders if not each.startswith(".") and each not in PASSED_OVER]
        yield from (Path(folder, name) for name in names if name.endswith(SUFFIXES))
