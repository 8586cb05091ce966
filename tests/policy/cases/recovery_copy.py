"""What comes to a recovery region, by every way there is."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import Case, fails, passes, skips

COVERED: Final = "stateful-recovery-region-covered"

HERE: Final = {"region": "eu-west-1"}
THERE: Final = {"region": "eu-central-1"}
NOWHERE: Final = {"region": UNKNOWN}
CONFIG: Final = {"recoveryRegions": ["eu-central-1"]}
WANTED: Final = "wanted: a replica there, or a backup plan that covers it and copies to a vault there"
NOTHING: Final = f"nothing of what it holds comes to a recovery region; {WANTED}"
UNCLEAR: Final = f"whether what it holds comes to a recovery region cannot be known at preview; {WANTED}"

TABLE: Final = "aws:dynamodb/table:Table"
BUCKET: Final = "aws:s3/bucket:Bucket"
CLUSTER: Final = "aws:rds/cluster:Cluster"
DATABASE: Final = "aws:rds/instance:Instance"
SECRET: Final = "aws:secretsmanager/secret:Secret"
FILES: Final = "aws:efs/fileSystem:FileSystem"
VOLUME: Final = "aws:ebs/volume:Volume"
WAREHOUSE: Final = "aws:redshift/cluster:Cluster"
REPOSITORY: Final = "aws:ecr/repository:Repository"
GRAPH: Final = "aws:neptune/cluster:Cluster"
DOCUMENTS: Final = "aws:docdb/cluster:Cluster"
SERVERS: Final = "aws:fsx/windowsFileSystem:WindowsFileSystem"


def it(token: str, **inputs: object) -> Planned:
    """Return a resource that holds data, in the region that may be lost."""
    return Planned(token, inputs, provider=HERE)


def other(
    token: str,
    prop: str = "",
    provider: dict[str, str] = THERE,
    name: str = "other",
    of: str = "it",
    /,
    **inputs: object,
) -> Planned:
    """Return a resource, in the recovery region, of which one input refers to the first."""
    given = {prop: UNKNOWN} if prop and prop not in inputs else {}
    depends = {prop: (of,)} if prop and of else {}
    return Planned(token, {**given, **inputs}, name, depends=depends, provider=provider)


def reached(label: str, *stack: Planned) -> Case:
    """Return a case in which what a resource holds comes to the recovery region."""
    return passes(COVERED, label, *stack, config=CONFIG)


def lost(label: str, *stack: Planned, says: str = NOTHING) -> Case:
    """Return a case in which it does not."""
    return fails(COVERED, label, *stack, says=says, config=CONFIG)


def replicating(status: object = "Enabled", to: str = UNKNOWN) -> Planned:
    """Return a replication of the bucket to another one."""
    rules = [{"id": "all", "status": status, "destination": {"bucket": to}}]
    depends = {"bucket": ("it",), "rules": ("replica",)}
    inputs = {"bucket": UNKNOWN, "rules": rules}
    token = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"
    return Planned(token, inputs, "replication", depends=depends, provider=HERE)


def replica(provider: dict[str, str] = THERE) -> Planned:
    """Return the bucket that is replicated to."""
    return Planned(BUCKET, {}, "replica", provider=provider)


def plan(copies: object, *vaults: str, **rule: object) -> tuple[Planned, Planned]:
    """Return a plan that makes such copies, with a selection of what is tagged."""
    rules = [{"ruleName": "daily", "targetVaultName": "here", "copyActions": copies, **rule}]
    token = "aws:backup/plan:Plan"
    planned = Planned(token, {"rules": rules}, "plan", depends={"rules": vaults}, provider=HERE)
    chosen = {"planId": UNKNOWN, "selectionTags": [{"type": "STRINGEQUALS", "key": "backup", "value": "yes"}]}
    token = "aws:backup/selection:Selection"
    return planned, Planned(token, chosen, "selection", depends={"planId": ("plan",)}, provider=HERE)


def vault(name: str, provider: dict[str, str]) -> Planned:
    """Return a vault."""
    return Planned("aws:backup/vault:Vault", {"name": name}, name, provider=provider)


def ecr(region: object = "eu-central-1", provider: dict[str, str] = HERE, **rule: object) -> Planned:
    """Return the replication of a registry."""
    rules = [{"destinations": [{"region": region, "registryId": "111122223333"}], **rule}]
    token = "aws:ecr/replicationConfiguration:ReplicationConfiguration"
    return Planned(token, {"replicationConfiguration": {"rules": rules}}, "registry", provider=provider)


def only(text: object) -> list[dict[str, object]]:
    """Return a filter of repositories."""
    return [{"filter": text, "filterType": "PREFIX_MATCH"}]


FIRST: Final = vault("here", HERE)
SECOND: Final = vault("there", THERE)
ARN: Final = "arn:aws:backup:{}:111122223333:backup-vault:there"
TAGGED: Final = {"backup": "yes"}
TO_UNKNOWN: Final = [{"destinationVaultArn": UNKNOWN}]
GLOBAL: Final = "globalClusterIdentifier"
DATABASES: Final = "aws:rds/globalCluster:GlobalCluster"
EVERYWHERE: Final = Planned(DATABASES, {GLOBAL: "all"}, "database", provider=HERE)
AROUND_FIRST: Final = other(DATABASES, "sourceDbClusterIdentifier", HERE, "database")
IN_IT: Final = {GLOBAL: "all"}

BACKUPS: Final = "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication"
FILES_REPLICATION: Final = "aws:efs/replicationConfiguration:ReplicationConfiguration"

CASES: Final = (
    *(
        lost(f"missing: {token}", it(token))
        for token in (
            TABLE,
            BUCKET,
            CLUSTER,
            DATABASE,
            SECRET,
            FILES,
            VOLUME,
            WAREHOUSE,
            REPOSITORY,
            GRAPH,
            DOCUMENTS,
            SERVERS,
        )
    ),
    skips(COVERED, "no recovery region", it(TABLE), because="no recovery region is configured"),
    replace(
        skips(
            COVERED,
            "in the recovery region",
            Planned(TABLE, {}, provider=THERE),
            because="it is in a recovery region",
        ),
        config=CONFIG,
    ),
    reached("a table's replica", it(TABLE, replicas=[{"regionName": "eu-central-1"}])),
    reached(
        "a table's own replica", it(TABLE), other("aws:dynamodb/tableReplica:TableReplica", "globalTableArn")
    ),
    lost("a table's replica elsewhere", it(TABLE, replicas=[{"regionName": "us-east-1"}])),
    lost("a table's replica, unknown where", it(TABLE, replicas=[{"regionName": UNKNOWN}]), says=UNCLEAR),
    reached("a secret's replica", it(SECRET, replicas=[{"region": "eu-central-1"}])),
    reached("a bucket's replica", it(BUCKET), replica(), replicating()),
    lost("a bucket's replica, unknown which", it(BUCKET), replicating(), says=UNCLEAR),
    lost("a bucket's replica, perhaps off", it(BUCKET), replica(), replicating(UNKNOWN), says=UNCLEAR),
    lost("a bucket's replica that is off", it(BUCKET), replica(), replicating("Disabled")),
    reached("an instance's replica", it(DATABASE), other(DATABASE, "replicateSourceDb")),
    reached("an instance's backups", it(DATABASE), other(BACKUPS, "sourceDbInstanceArn")),
    lost("an instance's backups here", it(DATABASE), other(BACKUPS, "sourceDbInstanceArn", HERE)),
    lost(
        "an instance's backups, unknown where",
        it(DATABASE),
        other(BACKUPS, "sourceDbInstanceArn", NOWHERE),
        says=UNCLEAR,
    ),
    lost(
        "an instance's backups, unknown whose",
        it(DATABASE),
        other(BACKUPS, "sourceDbInstanceArn", THERE, "other", ""),
        says=UNCLEAR,
    ),
    reached("a cluster's replica", it(CLUSTER), other(CLUSTER, "replicationSourceIdentifier")),
    reached("a graph's replica", it(GRAPH), other(GRAPH, "replicationSourceIdentifier")),
    reached(
        "a file system's replica",
        it(FILES),
        other(FILES_REPLICATION, "sourceFileSystemId", HERE, destination={"region": "eu-central-1"}),
    ),
    lost(
        "a file system's replica, unknown where",
        it(FILES),
        other(FILES_REPLICATION, "sourceFileSystemId", HERE, destination={"region": UNKNOWN}),
        says=UNCLEAR,
    ),
    reached(
        "a warehouse's snapshots",
        it(WAREHOUSE),
        other(
            "aws:redshift/snapshotCopy:SnapshotCopy",
            "clusterIdentifier",
            HERE,
            destinationRegion="eu-central-1",
        ),
    ),
)
