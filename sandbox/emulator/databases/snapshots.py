"""Snapshots of clusters, with their data; and a cluster's end, which may leave one."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping

from sandbox.emulator.clock import Clock
from sandbox.emulator.databases.fleet import Fleet
from sandbox.emulator.databases.forms import Act, Form, done, word, xml
from sandbox.emulator.databases.news import Event, News
from sandbox.emulator.databases.retained import Retained
from sandbox.emulator.databases.store import Cluster, Snapshot, private
from sandbox.emulator.requests.answers import Refused
from sandbox.emulator.requests.operations import Answer

KEPT = ("_MasterUserPassword", "DatabaseName", "BackupRetentionPeriod", "EngineMode")
"""What a restored cluster has of the one that a snapshot was made of, and ministack's snapshots lack."""
TAG = "DBClusterSnapshot"
BACKED_UP = "awsbackup"
"""The type of snapshots that are recovery points of AWS Backup."""


class Snapshots:
    """Wraps what ministack does with snapshots, and copies them."""

    def __init__(self, clock: Clock, fleet: Fleet, news: News, retained: Retained) -> None:
        self._clock = clock
        self._fleet = fleet
        self._news = news
        self._retained = retained

    def operations(self) -> Mapping[str, Callable[[Act], Act]]:
        """What it answers, each made of what ministack answers."""
        return {
            "CreateDBClusterSnapshot": self._creating,
            "CopyDBClusterSnapshot": lambda _: self._copy,
            "DeleteDBClusterSnapshot": self._deleting,
            "DeleteDBCluster": self._ending,
        }

    def _creating(self, beneath: Act) -> Act:
        def create(given: Form) -> Answer:
            answer = beneath(given)
            if done(answer):
                cluster = private("_resolve_cluster_in_request_region")(word(given, "DBClusterIdentifier"))
                snapshot = private("_db_cluster_snapshots")[word(given, "DBClusterSnapshotIdentifier")]
                self._fill(snapshot, cluster)
            return answer

        return create

    def _fill(self, snapshot: Snapshot, cluster: Cluster) -> None:
        """Give a snapshot the data that its cluster has now."""
        arn = snapshot["DBClusterSnapshotArn"]
        snapshot |= {name: cluster.get(name) for name in KEPT}
        group = private("_subnet_groups").get(cluster["DBSubnetGroup"])
        snapshot["VpcId"] = group["VpcId"] if group else snapshot["VpcId"]
        if cluster["CopyTagsToSnapshot"] and cluster["TagList"] and not private("_tags").get(arn):
            private("_tags")[arn] = snapshot["TagList"] = copy.deepcopy(cluster["TagList"])
        self._fleet.keep(arn, cluster, self._clock.now())
        self._news.tell(arn, Event(75, "backup", "Manual cluster snapshot created"))

    def _copy(self, given: Form) -> Answer:
        source = snapshot_of(word(given, "SourceDBClusterSnapshotIdentifier"))
        name = word(given, "TargetDBClusterSnapshotIdentifier")
        there = private("_db_cluster_snapshots")
        _refuse_another(name)
        made = copy.deepcopy(source)
        arn = private("_create_cluster_snapshot_internal")(name, source)["DBClusterSnapshotArn"]
        made |= {
            "DBClusterSnapshotIdentifier": name,
            "DBClusterSnapshotArn": arn,
            "SourceDBClusterSnapshotArn": source["DBClusterSnapshotArn"],
            "SnapshotCreateTime": private("_format_time")(self._clock.now()),
            "SnapshotType": "manual",
            "KmsKeyId": word(given, "KmsKeyId") or source["KmsKeyId"],
            "TagList": source["TagList"] if word(given, "CopyTags") == "true" else [],
        }
        made["TagList"] = private("_parse_tags")(given) or made["TagList"]
        there[name], private("_tags")[arn] = made, made["TagList"]
        self._fleet.copy(source["DBClusterSnapshotArn"], arn)
        return xml("CopyDBClusterSnapshot", TAG, private("_cluster_snapshot_xml")(made))

    def _deleting(self, beneath: Act) -> Act:
        def delete(given: Form) -> Answer:
            name = word(given, "DBClusterSnapshotIdentifier")
            snapshot = snapshot_of(name)
            if snapshot["SnapshotType"] == BACKED_UP:
                message = f"Snapshot {name} was made by AWS Backup, which alone deletes it."
                raise Refused("InvalidDBClusterSnapshotStateFault", message)
            answer = beneath(given)
            if done(answer):
                self._fleet.forget(snapshot["DBClusterSnapshotArn"])
            return answer

        return delete

    def _ending(self, beneath: Act) -> Act:
        def end(given: Form) -> Answer:
            name = word(given, "DBClusterIdentifier")
            cluster = private("_resolve_cluster_in_request_region")(name)
            if cluster is None or cluster["DeletionProtection"] or cluster["DBClusterMembers"]:
                return beneath(given)
            self._finally(cluster, given)
            answer = beneath(given)
            if done(answer):
                self._retained.end(cluster, given)
                self._news.tell(cluster["DBClusterArn"], Event(171, "deletion", "DB cluster deleted."))
            return answer

        return end

    def _finally(self, cluster: Cluster, given: Form) -> None:
        """Make the last snapshot, which AWS wants unless it is told that none is wanted."""
        name, skipped = word(given, "FinalDBSnapshotIdentifier"), word(given, "SkipFinalSnapshot") == "true"
        if skipped and name:
            message = "FinalDBSnapshotIdentifier can not be specified with SkipFinalSnapshot."
            raise Refused("InvalidParameterCombination", message)
        if skipped:
            return
        if not name:
            message = "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified."
            raise Refused("InvalidParameterCombination", message)
        _refuse_another(name)
        self._fill(private("_create_cluster_snapshot_internal")(name, cluster), cluster)


def _refuse_another(name: str) -> None:
    if name in private("_db_cluster_snapshots"):
        message = f"Cannot create the cluster snapshot because {name} already exists."
        raise Refused("DBClusterSnapshotAlreadyExistsFault", message)


def snapshot_of(reference: str) -> Snapshot:
    """Return a snapshot by name, or by its ARN, wherever it is. Raises ``Refused`` where there is none."""
    there = private("_db_cluster_snapshots")
    parts = reference.split(":", 6)
    found: Snapshot | None = (
        there.get_scoped(parts[4], parts[3], parts[6]) if parts[0] == "arn" else there.get(reference)
    )
    if found is None:
        raise Refused("DBClusterSnapshotNotFoundFault", f"DB cluster snapshot {reference} not found.")
    return found
