"""The bucket, as far as this function uses it; botocore's errors pass through."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from .faults import reason

if TYPE_CHECKING:
    from .clients import BucketClient

# S3's own name for the version of an object that was written while versioning was off.
UNVERSIONED: Final = "null"


@dataclass(frozen=True)
class Bucket:
    """A bucket of JSON documents that are written once under their key."""

    client: BucketClient
    name: str

    def keep(self, key: str, document: bytes) -> str:
        """Write the document unless the key is taken, and give the version that the key now has.

        S3 compares the checksum sent with what arrived, so a damaged document is refused, never stored.
        """
        checksum = base64.b64encode(hashlib.sha256(document).digest()).decode()
        try:
            answer = self.client.put_object(
                Bucket=self.name,
                Key=key,
                Body=document,
                ContentType="application/json",
                ChecksumSHA256=checksum,
                IfNoneMatch="*",
            )
        except ClientError as error:
            if reason(error) != "PreconditionFailed":
                raise
            answer = self.client.head_object(Bucket=self.name, Key=key)
        return answer.get("VersionId", UNVERSIONED)

    def reach(self) -> None:
        """Return when the bucket exists and this function may use it."""
        self.client.head_bucket(Bucket=self.name)

    def versioned(self) -> bool:
        """Tell whether new writes keep the versions before them."""
        return self.client.get_bucket_versioning(Bucket=self.name).get("Status") == "Enabled"

    def enable_versioning(self) -> None:
        """Turn versioning on; a change made within the next 15 minutes may still go without."""
        self.client.put_bucket_versioning(Bucket=self.name, VersioningConfiguration={"Status": "Enabled"})
