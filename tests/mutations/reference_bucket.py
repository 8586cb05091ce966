"""What breaks the buckets of the reference: their copies, and what is asked of them only on request."""

from __future__ import annotations

from typing import Final

from sandbox.registration import UNKNOWN
from tests.mutations.mutation import Mutation, drop, gone, put
from tests.mutations.usual import off, refer, values

RPO: Final = "stateful-rpo-met"
RTO: Final = "stateful-rto-met"
VERSIONS: Final = "BucketVersioning documents-main"
COPIED: Final = "BucketVersioning documents-recovery"
FACTORS: Final = "bucket-mfa-delete-enabled"
LOCK: Final = "BucketObjectLockConfiguration documents-main"
LOCKED: Final = "bucket-object-locked"
CIPHER: Final = "BucketServerSideEncryptionConfiguration documents-main"
ACCOUNT: Final = "account-public-access-blocked"
BLOCK: Final = "AccountPublicAccessBlock account"
LIFECYCLE: Final = "BucketLifecycleConfiguration documents-main"
PRESENT: Final = "bucket-lifecycle-present"
EXPIRED: Final = "bucket-noncurrent-versions-expired"
ABORTED: Final = "bucket-multipart-upload-aborted"
TOLD: Final = "bucket-notification-present"
NOTIFICATION: Final = "BucketNotification documents-main"
REPLICATION: Final = "BucketReplicationConfig documents-main"
REPLICATED: Final = "bucket-replication-present"
DISTINCT: Final = "bucket-replication-region-distinct"
TIMELY: Final = "bucket-replication-time-bounded"
BOTH: Final = "bucket-replication-versioning-enabled"
COMPLETE: Final = "bucket-replication-encryption-complete"
TARGET: Final = "rules.0.destination"
LOG_BUCKET: Final = "aws:s3/bucket:Bucket::logs-main"
SWITCHES: Final = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")

KEPT: Final = (
    *values(
        FACTORS,
        "BucketVersioning evidence",
        "versioningConfiguration.mfaDelete",
        {"off": "Disabled", "missing": None, "unknown": UNKNOWN},
        (PRESENT, EXPIRED),
    ),
    Mutation(LOCKED, LOCK, "gone", (gone(),)),
    Mutation(LOCKED, LOCK, "without a time", (drop("rule.defaultRetention.days"),)),
    Mutation(LOCKED, LOCK, "without a rule", (drop("rule"),)),
    *off("bucket-key-enabled", CIPHER, "rules.0.bucketKeyEnabled"),
    Mutation(ACCOUNT, BLOCK, "gone", (gone(),)),
    *(each for switch in SWITCHES for each in off(ACCOUNT, BLOCK, switch)),
    Mutation(PRESENT, LIFECYCLE, "gone", (gone(),), (EXPIRED,)),
    Mutation(PRESENT, LIFECYCLE, "off", (put("rules.0.status", "Disabled"),), (EXPIRED, ABORTED)),
    Mutation(PRESENT, LIFECYCLE, "unknown", (put("rules.0.status", UNKNOWN),), (EXPIRED, ABORTED)),
    Mutation(PRESENT, LIFECYCLE, "without rules", (put("rules", []),), (EXPIRED, ABORTED)),
    Mutation(ABORTED, LIFECYCLE, "missing", (drop("rules.0.abortIncompleteMultipartUpload"),)),
    *values(
        ABORTED,
        LIFECYCLE,
        "rules.0.abortIncompleteMultipartUpload.daysAfterInitiation",
        {"too late": 30, "missing": None, "unknown": UNKNOWN},
    ),
    Mutation(TOLD, NOTIFICATION, "gone", (gone(),)),
    *off(TOLD, NOTIFICATION, "eventbridge"),
)
COPIES: Final = (
    Mutation(REPLICATED, REPLICATION, "gone", (gone(),), (RPO, RTO)),
    *values(REPLICATED, REPLICATION, "rules.0.status", {"off": "Disabled"}, (RPO, RTO)),
    *values(REPLICATED, REPLICATION, "rules.0.status", {"unknown": UNKNOWN}, (DISTINCT,)),
    Mutation(REPLICATED, REPLICATION, "without rules", (put("rules", []),), (RPO, RTO)),
    Mutation(REPLICATED, "BucketReplicationConfig logs-main", "gone", (gone(),), (RPO, RTO)),
    Mutation(DISTINCT, REPLICATION, "to its own region", (refer("rules", LOG_BUCKET),), (RPO, RTO)),
    Mutation(DISTINCT, REPLICATION, "to what is not known", (refer("rules"),), (BOTH, RPO, RTO)),
    *values(TIMELY, REPLICATION, f"{TARGET}.replicationTime.status", {"off": "Disabled", "unknown": UNKNOWN}),
    *values(TIMELY, REPLICATION, f"{TARGET}.replicationTime", {"missing": None}),
    *values(TIMELY, REPLICATION, f"{TARGET}.metrics.status", {"off": "Disabled", "missing": None}),
    *(
        Mutation(
            BOTH,
            at,
            "suspended",
            (put("versioningConfiguration.status", "Suspended"),),
            ("bucket-versioning-enabled", RPO),
        )
        for at in (VERSIONS, COPIED)
    ),
    *(
        Mutation(BOTH, at, "gone", (gone(),), ("bucket-versioning-configured", RPO))
        for at in (VERSIONS, COPIED)
    ),
    *values(
        COMPLETE,
        REPLICATION,
        "rules.0.sourceSelectionCriteria.sseKmsEncryptedObjects.status",
        {"off": "Disabled", "missing": None, "unknown": UNKNOWN},
    ),
    *values(COMPLETE, REPLICATION, "rules.0.sourceSelectionCriteria", {"missing": None}),
    *values(COMPLETE, REPLICATION, f"{TARGET}.encryptionConfiguration", {"missing": None}),
)
MUTATIONS: Final[tuple[Mutation, ...]] = (*KEPT, *COPIES)
