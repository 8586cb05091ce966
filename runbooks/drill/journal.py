"""What is known of a run while it goes on, kept in a file, so that it can be taken up or cleaned up later."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from runbooks.drill.load import Beat
from runbooks.drill.model import Phase
from runbooks.drill.report import Outcome, Status

FOLDER = ".drills"
FILE = "journal.json"


class JournalError(Exception):
    """There is no such run, or what is kept of it cannot be read."""


@dataclass(frozen=True)
class Journal:
    """A run's scenario and target, and how far it came; ``own`` if its sandbox was its process's own.

    ``control`` is of a run on a stack that is broken on purpose; ``variables`` are what commands exported.
    """

    folder: Path
    scenario: str
    target: str
    stack: str
    own: bool
    started: datetime
    injected: datetime | None = None
    outcomes: tuple[Outcome, ...] = ()
    beats: tuple[Beat, ...] = ()
    notes: dict[str, Any] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    control: bool = False
    ended: bool = False

    @property
    def drill_id(self) -> str:
        """The run's id, which is its folder's name."""
        return self.folder.name

    @property
    def resumable(self) -> bool:
        """Tell whether all that was done still stands, so that the run can go on from there."""
        cleaned = any(each.phase == Phase.CLEAN_UP for each in self.outcomes)
        return not (self.ended or self.own or self.control or cleaned)

    def kept(self, **changed: Any) -> Journal:  # noqa: ANN401 each field has its type
        """Write it with what has changed, whole or not at all; return it as it is now."""
        journal = replace(self, **changed)
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(journal) | {"folder": None}, default=_plain)
        scratch = self.folder / f"{FILE}.new"
        scratch.write_text(text, encoding="utf-8")
        scratch.replace(self.folder / FILE)
        return journal


def load(root: Path, drill_id: str) -> Journal:
    """Read what is kept of a run. Raises ``JournalError``."""
    folder = root / FOLDER / drill_id
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        known = "python -m runbooks runs lists those that did not end"
        raise JournalError(f"found no run {drill_id!r} in {FOLDER}; {known}") from error
    except (OSError, ValueError) as error:
        raise JournalError(f"the run {drill_id!r} in {FOLDER} cannot be read: {error}") from error
    kept["folder"] = folder
    kept["started"] = datetime.fromisoformat(kept["started"])
    kept["injected"] = _moment(kept["injected"])
    kept["beats"] = tuple(_beat(each) for each in kept["beats"])
    kept["outcomes"] = tuple(_outcome(each) for each in kept["outcomes"])
    return Journal(**kept)


def unended(root: Path) -> tuple[Journal, ...]:
    """Return the runs that did not end, oldest first. Raises ``JournalError``."""
    found = [load(root, file.parent.name) for file in (root / FOLDER).glob(f"*/{FILE}")]
    return tuple(
        sorted((each for each in found if not each.ended), key=lambda each: each.folder.stat().st_mtime)
    )


@contextmanager
def alone(journal: Journal) -> Iterator[None]:
    """Keep all others from a run while it is at work. Raises ``JournalError`` where another is at it."""
    folder = os.open(journal.folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise JournalError(f"another command is at work on the run {journal.drill_id!r}") from error
        yield
    finally:
        os.close(folder)


def under_way(journal: Journal) -> bool:
    """Tell whether a command is at work on a run."""
    try:
        with alone(journal):
            return False
    except JournalError:
        return True


def _beat(kept: dict[str, Any]) -> Beat:
    return Beat(datetime.fromisoformat(kept["at"]), kept["number"], kept["written"], kept["healthy"])


def _outcome(kept: dict[str, Any]) -> Outcome:
    lists = {name: tuple(kept[name]) for name in ("commands", "requests")}
    times = {name: _moment(kept[name]) for name in ("started", "ended")}
    fields: dict[str, Any] = {**kept, **lists, **times, "status": Status(kept["status"])}
    return Outcome(**fields)


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is nothing that a journal keeps")
