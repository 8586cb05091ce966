"""What is published of each way to recover: how much it loses, and how long it takes.

A figure that nobody publishes is ``None``: unproven, and never nothing. Only a drill makes it count, which
an option names as ``<mechanism>.rpo=<minutes>``, or with ``rto``. What AWS is known to do without any figure,
as with a zone that an HTTP API loses, is no mechanism here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from dr_guard.aws.kinds import (
    BUCKETS,
)
from dr_guard.aws.tokens import (
    API,
    CLUSTER,
    DATABASE,
    FUNCTION,
    TABLE,
)

Disruption: TypeAlias = Literal["corruption", "deletion", "zone", "region"]
# A way that it works, a service-level agreement, and what its documentation says is usual.
Evidence: TypeAlias = Literal["designed", "committed", "typical"]

DISRUPTIONS: Final[tuple[Disruption, ...]] = get_args(Disruption)
EVIDENCE: Final[tuple[Evidence, ...]] = get_args(Evidence)


@dataclass(frozen=True)
class Figure:
    """A number of minutes that is published, where, and what it is worth."""

    minutes: float
    evidence: Evidence
    source: str


@dataclass(frozen=True, kw_only=True)
class Mechanism:
    """One way in which some types come back from some disruptions.

    ``rpo`` is what is lost, ``rto`` the time that recovering itself takes. What is automatic needs nobody to
    notice, to decide or to verify; what is routed needs nobody where Route 53 fails over. ``change`` is what
    gives it to a resource, empty where a resource has it or cannot be given it.
    """

    id: str
    noun: str
    types: tuple[str, ...]
    after: tuple[Disruption, ...]
    rpo: Figure | None
    rto: Figure | None
    change: str = ""
    is_automatic: bool = False
    is_routed: bool = False


DATABASES: Final = (CLUSTER, DATABASE)
STORES: Final = (TABLE, *BUCKETS, *DATABASES)
SERVING: Final = (FUNCTION, API)

RESTORED: Final = Figure(60, "typical", "DynamoDB guide, backup and restore: 95% of restores take less")
CLUSTER_LAG: Final = Figure(5, "typical", "Aurora guide, backups: typically within the last five minutes")
SECOND: Final = 1 / 60


def _none(source: str) -> Figure:
    return Figure(0, "designed", source)


# From the smallest change to the largest.
MECHANISMS: Final = (
    Mechanism(
        id="table-pitr",
        noun="point-in-time recovery",
        types=(TABLE,),
        after=("corruption",),
        rpo=Figure(5, "typical", "DynamoDB API, LatestRestorableDateTime: typically five minutes ago"),
        rto=RESTORED,
        change="point-in-time recovery on",
    ),
    Mechanism(
        id="table-deleted-backup",
        noun="the backup that point-in-time recovery leaves",
        types=(TABLE,),
        after=("deletion",),
        rpo=_none("DynamoDB guide, point-in-time recovery: as it was when it was deleted"),
        rto=RESTORED,
        change="point-in-time recovery on",
    ),
    Mechanism(
        id="table-zones",
        noun="DynamoDB's own copies in other zones",
        types=(TABLE,),
        after=("zone",),
        rpo=_none("DynamoDB guide, resilience: three zones, synchronously"),
        rto=_none("DynamoDB guide, resilience: three zones, synchronously"),
        is_automatic=True,
    ),
    Mechanism(
        id="bucket-versions",
        noun="its versions",
        types=BUCKETS,
        after=("corruption", "deletion"),
        rpo=_none("S3 guide, versioning: every version is kept"),
        rto=None,
        change="versioning enabled",
    ),
    Mechanism(
        id="bucket-zones",
        noun="S3's own copies in other zones",
        types=BUCKETS,
        after=("zone",),
        rpo=_none("S3 guide, storage classes: three zones, but for one-zone classes"),
        rto=_none("S3 guide, storage classes: three zones, but for one-zone classes"),
        change="no transition to a class of one zone",
        is_automatic=True,
    ),
    Mechanism(
        id="database-pitr",
        noun="its continuous backups",
        types=DATABASES,
        after=("corruption",),
        rpo=CLUSTER_LAG,
        rto=None,
        change="a backupRetentionPeriod of 1 day or more",
    ),
    Mechanism(
        id="database-final-snapshot",
        noun="its final snapshot",
        types=DATABASES,
        after=("deletion",),
        rpo=_none("RDS API, DeleteDBCluster and DeleteDBInstance: taken before it goes"),
        rto=None,
        change="a finalSnapshotIdentifier, and skipFinalSnapshot off",
    ),
    Mechanism(
        id="database-retained-backups",
        noun="the backups that outlive it",
        types=DATABASES,
        after=("deletion",),
        rpo=CLUSTER_LAG,
        rto=None,
        change="deleteAutomatedBackups off",
    ),
    Mechanism(
        id="database-standby",
        noun="its standby in another zone",
        types=(DATABASE,),
        after=("zone",),
        rpo=_none("RDS guide, Multi-AZ: the standby is synchronous"),
        rto=Figure(2, "typical", "RDS guide, Multi-AZ failover: typically 60 to 120 seconds"),
        change="multiAz on",
        is_automatic=True,
    ),
    Mechanism(
        id="cluster-reader",
        noun="an instance in another zone",
        types=(CLUSTER,),
        after=("zone",),
        rpo=_none("Aurora guide, high availability: six copies in three zones"),
        rto=Figure(1, "typical", "Aurora guide, high availability: typically less than 60 seconds"),
        change="a second ClusterInstance, in another zone",
        is_automatic=True,
    ),
    Mechanism(
        id="cluster-storage",
        noun="its storage in other zones",
        types=(CLUSTER,),
        after=("zone",),
        rpo=_none("Aurora guide, high availability: six copies in three zones"),
        rto=None,
    ),
    Mechanism(
        id="function-zones",
        noun="its subnets in other zones",
        types=(FUNCTION,),
        after=("zone",),
        rpo=_none("Lambda guide, resilience: it runs in several zones"),
        rto=_none("Lambda guide, resilience: it runs in several zones"),
        change="subnets in two zones",
        is_automatic=True,
    ),
    Mechanism(
        id="bucket-replication-timed",
        noun="replication with time control",
        types=BUCKETS,
        after=("region",),
        rpo=Figure(15, "committed", "S3 service-level agreement: replication time control"),
        rto=_none("S3 guide, replication: the replica is a bucket that is read as it is"),
        change="replication to another region, with replicationTime enabled",
        is_routed=True,
    ),
    Mechanism(
        id="bucket-replication",
        noun="replication without time control",
        types=BUCKETS,
        after=("region",),
        rpo=None,
        rto=_none("S3 guide, replication: the replica is a bucket that is read as it is"),
        is_routed=True,
    ),
    Mechanism(
        id="table-replica",
        noun="a replica in another region",
        types=(TABLE,),
        after=("region",),
        rpo=Figure(SECOND, "typical", "DynamoDB guide, global tables: usually within a second"),
        rto=_none("DynamoDB guide, global tables: every replica is read and written"),
        change="a replica in another region",
        is_routed=True,
    ),
    Mechanism(
        id="table-replica-consistent",
        noun="a strongly consistent replica in another region",
        types=(TABLE,),
        after=("region",),
        rpo=_none("DynamoDB guide, multi-region strong consistency"),
        rto=_none("DynamoDB guide, global tables: every replica is read and written"),
        change="a replica in another region, of the consistencyMode STRONG",
        is_routed=True,
    ),
    Mechanism(
        id="cluster-global",
        noun="its global database",
        types=(CLUSTER,),
        after=("region",),
        rpo=Figure(SECOND, "typical", "Aurora guide, global databases: typically less than a second behind"),
        rto=None,
        change="a global database with a cluster in another region",
    ),
    Mechanism(
        id="database-replica",
        noun="a replica in another region",
        types=DATABASES,
        after=("region",),
        rpo=None,
        rto=None,
    ),
    Mechanism(
        id="table-backup",
        noun="its backups",
        types=(TABLE,),
        after=("corruption", "deletion"),
        rpo=_none("AWS Backup guide, plans: as often as the plan says"),
        rto=RESTORED,
    ),
    Mechanism(
        id="store-backup",
        noun="its backups",
        types=(*BUCKETS, *DATABASES),
        after=("corruption", "deletion", "zone"),
        rpo=_none("AWS Backup guide, plans: as often as the plan says"),
        rto=None,
    ),
    Mechanism(
        id="backup-copy",
        noun="copies of its backups",
        types=STORES,
        after=("region",),
        rpo=None,
        rto=None,
    ),
    Mechanism(
        id="api-failover",
        noun="a failover by Route 53",
        types=(API,),
        after=("region",),
        rpo=_none("it holds nothing"),
        rto=_none("Route 53 guide, DNS failover: when the check has failed and the answer is forgotten"),
        change="a pair of failover records with a health check",
        is_routed=True,
    ),
)
BY_ID: Final = {mechanism.id: mechanism for mechanism in MECHANISMS}
