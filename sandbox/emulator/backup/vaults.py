"""Vaults: how long they keep what is in them, and whom they tell."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.emulator.backup.requests import invalid, missing
from sandbox.emulator.clock import Clock
from sandbox.emulator.requests.answers import Act, Given, Refused
from sandbox.emulator.tables.store import Scoped

DAY_SECONDS = 86400
LONGEST_DAYS = 36500
SHORTEST_GRACE_DAYS = 3
"""How long a lock in compliance mode can still be changed, at least."""
LOCK = ("Locked", "MinRetentionDays", "MaxRetentionDays", "LockDate")


@dataclass
class Vaults:
    """The vaults of ministack, with their locks, and the topics that each tells of its jobs."""

    clock: Clock
    _notifications: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def operations(self) -> Mapping[str, Act]:
        """What it answers."""
        return {
            "PutBackupVaultLockConfiguration": self._lock,
            "DeleteBackupVaultLockConfiguration": self._unlock,
            "PutBackupVaultNotifications": self._notify,
            "GetBackupVaultNotifications": self._told,
            "DeleteBackupVaultNotifications": self._stop,
        }

    def of(self, name: str) -> dict[str, Any]:
        """Return a vault of the current region, as ministack keeps it, or refuse."""
        vault: dict[str, Any] | None = _kept().get(name)
        if vault is None:
            raise missing(f"Backup vault {name}")
        return vault

    def at(self, arn: str) -> dict[str, Any]:
        """Return a vault of any region, by its ARN, or refuse."""
        region, account, _, name = arn.split(":")[3:7]
        vault = _kept().get_scoped(account, region, name)
        if vault is None:
            raise missing(f"Backup vault {arn}")
        found: dict[str, Any] = vault
        return found

    def drop(self, name: str) -> None:
        """Forget a vault of the current region."""
        del _kept()[name]

    def told(self, arn: str) -> Mapping[str, Any]:
        """Return the topic that a vault tells, as ``SNSTopicArn``, and the events; nothing where none is."""
        return self._notifications.get(arn, {})

    def _lock(self, _: str, given: Given) -> Given:
        vault = self._open(given)
        shortest, longest = given.get("MinRetentionDays"), given.get("MaxRetentionDays")
        _check(shortest, longest)
        grace = given.get("ChangeableForDays")
        if grace is not None and grace < SHORTEST_GRACE_DAYS:
            raise invalid(f"ChangeableForDays must be {SHORTEST_GRACE_DAYS} or more, not {grace}.")
        date = None if grace is None else self.clock.now() + grace * DAY_SECONDS
        _clear(vault)
        lock = {"MinRetentionDays": shortest, "MaxRetentionDays": longest, "LockDate": date}
        vault.update(Locked=True, **{name: value for name, value in lock.items() if value is not None})
        return {}

    def _unlock(self, _: str, given: Given) -> Given:
        _clear(self._open(given))
        return {}

    def _open(self, given: Given) -> dict[str, Any]:
        vault = self.of(given["BackupVaultName"])
        date = vault.get("LockDate")
        if date is not None and date <= self.clock.now():
            day = time.strftime("%Y-%m-%d", time.gmtime(date))
            raise Refused("InvalidRequestException", f"Backup vault is locked for good since {day}.")
        return vault

    def _notify(self, _: str, given: Given) -> Given:
        vault = self.of(given["BackupVaultName"])
        self._notifications[vault["BackupVaultArn"]] = {
            name: given[name] for name in ("SNSTopicArn", "BackupVaultEvents")
        }
        return {}

    def _told(self, _: str, given: Given) -> Given:
        vault = self.of(given["BackupVaultName"])
        told = self.told(vault["BackupVaultArn"])
        if not told:
            raise missing(f"A notification of backup vault {given['BackupVaultName']}")
        return {name: vault[name] for name in ("BackupVaultName", "BackupVaultArn")} | dict(told)

    def _stop(self, _: str, given: Given) -> Given:
        self._notifications.pop(self.of(given["BackupVaultName"])["BackupVaultArn"], None)
        return {}


def _kept() -> Scoped:
    from ministack.services import backup  # noqa: PLC0415 it reads the environment when it is loaded

    return vars(backup)["_vaults"]


def _clear(vault: dict[str, Any]) -> None:
    for name in LOCK:
        vault.pop(name, None)
    vault["Locked"] = False


def _check(shortest: int | None, longest: int | None) -> None:
    if shortest is not None and shortest < 1:
        raise invalid(f"MinRetentionDays must be 1 or more, not {shortest}.")
    least = shortest or 1
    if longest is not None and not least <= longest <= LONGEST_DAYS:
        raise invalid(f"MaxRetentionDays must be from {least} to {LONGEST_DAYS}, not {longest}.")
