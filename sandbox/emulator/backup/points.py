"""Recovery points: what is in vaults, for how long, and what a lock keeps from being deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from sandbox.emulator.backup.content import Content
from sandbox.emulator.backup.filters import filtered
from sandbox.emulator.backup.requests import invalid, missing, page
from sandbox.emulator.backup.vaults import DAY_SECONDS, Vaults
from sandbox.emulator.requests.answers import Act, Given, Refused

LOCKED = "RecoveryPoint cannot be deleted or updated (Backup vault configured with Lock)"


@dataclass
class Point:
    """A recovery point as AWS describes it, and what it holds."""

    described: Given
    content: Content
    passing: bool = False
    """Whether it is there for a copy of it alone, and in no vault."""

    @property
    def continuous(self) -> bool:
        """Whether it follows what it backs up."""
        return ":continuous:" in self.described["RecoveryPointArn"]


@dataclass
class Points:
    """All recovery points, by ARN, and their tags."""

    vaults: Vaults
    tags: dict[str, dict[str, str]]
    _kept: dict[str, Point] = field(default_factory=dict)

    def operations(self) -> Mapping[str, Act]:
        """What it answers."""
        return {
            "ListRecoveryPointsByBackupVault": self._list,
            "ListRecoveryPointsByResource": self._list_of,
            "DescribeRecoveryPoint": lambda region, given: self._one(region, given).described,
            "GetRecoveryPointRestoreMetadata": self._metadata,
            "UpdateRecoveryPointLifecycle": self._update,
            "DeleteRecoveryPoint": self._delete,
            "DeleteBackupVault": self._drop,
            "ListProtectedResources": lambda _, given: page(self._protected(), "Results", given),
            "DescribeProtectedResource": self._protection,
        }

    def add(self, described: Given, content: Content, tags: Mapping[str, str], suffix: str = "") -> Point:
        """Put something into the vault of that ARN, described as a job describes it; return the point."""
        vault = self.vaults.at(described["BackupVaultArn"])
        region, account = described["BackupVaultArn"].split(":")[3:5]
        arn = content.arn or f"arn:aws:backup:{region}:{account}:recovery-point:{suffix or str(uuid4())}"
        made: Given = {
            **described,
            **content.sealing(vault["EncryptionKeyArn"]),
            "RecoveryPointArn": arn,
            "Status": "AVAILABLE" if suffix else "COMPLETED",
            "BackupSizeInBytes": content.size,
            "StorageClass": "WARM",
            "VaultType": "BACKUP_VAULT",
            "IsParent": False,
        }
        point = Point({**made, **_lifecycle(made, made.get("Lifecycle"), follows=bool(suffix))}, content)
        content.keep(arn)
        self._kept[arn], self.tags[arn] = point, dict(tags)
        vault["NumberOfRecoveryPoints"] += 1
        return point

    def get(self, arn: str) -> Point:
        """Return a recovery point, or refuse."""
        if arn not in self._kept:
            raise missing(f"Recovery point {arn}")
        return self._kept[arn]

    def all(self) -> list[Point]:
        """Return all recovery points."""
        return list(self._kept.values())

    def following(self, vault: str, resource: str) -> Point | None:
        """Return the continuous recovery point of a resource in a vault, by their ARNs."""
        wanted = {"BackupVaultArn": vault, "ResourceArn": resource}
        for each in self._kept.values():
            if each.continuous and wanted.items() <= each.described.items():
                return each
        return None

    def expire(self, now: float) -> None:
        """Delete what has been kept for as long as it was to be; a lock keeps nothing longer."""
        for arn, point in list(self._kept.items()):
            if point.described.get("CalculatedLifecycle", {}).get("DeleteAt", now + 1) <= now:
                self._remove(arn)

    def _remove(self, arn: str) -> None:
        point = self._kept.pop(arn)
        del self.tags[arn]
        self.vaults.at(point.described["BackupVaultArn"])["NumberOfRecoveryPoints"] -= 1
        point.content.drop()

    def _one(self, _: str, given: Given) -> Point:
        vault = self.vaults.of(given["BackupVaultName"])
        point = self.get(given["RecoveryPointArn"])
        if point.described["BackupVaultArn"] != vault["BackupVaultArn"]:
            raise missing(f"Recovery point {given['RecoveryPointArn']} in {given['BackupVaultName']}")
        return point

    def _within(self, vault: str) -> list[Given]:
        found = [each.described for each in self._kept.values()]
        return [each for each in found if each["BackupVaultArn"] == vault]

    def _list(self, _: str, given: Given) -> Mapping[str, Any]:
        vault = self.vaults.of(given["BackupVaultName"])["BackupVaultArn"]
        return page(filtered(self._within(vault), given), "RecoveryPoints", given)

    def _list_of(self, region: str, given: Given) -> Mapping[str, Any]:
        found = [
            {**each.described, "BackupSizeBytes": each.described["BackupSizeInBytes"]}
            for arn, each in self._kept.items()
            if each.described["ResourceArn"] == given["ResourceArn"] and arn.split(":")[3] == region
        ]
        return page(found, "RecoveryPoints", given)

    def _metadata(self, region: str, given: Given) -> Mapping[str, Any]:
        point = self._one(region, given)
        names = ("BackupVaultArn", "RecoveryPointArn", "ResourceType")
        described = {name: point.described[name] for name in names}
        return {**described, "RestoreMetadata": point.content.metadata}

    def _unlocked(self, region: str, given: Given) -> Point:
        point = self._one(region, given)
        if self.vaults.of(given["BackupVaultName"])["Locked"]:
            raise Refused("InvalidRequestException", LOCKED)
        return point

    def _update(self, region: str, given: Given) -> Mapping[str, Any]:
        point = self._unlocked(region, given)
        if point.continuous:
            raise Refused("InvalidRequestException", "A continuous recovery point has its rule's lifecycle")
        described = point.described
        for name in ("Lifecycle", "CalculatedLifecycle"):
            described.pop(name, None)
        described.update(_lifecycle(described, given.get("Lifecycle"), follows=False))
        names = ("BackupVaultArn", "RecoveryPointArn", "Lifecycle", "CalculatedLifecycle")
        return {name: described[name] for name in names if name in described}

    def _delete(self, region: str, given: Given) -> Given:
        self._unlocked(region, given)
        self._remove(given["RecoveryPointArn"])
        return {}

    def _drop(self, _: str, given: Given) -> Given:
        vault = self.vaults.of(given["BackupVaultName"])
        kept = len(self._within(vault["BackupVaultArn"]))
        if kept:
            raise Refused(
                "InvalidRequestException", f"Backup vault cannot be deleted (contains {kept} recovery points)"
            )
        self.vaults.drop(given["BackupVaultName"])
        return {}

    def _protected(self) -> list[Given]:
        latest: dict[str, Given] = {}
        for each in sorted(self._kept.values(), key=lambda point: point.described["CreationDate"]):
            described = each.described
            latest[described["ResourceArn"]] = {
                **{name: described[name] for name in ("ResourceArn", "ResourceType", "ResourceName")},
                "LastBackupTime": described["CreationDate"],
                "LastBackupVaultArn": described["BackupVaultArn"],
                "LastRecoveryPointArn": described["RecoveryPointArn"],
            }
        return list(latest.values())

    def _protection(self, _: str, given: Given) -> Given:
        for each in self._protected():
            if each["ResourceArn"] == given["ResourceArn"]:
                return each
        raise missing(f"Protected resource {given['ResourceArn']}")


def _lifecycle(described: Given, lifecycle: Given | None, *, follows: bool) -> Given:
    """Return how long a point is kept, and until when; one that follows is kept while its rule is."""
    if not lifecycle:
        return {}
    if lifecycle.get("MoveToColdStorageAfterDays", -1) >= 0:
        raise invalid("There is no cold storage here: MoveToColdStorageAfterDays.")
    days = lifecycle.get("DeleteAfterDays", -1)
    if days < 1 or follows:
        return {"Lifecycle": lifecycle}
    ends = described["CreationDate"] + days * DAY_SECONDS
    return {"Lifecycle": lifecycle, "CalculatedLifecycle": {"DeleteAt": ends}}
