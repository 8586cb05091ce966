"""What breaks the buckets of the own stack: the one that holds documents and the one that takes its logs."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    BUCKET_ACL,
)

from sandbox.registration import UNKNOWN, Json
from tests.mutations.mutation import Mutation, become, drop, gone, independent, put, statement
from tests.mutations.usual import values

BUCKET: Final = "Bucket bucket"
LOGGED: Final = "bucket-access-logged"
LOG_NAME: Final = "dr-dev-log-bucket-123456789012"
LOGS: Final = "Bucket log-bucket"
NAME: Final = "dr-dev-bucket-123456789012"
VERSIONS: Final = "BucketVersioning bucket"
CIPHER: Final = "BucketServerSideEncryptionConfiguration bucket"
LOG_CIPHER: Final = "BucketServerSideEncryptionConfiguration log-bucket"
BLOCK: Final = "BucketPublicAccessBlock bucket"
OWNERSHIP: Final = "BucketOwnershipControls bucket"
LIFECYCLE: Final = "BucketLifecycleConfiguration bucket"
LOGGING: Final = "BucketLogging bucket"
DEFAULT: Final = "rules.0.applyServerSideEncryptionByDefault"
RPO: Final = "stateful-rpo-met"
ENABLED: Final = "bucket-versioning-enabled"
ENCRYPTION: Final = "bucket-encryption-configured"
KEY: Final = "bucket-encryption-customer-managed"
BLOCKED: Final = "bucket-public-access-block-complete"
OWNED: Final = "bucket-ownership-enforced"
EXPIRED: Final = "bucket-noncurrent-versions-expired"
RETAINED: Final = "bucket-noncurrent-versions-retained"
SINGLE: Final = "bucket-configuration-single"
ACL: Final = "bucket-acl-private"
# A bucket that takes no logs is one that holds data.
UNFED: Final = ("bucket-backup-planned", "bucket-encryption-customer-managed")
SWITCHES: Final = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
SATELLITES: Final = (VERSIONS, CIPHER, BLOCK, OWNERSHIP, LIFECYCLE, LOGGING, "BucketPolicy bucket")

ANOTHER: Final = (
    LOGGED,
    KEY,
    "bucket-ownership-configured",
    "bucket-policy-tls-only",
    "bucket-public-access-blocked",
    "bucket-versioning-configured",
    RPO,
)
VERSIONING: Final = (
    Mutation("bucket-versioning-configured", VERSIONS, "gone", (gone(),), (RPO,)),
    Mutation("bucket-versioning-configured", "BucketVersioning log-bucket", "gone", (gone(),), (RPO,)),
    Mutation(ENABLED, VERSIONS, "suspended", (put("versioningConfiguration.status", "Suspended"),), (RPO,)),
    Mutation(ENABLED, VERSIONS, "disabled", (put("versioningConfiguration.status", "Disabled"),), (RPO,)),
    Mutation(ENABLED, VERSIONS, "missing", (drop("versioningConfiguration.status"),), (RPO,)),
    Mutation(ENABLED, VERSIONS, "unknown", (put("versioningConfiguration.status", UNKNOWN),), (RPO,)),
)
GUARD: Final = (
    Mutation(ENCRYPTION, BUCKET, "another without anything", (), ANOTHER, (put("bucket", "other"),)),
    Mutation("bucket-deletion-guarded", BUCKET, "on", (put("forceDestroy", value=True),)),
    Mutation("bucket-deletion-guarded", LOGS, "on", (put("forceDestroy", value=True),)),
    Mutation("bucket-deletion-guarded", BUCKET, "unknown", (put("forceDestroy", UNKNOWN),)),
    Mutation("bucket-backup-planned", BUCKET, "tag missing", (drop("tags.backup"),)),
    Mutation("bucket-backup-planned", BUCKET, "tag of another plan", (put("tags.backup", "other-plan"),)),
    Mutation(
        "bucket-backup-planned",
        BUCKET,
        "tags missing",
        (drop("tags"),),
        ("resource-tags-complete", "resource-tier-tagged"),
    ),
    Mutation(
        RPO,
        LIFECYCLE,
        "moved to one zone",
        (put("rules.0.transitions.0.storageClass", "ONEZONE_IA"),),
        ("stateful-rto-met",),
    ),
)
ENCRYPTED: Final = (
    Mutation(ENCRYPTION, CIPHER, "gone", (gone(),), (KEY,)),
    Mutation(ENCRYPTION, LOG_CIPHER, "gone", (gone(),)),
    Mutation(ENCRYPTION, CIPHER, "default missing", (drop(DEFAULT),), (KEY,)),
    Mutation(ENCRYPTION, CIPHER, "rules emptied", (put("rules", []),), (KEY,)),
    Mutation(ENCRYPTION, CIPHER, "algorithm missing", (drop(f"{DEFAULT}.sseAlgorithm"),), (KEY,)),
    Mutation(ENCRYPTION, LOG_CIPHER, "algorithm unknown", (put(f"{DEFAULT}.sseAlgorithm", UNKNOWN),)),
    Mutation(KEY, CIPHER, "by S3's own keys", (put(f"{DEFAULT}.sseAlgorithm", "AES256"),)),
    Mutation(KEY, CIPHER, "key missing", (drop(f"{DEFAULT}.kmsMasterKeyId"),)),
    Mutation(KEY, CIPHER, "by a key of AWS's", (put(f"{DEFAULT}.kmsMasterKeyId", "alias/aws/s3"),)),
)
ACCESS: Final = (
    Mutation("bucket-public-access-blocked", BLOCK, "gone", (gone(),)),
    Mutation("bucket-public-access-blocked", "BucketPublicAccessBlock log-bucket", "gone", (gone(),)),
    *(Mutation(BLOCKED, BLOCK, f"{each} off", (put(each, value=False),)) for each in SWITCHES),
    *(Mutation(BLOCKED, BLOCK, f"{each} missing", (drop(each),)) for each in SWITCHES),
    *(Mutation(BLOCKED, BLOCK, f"{each} unknown", (put(each, UNKNOWN),)) for each in SWITCHES),
    Mutation(ACL, BUCKET, "public, inline", (put("acl", "public-read"),)),
    Mutation(
        ACL,
        BUCKET,
        "public, beside it",
        beside=(become(BUCKET_ACL, {"bucket": NAME, "acl": "public-read-write"}, "bucket"),),
    ),
    Mutation(
        ACL,
        BUCKET,
        "granted to everyone",
        (
            put(
                "grants",
                [
                    {
                        "type": "Group",
                        "permissions": ["READ"],
                        "uri": "http://acs.amazonaws.com/groups/global/AllUsers",
                    }
                ],
            ),
        ),
    ),
    Mutation("bucket-ownership-configured", OWNERSHIP, "gone", (gone(),)),
    Mutation("bucket-ownership-configured", "BucketOwnershipControls log-bucket", "gone", (gone(),)),
    Mutation(OWNED, OWNERSHIP, "preferred", (put("rule.objectOwnership", "BucketOwnerPreferred"),)),
    Mutation(OWNED, OWNERSHIP, "the writer's", (put("rule.objectOwnership", "ObjectWriter"),)),
    Mutation(OWNED, OWNERSHIP, "missing", (drop("rule"),)),
)
KEPT: Final = (
    Mutation(EXPIRED, LIFECYCLE, "gone", (gone(),)),
    Mutation(EXPIRED, LIFECYCLE, "rules emptied", (put("rules", []),)),
    Mutation(EXPIRED, LIFECYCLE, "rule disabled", (put("rules.0.status", "Disabled"),)),
    Mutation(EXPIRED, LIFECYCLE, "rule missing it", (drop("rules.0.noncurrentVersionExpiration"),)),
    Mutation(EXPIRED, "BucketLifecycleConfiguration log-bucket", "gone", (gone(),)),
    Mutation(RETAINED, LIFECYCLE, "a day", (put("rules.0.noncurrentVersionExpiration.noncurrentDays", 1),)),
    Mutation(
        RETAINED,
        LIFECYCLE,
        "a day too short",
        (put("rules.0.noncurrentVersionExpiration.noncurrentDays", 29),),
    ),
    Mutation(
        RETAINED,
        LIFECYCLE,
        "missing",
        (drop("rules.0.noncurrentVersionExpiration.noncurrentDays"),),
        (EXPIRED,),
    ),
    Mutation(
        RETAINED, LIFECYCLE, "unknown", (put("rules.0.noncurrentVersionExpiration.noncurrentDays", UNKNOWN),)
    ),
)
UNWRITTEN: Final[dict[str, dict[str, Json] | None]] = {
    "nobody may write": None,
    "others may write": {"Principal": {"Service": "delivery.logs.amazonaws.com"}},
    "the account may write": {"Principal": {"AWS": "arn:aws:iam::123456789012:root"}},
    "writers may read": {"Action": ["s3:GetObject"]},
    "writers may write elsewhere": {"Resource": f"arn:aws:s3:::{LOG_NAME}/other/*"},
    "writers may write to another": {"Resource": "arn:aws:s3:::other/access/*"},
    "writers may write one": {"Resource": f"arn:aws:s3:::{LOG_NAME}/access/"},
    "writers denied": {"Effect": "Deny"},
}
RECORD: Final = (
    *(
        Mutation(LOGGED, "BucketPolicy log-bucket", label, (statement("AccessLogs", members),))
        for label, members in UNWRITTEN.items()
    ),
    *values(LOGGED, LOGGING, "targetPrefix", {"of others": "other/", "missing": None}),
    Mutation(LOGGED, LOGGING, "gone", (gone(),), UNFED),
    Mutation(LOGGED, LOGGING, "of another bucket", (put("bucket", "other"),)),
    Mutation(
        "bucket-log-target-separate",
        LOGGING,
        "to itself",
        (put("targetBucket", NAME), independent("targetBucket")),
        (LOGGED, *UNFED),
    ),
)
TWICE: Final = tuple(
    Mutation(SINGLE, each, "written twice", beside=(put("bucket", NAME),)) for each in SATELLITES
)
MUTATIONS: Final = (*VERSIONING, *GUARD, *ENCRYPTED, *ACCESS, *KEPT, *RECORD, *TWICE)
