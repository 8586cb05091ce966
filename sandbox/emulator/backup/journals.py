"""What becomes of the objects of buckets that are backed up continuously."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sandbox.emulator.clock import Clock
from sandbox.emulator.tables.history import History, Item

S3: TypeAlias = dict[str, Any]


@dataclass
class Journals:
    """Histories of objects by bucket; ``s3`` is what ministack's module of that name has."""

    clock: Clock
    s3: S3
    _kept: dict[str, list[History]] = field(default_factory=dict)

    def start(self, bucket: str, days: int) -> History:
        """Keep the history of a bucket's latest versions, delete markers too, from now on for ``days``."""
        now = {(key, ""): versions[-1] for key, versions in stacks(self.s3, bucket).items()}
        history = History(self.clock.now(), days, now)
        self._kept.setdefault(bucket, []).append(history)
        return history

    def watch(self) -> None:
        """Write down from now on what ministack does to objects."""
        for name in ("_record_object_version", "_record_delete_marker"):
            self.s3[name] = self._watched(self.s3[name])

    def _watched(self, beneath: Callable[..., Any]) -> Callable[..., Any]:
        def record(bucket: str, key: str, *more: object) -> object:
            answer = beneath(bucket, key, *more)
            for history in self._kept.get(bucket, ()):
                history.note(self.clock.now(), (key, ""), self.s3["_object_versions"][bucket, key][-1])
            return answer

        return record


def stacks(s3: S3, bucket: str) -> dict[str, list[Item]]:
    """Return the versions of all of a bucket's objects, by key, the latest last."""
    found = {
        key: list(versions) for (name, key), versions in s3["_object_versions"].items() if name == bucket
    }
    return {key: versions for key, versions in found.items() if versions}
