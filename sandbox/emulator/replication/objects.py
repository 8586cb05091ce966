"""Objects that a bucket replicates: each version, and each delete marker, reaches the other in its time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from sandbox.emulator.replication.lines import Lines, Way

Record: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Objects:
    """Versions and delete markers on their way; ``s3`` is what ministack's module of that name has."""

    lines: Lines
    s3: dict[str, Any]

    def replicating(self, beneath: Callable[..., None]) -> Callable[..., None]:
        """Return what sends a version instead of copying it at once, as ``beneath`` does."""

        def replicate(
            bucket: str, key: str, record: Record, data: bytes, tags: dict[str, str] | None = None
        ) -> None:
            way = self._way(bucket, key, tags)
            if way is None:
                beneath(bucket, key, record, data, tags)
                return
            record["replication_status"] = "PENDING"

            def arrive() -> None:
                if self._exists(bucket, key, record):
                    beneath(bucket, key, record, data, tags)
                    self._told(bucket, key, record)

            self.lines.send(way, arrive)

        return replicate

    def replicating_markers(self, beneath: Callable[..., None]) -> Callable[..., None]:
        """Return what sends a delete marker instead of setting it at once, as ``beneath`` does."""

        def replicate(bucket: str, key: str) -> None:
            way = self._way(bucket, key, None)
            if way is None:
                beneath(bucket, key)
            else:
                self.lines.send(way, lambda: beneath(bucket, key))

        return replicate

    def _way(self, bucket: str, key: str, tags: dict[str, str] | None) -> Way | None:
        rule, role = self.s3["_replication_rule_for"](bucket, key, tags)
        target = rule and self.s3["_replication_destination"](bucket, key, rule, role)
        if not target:
            return None
        return self.s3["bucket_region"](bucket), self.s3["bucket_region"](target[0])

    def _exists(self, bucket: str, key: str, record: Record) -> bool:
        """Whether a version that was sent is still there: S3 replicates none that was deleted meanwhile."""
        version = record.get("version_id")
        kept = self.s3["_object_versions"].get((bucket, key)) or []
        return version is None or any(each["version_id"] == version for each in kept)

    def _told(self, bucket: str, key: str, record: Record) -> None:
        """Say of a version that came late that it has come, and give it its tags."""
        version = record.get("version_id")
        for each in self.s3["_object_versions"].get((bucket, key)) or []:
            if each["version_id"] == version:
                each["replication_status"] = record["replication_status"]
        tags = self.s3["_object_tags"].get((bucket, key, version))
        if tags and record.get("_replica"):
            name, replica, _ = record["_replica"]
            self.s3["_object_tags"][name, key, replica] = dict(tags)
