"""S3 replication: copies of a bucket that outlive it."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.kinds import (
    BUCKETS,
)
from dr_guard.aws.regions import RECOVERY_REGIONS
from dr_guard.aws.tokens import (
    BUCKET,
    BUCKET_REPLICATION,
    BUCKET_V2,
)
from dr_guard.control import Control
from dr_guard.remedy import Fix

SPLIT: Final = "rules.*.destination"
INLINE: Final = "replicationConfiguration.*.rules.*.destination"
INLINE_V2: Final = "replicationConfigurations.*.rules.*.destinations.*"
# The only threshold that S3 offers.
MINUTES: Final = 15

CONTROLS: Final = (
    Control(
        id="bucket-replication-present",
        title="Every bucket is replicated to where the system is recovered",
        why="When its region is lost, so is every object that is nowhere else.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=(
            "FSBP S3.7",
            "Config s3-bucket-replication-enabled",
            "checkov CKV_AWS_144",
            "NIST CP-6(1)",
            "NIST CP-9",
            "NIST CP-10",
            "NIST AU-9(2)",
        ),
        remediation=(
            "Add a BucketReplicationConfig that names the bucket.",
            "Give it an enabled rule whose destination is a bucket in the recovery region.",
        ),
        group="recovery",
        options=(RECOVERY_REGIONS,),
    ),
    Control(
        id="bucket-replication-region-distinct",
        title="Every replicated bucket has its replica in another region",
        why="A replica in the same region is lost together with what it copies.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=(
            "FSBP S3.7",
            "Config s3-bucket-cross-region-replication-enabled",
            "checkov CKV_AWS_144",
            "NIST CP-6(1)",
        ),
        remediation=("Set destination.bucket of a replication rule to a bucket in another region.",),
        group="recovery",
        options=(RECOVERY_REGIONS,),
    ),
    Control(
        id="bucket-replication-time-bounded",
        title="Replicas are there within fifteen minutes",
        why="Without replication time control nothing bounds how much is lost together with a region.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(BUCKET_REPLICATION, *BUCKETS),
        references=("WA REL13-BP02",),
        remediation=(
            "Set destination.replicationTime.status to Enabled, and its minutes to 15.",
            "Set destination.metrics.status to Enabled, and its minutes to 15.",
        ),
        group="recovery",
        options=(),
        fixes=(
            Fix(f"{SPLIT}.replicationTime.status", "Enabled", types=(BUCKET_REPLICATION,)),
            Fix(f"{SPLIT}.replicationTime.time.minutes", MINUTES, types=(BUCKET_REPLICATION,)),
            Fix(f"{SPLIT}.metrics.status", "Enabled", types=(BUCKET_REPLICATION,)),
            Fix(f"{SPLIT}.metrics.eventThreshold.minutes", MINUTES, types=(BUCKET_REPLICATION,)),
            Fix(f"{INLINE}.replicationTime.status", "Enabled", types=(BUCKET,)),
            Fix(f"{INLINE}.replicationTime.minutes", MINUTES, types=(BUCKET,)),
            Fix(f"{INLINE}.metrics.status", "Enabled", types=(BUCKET,)),
            Fix(f"{INLINE}.metrics.minutes", MINUTES, types=(BUCKET,)),
            Fix(f"{INLINE_V2}.replicationTimes.*.status", "Enabled", types=(BUCKET_V2,)),
            Fix(f"{INLINE_V2}.metrics.*.status", "Enabled", types=(BUCKET_V2,)),
        ),
    ),
    Control(
        id="bucket-replication-versioning-enabled",
        title="Versioning is on at both ends of a replication",
        why="Without it S3 copies nothing, and what is overwritten is overwritten in the copy too.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=("WA REL09-BP03",),
        remediation=("Add a BucketVersioning with status Enabled for each of the two buckets.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="bucket-replication-encryption-complete",
        title="What KMS encrypts is replicated too",
        why="S3 leaves out what a KMS key encrypts, without a word, unless the rule says otherwise.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=("NIST SC-28(1)", "WA REL09-BP02"),
        remediation=(
            "Set sourceSelectionCriteria.sseKmsEncryptedObjects.status to Enabled.",
            "Set destination.encryptionConfiguration.replicaKmsKeyId to a key in the replica's region.",
        ),
        group="encryption",
        options=(),
    ),
)
