"""Point-in-time recovery: the window of each table, and restores to a time in it.

Unlike AWS, a restored table is there at once: only the answer to the request says that it is being created.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.emulator.requests.answers import Act, Given, Refused
from sandbox.emulator.tables.histories import Histories
from sandbox.emulator.tables.history import History
from sandbox.emulator.tables.image import image_of, make_table
from sandbox.emulator.tables.store import Table, name_of, private, tables

LONGEST_DAYS = 35


@dataclass(frozen=True)
class Recovery:
    """Windows and restores, over the histories of the tables of one account."""

    histories: Histories
    account: str

    def operations(self) -> Mapping[str, Act]:
        """What it answers."""
        return {
            "DescribeContinuousBackups": self._describe,
            "UpdateContinuousBackups": self._update,
            "RestoreTableToPointInTime": self._restore,
        }

    def _describe(self, region: str, given: Given) -> Mapping[str, Any]:
        history = self.histories.of(self._table(region, given["TableName"]))
        status: dict[str, Any] = {"PointInTimeRecoveryStatus": "DISABLED"}
        if history:
            now = self.histories.clock.now()
            status = {
                "PointInTimeRecoveryStatus": "ENABLED",
                "RecoveryPeriodInDays": history.days,
                "EarliestRestorableDateTime": history.earliest(now),
                "LatestRestorableDateTime": history.latest(now),
            }
        described = {"ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription": status}
        return {"ContinuousBackupsDescription": described}

    def _update(self, region: str, given: Given) -> Mapping[str, Any]:
        table = self._table(region, given["TableName"])
        asked = given["PointInTimeRecoverySpecification"]
        days = asked.get("RecoveryPeriodInDays")
        if days is not None and not (asked["PointInTimeRecoveryEnabled"] and 1 <= days <= LONGEST_DAYS):
            raise Refused(
                "ValidationException",
                f"RecoveryPeriodInDays is 1 to {LONGEST_DAYS}, and only for what is on.",
            )
        if asked["PointInTimeRecoveryEnabled"]:
            self.histories.start(table, days or LONGEST_DAYS)
        else:
            self.histories.end(table)
        private("_pitr_settings")[table["TableName"]] = asked["PointInTimeRecoveryEnabled"]
        return self._describe(region, given)

    def _restore(self, region: str, given: Given) -> Mapping[str, Any]:
        reference = _source(given)
        where = reference.split(":")[3] if ":" in reference else region
        source = self._table(where, reference)
        history = self.histories.of(source)
        if history is None:
            message = f"Point in time recovery is not enabled for table '{source['TableName']}'"
            raise Refused("PointInTimeRecoveryUnavailableException", message)
        when = self._time(history, given)
        summary = {
            "SourceTableArn": source["TableArn"],
            "RestoreDateTime": when,
            "RestoreInProgress": True,
        }
        made = make_table(image_of(source, history.as_of(when)), given, region)
        return {"TableDescription": {**made, "RestoreSummary": summary}}

    def _time(self, history: History, given: Given) -> float:
        now = self.histories.clock.now()
        earliest, latest = history.earliest(now), history.latest(now)
        when: float = given.get("RestoreDateTime", latest)
        if not earliest <= when <= latest:
            raise Refused(
                "InvalidRestoreTimeException",
                f"RestoreDateTime '{_written(when)}' must be within EarliestRestorableDateTime "
                f"'{_written(earliest)}' and LatestRestorableDateTime '{_written(latest)}'",
            )
        return when

    def _table(self, region: str, reference: str) -> Table:
        table: Table | None = tables().get_scoped(self.account, region, name_of(reference))
        if table is None:
            raise Refused("TableNotFoundException", f"Table not found: {reference}")
        return table


def _source(given: Given) -> str:
    """Return the name or the ARN of the table to restore, of a request that says all it must and no more."""
    if bool(given.get("UseLatestRestorableTime")) == ("RestoreDateTime" in given):
        message = "Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both"
        raise Refused("ValidationException", f"Invalid Request: {message}")
    named = [given[name] for name in ("SourceTableName", "SourceTableArn") if given.get(name)]
    if len(named) != 1:
        message = "Must provide exactly one of: sourceTableArn, sourceTableName"
        raise Refused("ValidationException", f"Invalid Request: {message}")
    return str(named[0])


def _written(when: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(when))
