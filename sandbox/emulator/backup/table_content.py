"""A table in a recovery point, and the new table that a restore makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.emulator.backup.content import Content
from sandbox.emulator.backup.failure import Failed
from sandbox.emulator.requests.answers import Refused
from sandbox.emulator.tables.image import Image, image_of, make_table
from sandbox.emulator.tables.store import name_of, private, tables


@dataclass(frozen=True)
class TableContent(Content):
    """All that was in a table at one moment."""

    image: Image

    @property
    def size(self) -> int:
        """How many bytes the items are, as DynamoDB counts them."""
        return sum(private("_item_size_bytes")(item) for item in self.image.items.values())

    @property
    def metadata(self) -> dict[str, str]:
        """What AWS says of how it was, for a restore."""
        return {"originalTableName": name_of(self.image.arn)}

    def target(self, asked: Mapping[str, str], region: str, account: str) -> str:
        """Return the ARN of what a restore makes, or fail."""
        if not asked.get("targetTableName"):
            raise Failed("Invalid restore metadata: targetTableName is missing")
        return f"arn:aws:dynamodb:{region}:{account}:table/{asked['targetTableName']}"

    def restore(self, asked: Mapping[str, str], region: str) -> str:
        """Make the new table in the current account and region; say nothing."""
        try:
            given = {
                "TargetTableName": asked["targetTableName"],
                "SSESpecificationOverride": _encryption(asked),
            }
            make_table(self.image, given, region)
        except Refused as error:
            raise Failed(str(error)) from error
        return ""


def take_table(arn: str) -> TableContent:
    """Take what is in a table of the current account and region now, or fail."""
    table: dict[str, Any] | None = tables().get(name_of(arn))
    if table is None:
        raise Failed(f"Resource {arn} does not exist")
    return TableContent(image_of(table))


def _encryption(asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what encrypts the new table: DynamoDB's own key unless another is asked for."""
    kind = asked.get("encryptionType", "Default")
    if kind == "Default":
        return {"Enabled": False}
    if kind != "KMS":
        raise Failed(f"Invalid restore metadata: encryptionType is Default or KMS, not {kind}")
    key = {"KMSMasterKeyId": asked["kmsMasterKeyArn"]} if asked.get("kmsMasterKeyArn") else {}
    return {"Enabled": True, "SSEType": "KMS", **key}
