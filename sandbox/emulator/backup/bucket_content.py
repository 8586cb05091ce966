"""A bucket in a recovery point, and what a restore puts of it into a bucket.

AWS puts nothing in place of an object that is there. An object that was deleted when it was backed up is not
restored, nor are older versions of it; ACLs are neither backed up nor restored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import TypeAlias
from urllib.parse import urlencode

from sandbox.emulator.backup.content import Content
from sandbox.emulator.backup.failure import Failed
from sandbox.emulator.backup.journals import S3, Journals, stacks
from sandbox.emulator.clock import Clock
from sandbox.emulator.tables.history import History, Item

Stacks: TypeAlias = Mapping[str, Sequence[Item]]
"""Versions of objects by key, the latest last."""
KNOWN = frozenset(
    {
        "DestinationBucketName",
        "NewBucket",
        "CreationToken",
        "Encrypted",
        "EncryptionType",
        "KMSKey",
        "ItemsToRestore",
        "RestoreLatestVersionsUpTo",
        "RestoreTime",
    }
)
TAGS = "tags"
"""Where a version that was taken has its tags, which ministack keeps elsewhere."""


@dataclass(frozen=True)
class BucketContent(Content):
    """The versions that a bucket had when it was backed up; ``s3`` is ministack's module of that name."""

    s3: S3
    bucket: str
    stacks: Stacks

    @property
    def size(self) -> int:
        """How many bytes all versions are."""
        return sum(int(each["size"]) for versions in self.stacks.values() for each in versions)

    @property
    def metadata(self) -> dict[str, str]:
        """What AWS says of how it was, for a restore."""
        return {"BucketName": self.bucket}

    def at(self, time: str | None) -> Stacks:
        """Return the versions as of a time, which only a continuous backup has."""
        if time:
            raise Failed("RestoreTime is only valid for continuous recovery points")
        return self.stacks

    def target(self, asked: Mapping[str, str], region: str, account: str) -> str:
        """Return the ARN of the bucket that a restore goes to, or fail; it is the same in all regions."""
        del region, account
        unknown = sorted(asked.keys() - KNOWN - self.metadata.keys())
        if unknown or not asked.get("DestinationBucketName"):
            wrong = unknown or ["DestinationBucketName is missing"]
            raise Failed(f"Invalid restore metadata: {', '.join(wrong)}")
        return f"arn:aws:s3:::{asked['DestinationBucketName']}"

    def restore(self, asked: Mapping[str, str], region: str) -> str:
        """Put the objects into the bucket; return what is to be said, and fail where none could be put."""
        name, found = asked["DestinationBucketName"], self.at(asked.get("RestoreTime"))
        if asked.get("NewBucket", "").lower() == "true":
            self._create(name)
        if self.s3["bucket_region"](name) != region:
            raise Failed(f"Bucket {name} does not exist in {region}")
        if self.s3["_bucket_versioning"].get(name) != "Enabled":
            raise Failed(f"Versioning of bucket {name} is not enabled")
        there = self.s3["_buckets"].get(name)["objects"]
        chosen = {key: each for key, each in _chosen(found, asked).items() if key not in there}
        refused = [key for key, versions in chosen.items() if not self._put(name, key, versions, asked)]
        if refused and len(refused) == len(chosen):
            raise Failed(f"No objects were restored to {name}.")
        if not chosen:
            return "There are no objects that match the restore request."
        return f"One or more objects failed to be restored to {name}." if refused else ""

    def _create(self, name: str) -> None:
        status, _, body = self.s3["_create_bucket"](name, b"")
        if status != HTTPStatus.OK:
            raise Failed(f"Bucket {name} could not be created: {body.decode()}")
        self.s3["_bucket_versioning"][name] = "Enabled"

    def _put(self, bucket: str, key: str, versions: Sequence[Item], asked: Mapping[str, str]) -> bool:
        """Put an object's versions, the oldest first; return whether S3 took them all."""
        real = [each for each in versions if not each.get("is_delete_marker")]
        answers = [self.s3["_put_object"](bucket, key, each["data"], _headers(each, asked)) for each in real]
        return all(status == HTTPStatus.OK for status, _, _ in answers)


