"""Backups of tables: those on demand, and the one that a table leaves that is deleted with recovery on."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from sandbox.emulator.requests.answers import Act, Given, Refused, answering
from sandbox.emulator.requests.calls import Call
from sandbox.emulator.requests.operations import Answer, Beneath, Operation
from sandbox.emulator.tables.histories import Histories
from sandbox.emulator.tables.history import DAY_SECONDS
from sandbox.emulator.tables.image import image_of, make_table
from sandbox.emulator.tables.store import Scoped, Table, name_of, private, tables

KEPT_DAYS = 35
MOST_LISTED = 100
IMAGE = "_image"
"""Where ministack's record of a backup has ours; it sends nobody what begins with an underscore."""
LISTED = (
    "BackupArn",
    "BackupName",
    "BackupCreationDateTime",
    "BackupExpiryDateTime",
    "BackupStatus",
    "BackupType",
    "BackupSizeBytes",
)


@dataclass(frozen=True)
class Backups:
    """The backups that ministack keeps, with images of the tables."""

    histories: Histories

    def operations(self) -> Mapping[str, Operation]:
        """What it answers."""
        acts: Mapping[str, Act] = {"ListBackups": self._list, "RestoreTableFromBackup": self._restore}
        return {
            **{name: answering(act) for name, act in acts.items()},
            "CreateBackup": self._create,
            "DeleteBackup": self._delete,
            "DeleteTable": self._drop,
        }

    def expire(self, now: float) -> None:
        """Forget the backups whose time is over."""
        for (account, region, arn), backup in list(_kept().all_items()):
            if backup["BackupDetails"].get("BackupExpiryDateTime", now + 1) <= now:
                _kept().pop_scoped(account, region, arn, None)

    async def _create(self, _: Call, beneath: Beneath) -> Answer:
        status, headers, body = await beneath()
        if status != HTTPStatus.OK:
            return status, headers, body
        backup = _kept().get(json.loads(body)["BackupDetails"]["BackupArn"])
        backup[IMAGE] = image_of(tables().get(backup["SourceTableDetails"]["TableName"]))
        return status, headers, body

    async def _delete(self, asked: Call, beneath: Beneath) -> Answer:
        arn = json.loads(asked.body).get("BackupArn", "")
        backup = _kept().get(arn)
        if backup and backup["BackupDetails"]["BackupType"] == "SYSTEM":
            return await answering(_keep)(asked, beneath)
        return await beneath()

    async def _drop(self, asked: Call, beneath: Beneath) -> Answer:
        """Delete a table; where it kept a history, back up what was in it."""
        table: Table | None = tables().get(name_of(json.loads(asked.body).get("TableName", "")))
        answer = await beneath()
        if table and answer[0] == HTTPStatus.OK and self.histories.of(table):
            self._leave(table)
            self.histories.end(table)
        return answer

    def _leave(self, table: Table) -> None:
        now = self.histories.clock.now()
        arn = f"{table['TableArn']}/backup/{int(now * 1000):014d}-00000000"
        details = {
            "BackupArn": arn,
            "BackupName": f"{table['TableName']}$DeletedTableBackup",
            "BackupCreationDateTime": now,
            "BackupExpiryDateTime": now + KEPT_DAYS * DAY_SECONDS,
            "BackupStatus": "AVAILABLE",
            "BackupType": "SYSTEM",
            "BackupSizeBytes": table["TableSizeBytes"],
        }
        _kept()[arn] = {
            "BackupDetails": details,
            "SourceTableDetails": _source(table),
            "SourceTableFeatureDetails": {},
            IMAGE: image_of(table),
        }

    def _list(self, _: str, given: Given) -> Mapping[str, Any]:
        found = [_summary(each) for each in _kept().values() if _wanted(each, given)]
        found.sort(key=lambda each: (each["BackupCreationDateTime"], each["BackupArn"]))
        arns = [each["BackupArn"] for each in found]
        after = given.get("ExclusiveStartBackupArn")
        start = arns.index(after) + 1 if after in arns else 0
        page = found[start : start + given.get("Limit", MOST_LISTED)]
        rest = {"LastEvaluatedBackupArn": page[-1]["BackupArn"]} if found[start + len(page) :] else {}
        return {"BackupSummaries": page, **rest}

    def _restore(self, region: str, given: Given) -> Mapping[str, Any]:
        backup = _kept().get(given["BackupArn"])
        if backup is None:
            raise Refused("BackupNotFoundException", f"Backup not found: {given['BackupArn']}")
        summary = {
            "SourceBackupArn": given["BackupArn"],
            "SourceTableArn": backup[IMAGE].arn,
            "RestoreDateTime": backup["BackupDetails"]["BackupCreationDateTime"],
            "RestoreInProgress": True,
        }
        return {"TableDescription": {**make_table(backup[IMAGE], given, region), "RestoreSummary": summary}}


def _kept() -> Scoped:
    return private("_backups")


def _keep(_: str, given: Given) -> Given:
    details = _kept().get(given["BackupArn"])["BackupDetails"]
    ends = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(details["BackupExpiryDateTime"]))
    message = f"User is not allowed to delete the system backup with arn {given['BackupArn']}."
    raise Refused("ValidationException", f"Invalid Request: {message} It will automatically expire on {ends}")


def _source(table: Table) -> dict[str, Any]:
    names = ("TableName", "TableId", "TableArn", "TableSizeBytes", "KeySchema", "ItemCount")
    return {
        **{name: table[name] for name in (*names, "ProvisionedThroughput")},
        "TableCreationDateTime": table["CreationDateTime"],
        "BillingMode": table["BillingModeSummary"]["BillingMode"],
    }


def _summary(backup: Mapping[str, Any]) -> dict[str, Any]:
    details, source = backup["BackupDetails"], backup["SourceTableDetails"]
    return {
        **{name: source[name] for name in ("TableName", "TableId", "TableArn")},
        **{name: details[name] for name in LISTED if name in details},
    }


def _wanted(backup: Mapping[str, Any], given: Given) -> bool:
    details = backup["BackupDetails"]
    table, kind = name_of(given.get("TableName", "")), given.get("BackupType", "USER")
    lower, upper = given.get("TimeRangeLowerBound", 0), given.get("TimeRangeUpperBound")
    return (
        table in {"", backup["SourceTableDetails"]["TableName"]}
        and kind in {"ALL", details["BackupType"]}
        and lower <= details["BackupCreationDateTime"]
        and (upper is None or details["BackupCreationDateTime"] < upper)
    )
