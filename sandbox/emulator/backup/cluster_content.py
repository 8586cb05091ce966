"""A database cluster in a recovery point, and the new cluster that a restore makes of it.

AWS Backup has RDS do it: a point is a snapshot of RDS's own, or follows the backups that RDS makes by itself.
What is restored is a cluster without instances, which serves when it is given one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from sandbox.emulator.backup.cluster_metadata import form_of, metadata_of, read
from sandbox.emulator.backup.content import Content
from sandbox.emulator.backup.failure import Failed
from sandbox.emulator.databases.forms import Form, done, message_of
from sandbox.emulator.databases.snapshots import BACKED_UP
from sandbox.emulator.databases.store import FOLLOWED, Cluster, Snapshot, cluster_of, private
from sandbox.emulator.requests.answers import Given
from sandbox.emulator.scope import within
from sandbox.errors import SandboxError

GIBIBYTE = 1 << 30
TIMES = ("RestoreToTime", "UseLatestRestorableTime")
ENGINE = "aurora-postgresql"


@dataclass(frozen=True)
class ClusterContent(Content):
    """A snapshot of a cluster, and what the cluster was like."""

    snapshot: Snapshot
    settings: Mapping[str, str]

    @property
    def arn(self) -> str:
        """The snapshot's."""
        return str(self.snapshot["DBClusterSnapshotArn"])

    @property
    def size(self) -> int:
        """How many bytes it is, as RDS counts them."""
        return int(self.snapshot["AllocatedStorage"]) * GIBIBYTE

    @property
    def metadata(self) -> dict[str, str]:
        """What AWS says of how it was, for a restore."""
        return dict(self.settings)

    def sealing(self, key: str | None) -> Given:
        """Return that it is encrypted as its cluster is, whatever the vault's key."""
        del key
        return _sealing(self.snapshot)

    def target(self, asked: Mapping[str, str], region: str, account: str) -> str:
        """Return the ARN of the cluster that a restore makes, or fail."""
        given = read(asked)
        if any(name in given for name in TIMES):
            raise Failed("Invalid restore metadata: a time is only valid for continuous recovery points")
        return f"arn:aws:rds:{region}:{account}:cluster:{given['DBClusterIdentifier']}"

    def restore(self, asked: Mapping[str, str], region: str) -> str:
        """Make the cluster in the current account and region; say nothing."""
        del region
        engine = {"Engine": str(self.snapshot["Engine"])}
        perform("RestoreDBClusterFromSnapshot", {**engine, **form_of(asked), "SnapshotIdentifier": self.arn})
        return ""

    def copied(self, region: str, account: str, key: str | None) -> ClusterContent:
        """Copy the snapshot; it gets the vault's key, unless it is not encrypted."""
        name = f"awsbackup:copyjob-{uuid4()}"
        sealed = {"KmsKeyId": key} if key and self.snapshot["StorageEncrypted"] else {}
        given = {
            "SourceDBClusterSnapshotIdentifier": self.arn,
            "TargetDBClusterSnapshotIdentifier": name,
            "CopyTags": "true",
            **sealed,
        }
        snapshot = within(account, region, _snapshot, "CopyDBClusterSnapshot", name, given)
        settings = {**self.settings, **sealed}
        return ClusterContent(snapshot, settings)

    def drop(self) -> None:
        """Delete the snapshot, which RDS does for AWS Backup alone."""
        region, account = self.arn.split(":")[3:5]
        name = self.snapshot["DBClusterSnapshotIdentifier"]
        self.snapshot["SnapshotType"] = "manual"
        within(account, region, perform, "DeleteDBClusterSnapshot", {"DBClusterSnapshotIdentifier": name})


@dataclass
class FollowedCluster(Content):
    """A cluster as it was at any time for which RDS has backups of it, even when it is gone itself."""

    cluster: Cluster
    days: int
    _point: str = ""

    @property
    def size(self) -> int:
        """How many bytes it is, as RDS counts them."""
        return int(self.cluster["AllocatedStorage"]) * GIBIBYTE

    @property
    def metadata(self) -> dict[str, str]:
        """What AWS says of how it is, for a restore."""
        return metadata_of(self.cluster)

    def sealing(self, key: str | None) -> Given:
        """Return that it is encrypted as its cluster is, whatever the vault's key."""
        del key
        return _sealing(self.cluster)

    def target(self, asked: Mapping[str, str], region: str, account: str) -> str:
        """Return the ARN of the cluster that a restore makes, or fail."""
        given = read(asked)
        if not any(name in given for name in TIMES):
            raise Failed(f"Invalid restore metadata: {' or '.join(TIMES)} is missing")
        return f"arn:aws:rds:{region}:{account}:cluster:{given['DBClusterIdentifier']}"

    def restore(self, asked: Mapping[str, str], region: str) -> str:
        """Make the cluster in the current account and region; say nothing."""
        del region
        source = {"SourceDbClusterResourceId": str(self.cluster["DbClusterResourceId"])}
        perform("RestoreDBClusterToPointInTime", {**form_of(asked), **source})
        return ""

    def keep(self, arn: str) -> None:
        """Have RDS keep its backups for as long as the point's rule says."""
        name = self.cluster["DBClusterIdentifier"]
        perform("ModifyDBCluster", {"DBClusterIdentifier": name, "BackupRetentionPeriod": str(self.days)})
        self.cluster[FOLLOWED] = self._point = arn

    def drop(self) -> None:
        """Leave the cluster's backups to RDS."""
        if self.cluster.get(FOLLOWED) == self._point:
            del self.cluster[FOLLOWED]


def take_cluster(arn: str) -> ClusterContent:
    """Have RDS make a snapshot of a cluster of the current account and region, or fail."""
    cluster, name = _cluster(arn), f"awsbackup:job-{uuid4()}"
    given = {"DBClusterIdentifier": cluster["DBClusterIdentifier"], "DBClusterSnapshotIdentifier": name}
    return ClusterContent(_snapshot("CreateDBClusterSnapshot", name, given), metadata_of(cluster))


def follow_cluster(arn: str, days: int) -> FollowedCluster:
    """Take a cluster for all times from now on, ``days`` back, or fail."""
    cluster = _cluster(arn)
    if FOLLOWED in cluster:
        raise Failed(f"Resource {arn} has a continuous recovery point already: {cluster[FOLLOWED]}")
    return FollowedCluster(cluster, days)


def perform(action: str, given: Mapping[str, str]) -> None:
    """Have RDS do something in the current account and region, or fail as it says."""
    form: Form = {name: [value] for name, value in given.items()}
    try:
        answer = private("_ACTION_MAP")[action](form)
    except SandboxError as error:
        raise Failed(str(error)) from error
    if not done(answer):
        raise Failed(message_of(answer))


def _cluster(arn: str) -> Cluster:
    cluster = cluster_of(arn)
    if cluster is None:
        raise Failed(f"Resource {arn} does not exist")
    if cluster["Engine"] != ENGINE:
        raise Failed(f"Only clusters of {ENGINE} are backed up here, and {arn} is of {cluster['Engine']}")
    return cluster


def _snapshot(action: str, name: str, given: Mapping[str, str]) -> Snapshot:
    perform(action, given)
    made: Snapshot = private("_db_cluster_snapshots")[name]
    made["SnapshotType"] = BACKED_UP
    return made


def _sealing(described: Mapping[str, object]) -> Given:
    key = {"EncryptionKeyArn": described["KmsKeyId"]} if described["KmsKeyId"] else {}
    return {"IsEncrypted": bool(described["StorageEncrypted"]), **key}
