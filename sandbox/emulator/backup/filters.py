"""Lists of jobs and recovery points, cut down to what a request asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sandbox.emulator.backup.requests import invalid
from sandbox.emulator.requests.answers import Given

EQUAL = {
    "ByAccountId": "AccountId",
    "ByBackupVaultName": "BackupVaultName",
    "ByDestinationVaultArn": "DestinationBackupVaultArn",
    "ByResourceArn": "ResourceArn",
    "ByResourceType": "ResourceType",
    "BySourceRecoveryPointArn": "SourceRecoveryPointArn",
    "ByState": "State",
    "ByStatus": "Status",
}
AFTER = {"ByCreatedAfter": "CreationDate", "ByCompleteAfter": "CompletionDate"}
BEFORE = {"ByCreatedBefore": "CreationDate", "ByCompleteBefore": "CompletionDate"}


def filtered(found: Sequence[Given], given: Given) -> list[Mapping[str, Any]]:
    """Return those that a request's filters let through, the newest first; refuse a filter not known here."""
    asked = {name: value for name, value in given.items() if name.startswith("By")}
    unknown = asked.keys() - EQUAL.keys() - AFTER.keys() - BEFORE.keys()
    if unknown:
        raise invalid(f"There is no filter {', '.join(sorted(unknown))} here.")
    wanted = [each for each in found if all(_fits(each, name, value) for name, value in asked.items())]
    return sorted(wanted, key=lambda each: each["CreationDate"], reverse=True)


def _fits(each: Given, name: str, value: str) -> bool:
    if name in EQUAL:
        return bool(each.get(EQUAL[name]) == value)
    moment = each.get(AFTER.get(name) or BEFORE[name])
    if moment is None:
        return False
    bound = datetime.fromisoformat(value).timestamp()
    return bool(moment >= bound if name in AFTER else moment <= bound)
