"""How much of a bucket or a database is lost at most."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.objective_rpo import (
    BACKED_UP,
    BUCKET,
    CLUSTER,
    COPY,
    DATABASE,
    HOURLY,
    RETENTION,
    RPO,
    SNAPSHOT,
    backed_up,
    it,
    moved,
    nothing,
    promising,
    unclear,
    versioned,
)

CASES: Final = (
    passes(RPO, "a bucket with versions", it(BUCKET), versioned()),
    fails(
        RPO,
        "missing: versions of a bucket",
        it(BUCKET),
        says=(nothing("corruption", 15, "versioning enabled"), nothing("deletion", 15, "versioning enabled")),
    ),
    fails(
        RPO,
        "versions, unknown",
        it(BUCKET),
        versioned(UNKNOWN),
        says=tuple(unclear(event, "versioning enabled") for event in ("corruption", "deletion")),
    ),
    passes(RPO, "a bucket that is moved", it(BUCKET), versioned(), moved("STANDARD_IA")),
    fails(
        RPO,
        "a bucket in one zone",
        it(BUCKET),
        versioned(),
        moved("ONEZONE_IA"),
        says=nothing("the loss of a zone", 5, "no transition to a class of one zone"),
    ),
    fails(
        RPO,
        "a bucket moved, unknown where",
        it(BUCKET),
        versioned(),
        moved(UNKNOWN),
        says=unclear("the loss of a zone", "no transition to a class of one zone"),
    ),
    passes(RPO, "a bucket of the older type", it("aws:s3/bucketV2:BucketV2"), versioned()),
    passes(RPO, "a cluster", it(CLUSTER, finalSnapshotIdentifier="last")),
    fails(
        RPO,
        "missing: the last snapshot of a cluster",
        it(CLUSTER, skipFinalSnapshot=True),
        says=nothing("deletion", 15, SNAPSHOT),
    ),
    passes(
        RPO,
        "a cluster whose backups outlive it",
        it(CLUSTER, skipFinalSnapshot=True, deleteAutomatedBackups=False),
    ),
    fails(
        RPO,
        "a cluster whose backups may outlive it",
        it(CLUSTER, skipFinalSnapshot=True, deleteAutomatedBackups=UNKNOWN),
        says=unclear("deletion", SNAPSHOT),
    ),
    passes(
        RPO,
        "an instance",
        it(DATABASE, backupRetentionPeriod=7, multiAz=True, finalSnapshotIdentifier="last"),
    ),
    fails(
        RPO,
        "missing: everything of an instance",
        it(DATABASE),
        says=(
            nothing("corruption", 15, RETENTION),
            nothing("deletion", 15, SNAPSHOT),
            nothing("the loss of a zone", 5, "multiAz on"),
        ),
    ),
    fails(
        RPO,
        "an instance with backups alone",
        it(DATABASE, backupRetentionPeriod=UNKNOWN, multiAz=True, finalSnapshotIdentifier="last"),
        says=unclear("corruption", RETENTION),
    ),
    promising(
        passes(
            RPO,
            "an instance under a continuous plan",
            it(DATABASE, **BACKED_UP),
            *backed_up(enableContinuousBackup=True),
        ),
        corruption=15,
    ),
    promising(
        fails(
            RPO,
            "a plan that may be continuous",
            it(DATABASE, **BACKED_UP),
            *backed_up(enableContinuousBackup=UNKNOWN),
            says=unclear("corruption", RETENTION),
        ),
        corruption=15,
    ),
    promising(
        fails(
            RPO,
            "an instance with backups, but in one zone",
            it(DATABASE, **BACKED_UP),
            *backed_up(schedule=HOURLY),
            says="after the loss of a zone changes of up to 240 minutes are lost (by its backups, planned), "
            "235 minutes more than the 5 promised; wanted: multiAz on",
        ),
        zone=5,
    ),
    skips(RPO, "a replica", it(DATABASE, replicateSourceDb="source"), because=COPY),
    fails(
        RPO,
        "a last snapshot that is skipped all the same",
        it(CLUSTER, skipFinalSnapshot="true", finalSnapshotIdentifier="last"),
        says=nothing("deletion", 15, SNAPSHOT),
    ),
    promising(
        fails(
            RPO,
            "backups that would outlive it, but are not there",
            it(DATABASE, deleteAutomatedBackups=False, backupRetentionPeriod=0),
            says=nothing("deletion", 15, SNAPSHOT),
        ),
        deletion=15,
    ),
)
