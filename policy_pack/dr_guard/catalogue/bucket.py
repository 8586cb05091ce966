"""S3 buckets: what keeps their objects."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.kinds import (
    BUCKET_VERSIONINGS,
    BUCKETS,
)
from dr_guard.aws.storage.bucket_aspects import ASPECTS
from dr_guard.aws.tokens import (
    BUCKET,
    BUCKET_V2,
)
from dr_guard.control import Control
from dr_guard.remedy import Fix

CONTROLS: Final = (
    Control(
        id="bucket-versioning-configured",
        title="Every bucket says whether it keeps old versions",
        why="A bucket whose versioning nobody set keeps nothing that is overwritten or deleted.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=(
            "FSBP S3.14",
            "Config s3-bucket-versioning-enabled",
            "checkov CKV_AWS_21",
            "NIST CP-9",
            "NIST CP-10",
        ),
        remediation=("Add a BucketVersioning that names the bucket, with status Enabled.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="bucket-versioning-enabled",
        title="Versioning is on wherever it is configured",
        why="Without it an object that is overwritten or deleted is gone.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(*BUCKET_VERSIONINGS, *BUCKETS),
        references=(
            "FSBP S3.14",
            "Config s3-bucket-versioning-enabled",
            "checkov CKV_AWS_21",
            "NIST CP-9",
            "NIST CP-10",
            "NIST CP-6(1)",
            "NIST AU-9(2)",
            "NIST SI-13(5)",
        ),
        remediation=(
            "Set versioningConfiguration.status of the BucketVersioning to Enabled.",
            "Where versioning is a property of the bucket, set its enabled to true.",
        ),
        group="recovery",
        options=(),
        fixes=(
            Fix("versioningConfiguration.status", "Enabled", types=BUCKET_VERSIONINGS),
            Fix("versioning.*.enabled", value=True, types=(BUCKET,)),
            Fix("versionings.*.enabled", value=True, types=(BUCKET_V2,)),
        ),
    ),
    Control(
        id="bucket-mfa-delete-enabled",
        title="A version is deleted for good with a second factor only",
        why="Whoever steals a password or an access key otherwise deletes every version too.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(*BUCKET_VERSIONINGS, *BUCKETS),
        references=("FSBP S3.20", "Config s3-bucket-mfa-delete-enabled", "CIS 2.1.2"),
        remediation=(
            "Set versioningConfiguration.mfaDelete of the BucketVersioning to Enabled.",
            "Give the root user's device and its code as mfa, once.",
        ),
        group="access",
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
        fixes=(Fix("forceDestroy", value=False),),
    ),
    Control(
        id="bucket-object-locked",
        title="Every bucket locks its new objects for a time",
        why="Whoever takes over the account otherwise deletes every version of what was kept.",
        severity="medium",
        enforcement="disabled",
        scope="stack",
        types=BUCKETS,
        references=(
            "FSBP S3.15",
            "Config s3-bucket-default-lock-enabled",
            "checkov CKV_AWS_143",
            "NIST CP-6(2)",
        ),
        remediation=(
            "Set objectLockEnabled to true on the bucket.",
            "Add a BucketObjectLockConfiguration that names it.",
            "Set its rule.defaultRetention.mode, and its days or years.",
        ),
        group="recovery",
        options=(),
    ),
    Control(
        id="bucket-backup-planned",
        title="Every bucket is covered by a backup selection",
        why="Versions share the bucket's fate; a backup is kept apart from it.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=("Config s3-resources-protected-by-backup-plan", "NIST CP-9", "NIST CP-10"),
        remediation=("Name the bucket, or one of its tags, in a backup Selection.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="bucket-configuration-single",
        title="No side of a bucket is configured in two places",
        why="Each of the two undoes the other, so that now one holds and now the other.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=(*BUCKETS, *(token for aspect in ASPECTS for token in aspect.types)),
        references=("WA REL13-BP04",),
        remediation=(
            "Remove the property of the bucket, and keep the resource of its own.",
            "Merge resources of one type that name the same bucket.",
        ),
        group="recovery",
        options=(),
    ),
)