@dataclass(frozen=True)
class ContinuousContent(BucketContent):
    """A bucket's objects as they were at any time since the backup began."""

    history: History
    clock: Clock

    @property
    def size(self) -> int:
        """How many bytes the objects are now."""
        return sum(int(each["size"]) for each in self.history.as_of(self.clock.now()).values())

    def at(self, time: str | None) -> Stacks:
        """Return the objects as of a time, or fail where it has none."""
        if not time:
            raise Failed("RestoreTime is required for continuous recovery points")
        when, now = datetime.fromisoformat(time).timestamp(), self.clock.now()
        if not self.history.earliest(now) <= when <= now:
            raise Failed(f"RestoreTime {time} is not within the time that the recovery point has")
        found = self.history.as_of(when)
        return {key: [_tagged(self.s3, self.bucket, key, item)] for (key, _), item in found.items()}


def take_bucket(s3: S3, arn: str, region: str) -> BucketContent:
    """Take all versions that a bucket has now, or fail."""
    bucket = _versioned(s3, arn, region)
    taken = {
        key: [_tagged(s3, bucket, key, each) for each in versions]
        for key, versions in stacks(s3, bucket).items()
    }
    return BucketContent(s3, bucket, taken)


def follow_bucket(journals: Journals, arn: str, region: str, days: int) -> ContinuousContent:
    """Take what a bucket has now, and whatever becomes of it, or fail."""
    bucket = _versioned(journals.s3, arn, region)
    history = journals.start(bucket, days)
    return ContinuousContent(journals.s3, bucket, {}, history, journals.clock)


def _versioned(s3: S3, arn: str, region: str) -> str:
    bucket = arn.removeprefix("arn:aws:s3:::")
    if s3["bucket_region"](bucket) != region:
        raise Failed(f"Resource {arn} does not exist in {region}")
    if s3["_bucket_versioning"].get(bucket) != "Enabled":
        raise Failed(f"Versioning of bucket {bucket} is not enabled")
    return bucket


def _tagged(s3: S3, bucket: str, key: str, version: Item) -> Item:
    tags = s3["_object_tags"].get((bucket, key, version["version_id"])) or {}
    return {**version, TAGS: dict(tags)}


def _chosen(found: Stacks, asked: Mapping[str, str]) -> Stacks:
    """Return what is asked for of what there is: some objects or all, the latest version or more."""
    items = json.loads(asked.get("ItemsToRestore") or '[""]')
    many = asked.get("RestoreLatestVersionsUpTo", "1")
    start = 0 if many == "all" else -int(many)
    return {
        key: versions[start:]
        for key, versions in found.items()
        if not versions[-1].get("is_delete_marker") and any(_within(key, item) for item in items)
    }


def _within(key: str, item: str) -> bool:
    """Whether an object is the item, or in it where that is a folder; an item is a path, or a URI of S3."""
    path = item.removeprefix("s3://").partition("/")[2] if item.startswith("s3://") else item
    return path in {"", key} or (path.endswith("/") and key.startswith(path))


def _headers(version: Item, asked: Mapping[str, str]) -> dict[str, str]:
    """Return what an object is put with: as it was, but in the standard class, encrypted as asked for."""
    kept = {name: value for name, value in version["preserved_headers"].items() if "encryption" not in name}
    original = {name: value for name, value in version["preserved_headers"].items() if name not in kept}
    headers = {"content-type": version["content_type"], **kept, **version["metadata"]}
    if version.get("content_encoding"):
        headers["content-encoding"] = version["content_encoding"]
    if version[TAGS]:
        headers["x-amz-tagging"] = urlencode(version[TAGS])
    return headers | _encryption(asked, original)


def _encryption(asked: Mapping[str, str], original: dict[str, str]) -> dict[str, str]:
    kind = asked.get("EncryptionType", "original")
    header = "x-amz-server-side-encryption"
    if kind == "original":
        return original
    if kind == "SSE-S3":
        return {header: "AES256"}
    if kind != "SSE-KMS":
        raise Failed(f"Invalid restore metadata: EncryptionType is original, SSE-S3 or SSE-KMS, not {kind}")
    return {header: "aws:kms", f"{header}-aws-kms-key-id": asked.get("KMSKey", "alias/aws/s3")}
