"""Backups of RDS clusters and instances: their own, the last one, and those of a plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.database import REPLICA, cluster, instance

RETENTION: Final = "database-backup-retention-sufficient"
FINAL: Final = "database-final-snapshot-kept"
KEPT: Final = "database-automated-backups-kept"
PLANNED: Final = "database-backup-planned"

UNNAMED: Final = "the final snapshot's identifier is not set; wanted: a name for it"
SKIPPED: Final = "the omission of a final snapshot is on; wanted: off"
REMOVAL: Final = "the removal of automated backups with the database"
WANTED: Final = "wanted: a selection that names the database or one of its tags"
COPIED: Final = "the data of a replica is its source's"
EUROPE: Final = {"region": "eu-west-1"}
TAGGED: Final = {"tags": {"backup": "daily"}}


def selection(depends: tuple[str, ...] = (), **inputs: object) -> Planned:
    """Return a backup selection, whose resources may be known by what they depend on."""
    return Planned(
        "aws:backup/selection:Selection", inputs, "selection", depends={"resources": depends}, provider=EUROPE
    )


def named(planned: Planned, name: str) -> Planned:
    """Return a resource under another name."""
    return replace(planned, name=name)


BY_TAG: Final = selection(selectionTags=[{"type": "STRINGEQUALS", "key": "backup", "value": "daily"}])

CASES: Final = (
    passes(RETENTION, "long enough", cluster(backupRetentionPeriod=7)),
    passes(RETENTION, "longer", instance(backupRetentionPeriod=35)),
    passes(RETENTION, "as configured", instance(backupRetentionPeriod=3), config={"minimumDays": 3}),
    fails(
        RETENTION,
        "too short",
        cluster(backupRetentionPeriod=1),
        says="the backup retention is 1 day; wanted: at least 7 days",
    ),
    fails(
        RETENTION,
        "too short for the configuration",
        cluster(backupRetentionPeriod=7),
        says="the backup retention is 7 days; wanted: at least 14 days",
        config={"minimumDays": 14},
    ),
    fails(
        RETENTION,
        "zero",
        instance(backupRetentionPeriod=0),
        says="the backup retention is 0 days; wanted: at least 7 days",
    ),
    fails(RETENTION, "missing", cluster(), says="the backup retention is not set; wanted: at least 7 days"),
    fails(
        RETENTION,
        "unknown",
        instance(backupRetentionPeriod=UNKNOWN),
        says="the backup retention cannot be known at preview; wanted: at least 7 days",
    ),
    skips(RETENTION, "a read replica", instance(replicateSourceDb=UNKNOWN), because=REPLICA),
    passes(FINAL, "a cluster", cluster(skipFinalSnapshot=False, finalSnapshotIdentifier="orders-last")),
    passes(FINAL, "an instance", instance(finalSnapshotIdentifier="orders-last")),
    passes(FINAL, "a name that is not known yet", instance(finalSnapshotIdentifier=UNKNOWN)),
    fails(
        FINAL,
        "omitted",
        cluster(skipFinalSnapshot=True),
        says=(SKIPPED, UNNAMED),
        mendable=False,
    ),
    fails(
        FINAL,
        "omitted, with a name",
        instance(skipFinalSnapshot="true", finalSnapshotIdentifier="orders-last"),
        says=SKIPPED,
    ),
    fails(FINAL, "missing", cluster(), says=UNNAMED, mendable=False),
    fails(
        FINAL,
        "unknown",
        cluster(skipFinalSnapshot=UNKNOWN, finalSnapshotIdentifier="orders-last"),
        says="the omission of a final snapshot cannot be known at preview; wanted: off",
    ),
    skips(
        FINAL,
        "a read replica",
        instance(replicateSourceDb="orders", skipFinalSnapshot=True),
        because="RDS takes no final snapshot of a read replica",
    ),
    skips(
        FINAL,
        "ephemeral",
        cluster(skipFinalSnapshot=True, tags={"ephemeral": "true", "tier": "test"}),
        because="the resource belongs to an ephemeral stack",
    ),
    passes(KEPT, "a cluster", cluster(deleteAutomatedBackups=False)),
    passes(KEPT, "an instance", instance(deleteAutomatedBackups="false")),
    fails(KEPT, "missing", cluster(), says=f"{REMOVAL} is not set, so on; wanted: off"),
    fails(KEPT, "deleted", instance(deleteAutomatedBackups=True), says=f"{REMOVAL} is on; wanted: off"),
    fails(
        KEPT,
        "unknown",
        cluster(deleteAutomatedBackups=UNKNOWN),
        says=f"{REMOVAL} cannot be known at preview; wanted: off",
    ),
    skips(KEPT, "a read replica", instance(replicateSourceDb="orders"), because=REPLICA),
    passes(PLANNED, "a cluster by its tag", cluster(**TAGGED), BY_TAG),
    passes(PLANNED, "an instance by its tag", instance(**TAGGED), BY_TAG),
    passes(PLANNED, "what the selection depends on", cluster(), selection(("it",), resources=[UNKNOWN])),
    passes(
        PLANNED,
        "a cluster by its name in an ARN",
        cluster(clusterIdentifier="orders"),
        selection(resources=["arn:aws:rds:eu-west-1:111122223333:cluster:orders"]),
    ),
    passes(
        PLANNED,
        "an instance by its name in a pattern",
        instance(identifier="orders-1"),
        selection(resources=["arn:aws:rds:*:*:db:orders-*"]),
    ),
    passes(PLANNED, "every cluster", cluster(), selection(resources=["arn:aws:rds:*:*:cluster:*"])),
    fails(
        PLANNED,
        "every instance, but not the cluster",
        cluster(clusterIdentifier="orders"),
        selection(resources=["arn:aws:rds:*:*:db:*"]),
        says=f"no backup selection covers it; {WANTED}",
    ),
    fails(
        PLANNED,
        "another's name",
        instance(identifier="orders"),
        selection(resources=["arn:aws:rds:eu-west-1:111122223333:db:invoices"]),
        says=f"no backup selection covers it; {WANTED}",
    ),
    fails(PLANNED, "missing", instance(), says=f"no backup selection covers it; {WANTED}"),
    fails(
        PLANNED,
        "another tag",
        cluster(tags={"backup": "weekly"}),
        BY_TAG,
        says=f"no backup selection covers it; {WANTED}",
    ),
    fails(
        PLANNED,
        "unknown",
        instance(tags=UNKNOWN),
        BY_TAG,
        says=f"whether a backup selection covers it cannot be known at preview; {WANTED}",
    ),
    skips(PLANNED, "a read replica", instance(replicateSourceDb=UNKNOWN), because=COPIED),
    skips(PLANNED, "a cluster that replicates", cluster(replicationSourceIdentifier="x"), because=COPIED),
    skips(PLANNED, "a secondary", cluster(globalClusterIdentifier=UNKNOWN), because=COPIED),
    fails(
        PLANNED,
        "the first of a global database, beside its secondary",
        cluster(globalClusterIdentifier="orders", masterUsername="owner"),
        named(cluster(globalClusterIdentifier="orders"), "secondary"),
        says=f"no backup selection covers it; {WANTED}",
    ),
)
