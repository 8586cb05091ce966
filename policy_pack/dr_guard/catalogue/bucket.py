"""S3 buckets: what keeps their objects, and what records who reads them."""

from __future__ import annotations

from typing import Final

from dr_guard.control import Control, Option
from dr_guard.tokens import BUCKET_LIFECYCLES, BUCKETS

CONTROLS: Final = (
    Control(
        id="bucket-versioning-enabled",
        title="Versioning is on for every bucket",
        why="Without it an object that is overwritten or deleted is gone.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=("FSBP S3.14", "Config s3-bucket-versioning-enabled", "checkov CKV_AWS_21", "NIST CP-9"),
        remediation=(
            "Add a BucketVersioning that names the bucket.",
            "Set its versioningConfiguration.status to Enabled.",
        ),
        group="recovery",
        options=(),
    ),
    Control(
        id="bucket-encryption-configured",
        title="Every bucket names how its objects are encrypted",
        why="A default that nobody chose can be neither audited nor relied on.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=("Config s3-bucket-server-side-encryption-enabled", "checkov CKV_AWS_19", "NIST SC-28(1)"),
        remediation=(
            "Add a BucketServerSideEncryptionConfiguration that names the bucket and an algorithm.",
        ),
        group="encryption",
        options=(),
    ),
    Control(
        id="bucket-encryption-customer-managed",
        title="Every bucket is encrypted with a customer-managed key",
        why="A key that AWS owns can be neither restricted to those who need it nor revoked.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=("FSBP S3.17", "Config s3-default-encryption-kms", "checkov CKV_AWS_145", "NIST SC-28(1)"),
        remediation=("Set sseAlgorithm to aws:kms and kmsMasterKeyId to the ARN of a key of your own.",),
        group="encryption",
        options=(),
    ),
    Control(
        id="bucket-deletion-guarded",
        title="No bucket is deleted together with its objects",
        why="With forceDestroy, removing the bucket from the program empties it without a question.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=BUCKETS,
        references=("NIST CP-9",),
        remediation=("Remove forceDestroy from the bucket, or set it to false.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="bucket-noncurrent-versions-retained",
        title="Old versions of objects are kept long enough",
        why="A lifecycle rule that expires them early takes away what versioning was to keep.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(*BUCKET_LIFECYCLES, *BUCKETS),
        references=("FSBP S3.10", "Config s3-version-lifecycle-policy-check", "NIST CP-9", "NIST SI-12"),
        remediation=("Raise noncurrentVersionExpiration.noncurrentDays, or remove the expiration.",),
        group="recovery",
        options=(Option("minimumDays", 30, "How long an old version is kept at least, in days.", minimum=1),),
    ),
    Control(
        id="bucket-access-logged",
        title="Access to every bucket is logged, in another bucket",
        why="After an incident nobody can tell who read, changed or deleted objects.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=("FSBP S3.9", "Config s3-bucket-logging-enabled", "checkov CKV_AWS_18", "NIST AU-2"),
        remediation=("Add a BucketLogging that names the bucket and another bucket as its targetBucket.",),
        group="detection",
        options=(),
    ),
)
