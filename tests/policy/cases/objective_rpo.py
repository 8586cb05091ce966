"""How much is lost at most."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import Case, fails, passes, skips

RPO: Final = "stateful-rpo-met"

TABLE: Final = "aws:dynamodb/table:Table"
BUCKET: Final = "aws:s3/bucket:Bucket"
CLUSTER: Final = "aws:rds/cluster:Cluster"
DATABASE: Final = "aws:rds/instance:Instance"
INSTANCE: Final = "aws:rds/clusterInstance:ClusterInstance"

HERE: Final = {"region": "eu-west-1"}
THERE: Final = {"region": "eu-central-1"}
NONE: Final[dict[str, object]] = {"corruption": 0, "deletion": 0, "zone": 0, "region": 0}


def it(token: str, **inputs: object) -> Planned:
    """Return a store."""
    return Planned(token, inputs, provider=HERE)


def table(pitr: object, **inputs: object) -> Planned:
    """Return a table with point-in-time recovery, or without it."""
    return it(TABLE, pointInTimeRecovery={"enabled": pitr}, **inputs)


def satellite(token: str, prop: str, name: str = "satellite", **inputs: object) -> Planned:
    """Return what refers to the store."""
    return Planned(token, {prop: UNKNOWN, **inputs}, name, depends={prop: ("it",)}, provider=HERE)


def versioned(status: object = "Enabled") -> Planned:
    """Return what versions the bucket."""
    return satellite(
        "aws:s3/bucketVersioning:BucketVersioning", "bucket", versioningConfiguration={"status": status}
    )


def moved(storage_class: object) -> Planned:
    """Return what moves the objects of the bucket to another class."""
    rules = [{"status": "Enabled", "transitions": [{"days": 30, "storageClass": storage_class}]}]
    token = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
    return satellite(token, "bucket", "lifecycle", rules=rules)


def replicated(**destination: object) -> tuple[Planned, Planned]:
    """Return a replication of the bucket to another region."""
    rules = [{"status": "Enabled", "destination": {"bucket": UNKNOWN, **destination}}]
    replica = Planned(BUCKET, {}, "replica", provider=THERE)
    token = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"
    depends = {"bucket": ("it",), "rules": ("replica",)}
    return replica, Planned(
        token, {"bucket": UNKNOWN, "rules": rules}, "replication", depends=depends, provider=HERE
    )


def backed_up(**rule: object) -> tuple[Planned, Planned]:
    """Return a plan of one rule, and a selection of what is tagged."""
    rules = [
        {"ruleName": "only", "targetVaultName": "here", "startWindow": 60, "completionWindow": 120, **rule}
    ]
    plan = Planned("aws:backup/plan:Plan", {"rules": rules}, "plan", provider=HERE)
    tags = [{"type": "STRINGEQUALS", "key": "backup", "value": "yes"}]
    inputs = {"planId": UNKNOWN, "selectionTags": tags}
    token = "aws:backup/selection:Selection"
    return plan, Planned(token, inputs, "selection", depends={"planId": ("plan",)}, provider=HERE)


def promising(case: Case, **promises: object) -> Case:
    """Return a case in which only this is promised."""
    return replace(case, config={**NONE, **promises})


def nothing(event: str, minutes: int, change: str) -> str:
    """Return what is said where there is no way back."""
    return (
        f"nothing brings it back after {event}, after which {minutes} minutes are promised; wanted: {change}"
    )


def unclear(event: str, change: str) -> str:
    """Return what is said where it cannot be known what comes back."""
    return f"how much is lost after {event} cannot be known at preview; wanted: {change}"


def unproven(event: str, noun: str, wanted: str) -> str:
    """Return what is said where nobody has a figure."""
    return (
        f"how much is lost after {event} is unproven, and 15 minutes are promised: "
        f"no figure counts for {noun}; wanted: {wanted}"
    )


BACKED_UP: Final = {"tags": {"backup": "yes"}}
DRILL: Final = ".rpo=<minutes> in measured, from a drill"
REGION: Final = "the loss of a region"
RETENTION: Final = "a backupRetentionPeriod of 1 day or more"
PITR: Final = "point-in-time recovery on"
HOURLY: Final = "cron(0 * * * ? *)"
COPIED: Final = [{"destinationVaultArn": "arn:aws:backup:eu-central-1:111122223333:backup-vault:there"}]
RTC: Final = {"replicationTime": {"status": "Enabled", "time": {"minutes": 15}}}
TIMED: Final = "replication to another region, with replicationTime enabled"
SNAPSHOT: Final = "a finalSnapshotIdentifier, and skipFinalSnapshot off"
TYPICAL: Final = (
    "after corruption changes of up to 5 minutes are lost (by point-in-time recovery, typical), "
    "3 minutes more than the 2 promised; wanted: a promise of 5 minutes or more"
)
COPY: Final = "it is a copy of another database"

CASES: Final = (
    passes(RPO, "a table with point-in-time recovery", table(pitr=True)),
    passes(RPO, "as a string", table("true")),
    fails(
        RPO,
        "missing: point-in-time recovery of a table",
        it(TABLE),
        says=(nothing("corruption", 15, PITR), nothing("deletion", 15, PITR)),
    ),
    fails(
        RPO,
        "point-in-time recovery, unknown",
        table(UNKNOWN),
        says=tuple(unclear(event, PITR) for event in ("corruption", "deletion")),
    ),
    promising(
        fails(
            RPO,
            "a promise below what is typical",
            table(pitr=True),
            says=TYPICAL,
        ),
        corruption=2,
    ),
    promising(
        passes(RPO, "a drill that did better", table(pitr=True)), corruption=2, measured=["table-pitr=1.5"]
    ),
    promising(
        passes(RPO, "a drill of what is lost, that did better", table(pitr=True)),
        corruption=2,
        measured=["table-pitr.rto=40", "table-pitr.rpo=1.5"],
    ),
    promising(
        fails(RPO, "a drill of how long it takes", table(pitr=True), says=TYPICAL),
        corruption=2,
        measured=["table-pitr.rto=1"],
    ),
    promising(
        fails(
            RPO,
            "what is typical does not count",
            table(pitr=True),
            says=unproven("corruption", "point-in-time recovery", f"table-pitr{DRILL}"),
        ),
        corruption=15,
        accepted=["designed", "committed"],
    ),
    promising(
        fails(
            RPO,
            "no measures",
            table(pitr=True),
            at="",
            says=tuple(
                f"member {number} of measured is no mechanism=minutes; wanted: minutes of one of table-pitr, "
                "table-deleted-backup, table-zones, bucket-versions, bucket-zones, database-pitr, "
                "database-final-snapshot, database-retained-backups, database-standby, cluster-reader, "
                "cluster-storage, function-zones, bucket-replication-timed, bucket-replication, "
                "table-replica, table-replica-consistent, cluster-global, database-replica, table-backup, "
                "store-backup, backup-copy, api-failover"
                for number in (1, 2, 3, 4, 5, 6)
            ),
        ),
        corruption=15,
        measured=[
            "table-pitr",
            "table-pitr=soon",
            "pitr=5",
            "table-pitr=-1",
            "table-pitr.=5",
            "table-pitr.lag=5",
            "table-pitr=5",
        ],
    ),
    promising(skips(RPO, "no promise", it(TABLE), because="nothing is promised")),
    promising(
        passes(RPO, "backups every hour", it(TABLE, **BACKED_UP), *backed_up(schedule=HOURLY)),
        corruption=240,
        deletion=240,
    ),
    promising(
        fails(
            RPO,
            "backups every day",
            it(TABLE, **BACKED_UP),
            *backed_up(),
            says="after corruption changes of up to 1620 minutes are lost (by its backups, planned), "
            f"1380 minutes more than the 240 promised; wanted: {PITR}",
        ),
        corruption=240,
    ),
    promising(
        fails(
            RPO,
            "backups in windows that are not set",
            it(TABLE, **BACKED_UP),
            *backed_up(schedule=HOURLY, startWindow=None, completionWindow=None),
            says="after corruption changes of up to 300 minutes are lost (by its backups, planned), "
            f"60 minutes more than the 240 promised; wanted: {PITR}",
        ),
        corruption=240,
    ),
    *(
        promising(
            fails(
                RPO,
                f"backups, unknown {name}",
                it(TABLE, **BACKED_UP),
                *backed_up(**{name: UNKNOWN}),
                says=unclear("corruption", PITR),
            ),
            corruption=240,
        )
        for name in ("schedule", "startWindow", "completionWindow")
    ),
    promising(
        fails(
            RPO,
            "backups that end",
            it(TABLE, **BACKED_UP),
            *backed_up(schedule="cron(0 5 * * ? 2026)"),
            says=nothing("corruption", 240, PITR),
        ),
        corruption=240,
    ),
    promising(
        fails(
            RPO, "backups of something else", it(TABLE), *backed_up(), says=nothing("corruption", 240, PITR)
        ),
        corruption=240,
    ),
)
