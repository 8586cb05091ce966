"""New clusters of what another one had: as a snapshot has it, or as it was at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sandbox.emulator.clock import Clock
from sandbox.emulator.databases.clusters import Clusters
from sandbox.emulator.databases.fleet import Fleet
from sandbox.emulator.databases.forms import Act, Form, done, word, xml
from sandbox.emulator.databases.retained import Retained
from sandbox.emulator.databases.snapshots import snapshot_of
from sandbox.emulator.databases.store import Cluster, private
from sandbox.emulator.requests.answers import Refused
from sandbox.emulator.requests.operations import Answer

INHERITED = (
    "BackupRetentionPeriod",
    "DatabaseName",
    "Engine",
    "EngineVersion",
    "KmsKeyId",
    "MasterUsername",
    "Port",
    "StorageEncrypted",
)
"""What a restored cluster has of its source unless it is told otherwise; all else is as for any new one."""
CLONE = "copy-on-write"


class Restores:
    """Restores clusters; the new one serves when it is given an instance, as in AWS."""

    def __init__(self, clock: Clock, fleet: Fleet, clusters: Clusters, retained: Retained) -> None:
        self._clock = clock
        self._fleet = fleet
        self._clusters = clusters
        self._retained = retained

    def operations(self) -> Mapping[str, Callable[[Act], Act]]:
        """What it answers."""
        return {
            "RestoreDBClusterFromSnapshot": lambda _: self._from_snapshot,
            "RestoreDBClusterToPointInTime": lambda _: self._to_time,
        }

    def _from_snapshot(self, given: Form) -> Answer:
        snapshot = snapshot_of(word(given, "SnapshotIdentifier"))
        if word(given, "Engine") != snapshot["Engine"]:
            message = f"The engine {word(given, 'Engine')} is not the snapshot's, {snapshot['Engine']}."
            raise Refused("InvalidParameterCombination", message)
        made = _new(snapshot, given)
        if isinstance(made, tuple):
            return made
        self._fleet.copy(snapshot["DBClusterSnapshotArn"], made["DbClusterResourceId"])
        return _answer("RestoreDBClusterFromSnapshot", made)

    def _to_time(self, given: Form) -> Answer:
        source = self._source(given)
        moment = self._moment(source, given)
        made = _new(source, given)
        if isinstance(made, tuple):
            return made
        self._fleet.keep(made["DbClusterResourceId"], source, moment)
        return _answer("RestoreDBClusterToPointInTime", made)

    def _source(self, given: Form) -> Cluster:
        """Return what to restore; by its resource id, that can be what is gone."""
        name, identity = word(given, "SourceDBClusterIdentifier"), word(given, "SourceDbClusterResourceId")
        if bool(name) == bool(identity):
            message = "Either SourceDBClusterIdentifier or SourceDbClusterResourceId must be specified."
            raise Refused("InvalidParameterCombination", message)
        if name:
            found: Cluster | None = private("_resolve_cluster_in_request_region")(name)
        else:
            there = {each["DbClusterResourceId"]: each for each in private("_clusters").values()}
            found = there.get(identity) or self._retained.of(identity)
        if found is None:
            raise Refused("DBClusterNotFoundFault", f"DBCluster {name or identity} not found.")
        return found

    def _moment(self, source: Cluster, given: Form) -> float:
        asked, latest = word(given, "RestoreToTime"), word(given, "UseLatestRestorableTime") == "true"
        clones = word(given, "RestoreType") == CLONE
        if clones and asked:
            raise Refused("InvalidParameterCombination", f"RestoreToTime is not for {CLONE} restores.")
        if clones:
            return self._clock.now()
        if bool(asked) == latest:
            message = "Either RestoreToTime or UseLatestRestorableTime must be specified, but not both."
            raise Refused("InvalidParameterCombination", message)
        if latest:
            return self._clusters.window(source)[1]
        return self._within(source, datetime.fromisoformat(asked))

    def _within(self, source: Cluster, asked: datetime) -> float:
        moment = (asked if asked.tzinfo else asked.replace(tzinfo=UTC)).timestamp()
        earliest, latest = self._clusters.window(source)
        if not earliest <= moment <= latest:
            written = private("_format_time")
            raise Refused(
                "InvalidRestoreFault",
                f"The specified time {written(moment)} is not between {written(earliest)} and "
                f"{written(latest)}, to which {source['DBClusterIdentifier']} can be restored.",
            )
        return moment


def _new(source: Mapping[str, Any], given: Form) -> Cluster | Answer:
    """Make a cluster with a source's settings, but neither data nor instances; or return why not."""
    inherited = {name: [_word(source[name])] for name in INHERITED if source.get(name)}
    password = source["_MasterUserPassword"]
    asked = {**inherited, **given, "MasterUserPassword": [password]}
    answer = private("_ACTION_MAP")["CreateDBCluster"](asked)
    if not done(answer):
        return answer
    made: Cluster = private("_clusters")[word(given, "DBClusterIdentifier")]
    return made


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _answer(action: str, made: Cluster) -> Answer:
    return xml(action, "DBCluster", private("_cluster_xml")(made))
