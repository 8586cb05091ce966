"""S3 lifecycles: what becomes of versions and of uploads that were never finished."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.kinds import (
    BUCKET_LIFECYCLES,
    BUCKETS,
)
from dr_guard.aws.tokens import (
    BUCKET,
    BUCKET_V2,
)
from dr_guard.control import Control, Option
from dr_guard.remedy import Chosen, Fix

MINIMUM: Final = Chosen("minimumDays")
MAXIMUM: Final = Chosen("maximumDays")

CONTROLS: Final = (
    Control(
        id="bucket-lifecycle-present",
        title="Every bucket has a lifecycle rule in force",
        why="What nobody decides to keep or to let go stays, is paid for and slows every restore.",
        severity="low",
        enforcement="disabled",
        scope="stack",
        types=BUCKETS,
        references=(
            "FSBP S3.13",
            "Config s3-lifecycle-policy-check",
            "checkov CKV2_AWS_61",
            "NIST CP-6(2)",
            "NIST SI-13(5)",
        ),
        remediation=("Add a BucketLifecycleConfiguration that names the bucket, with an enabled rule.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="bucket-noncurrent-versions-expired",
        title="No versioned bucket keeps old versions for ever",
        why="Versions without end make every listing, copy and restore of the bucket slower and dearer.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=("FSBP S3.10", "Config s3-version-lifecycle-policy-check", "NIST CP-9", "NIST SI-12"),
        remediation=(
            "Add a BucketLifecycleConfiguration that names the bucket.",
            "Give one of its enabled rules a noncurrentVersionExpiration.",
        ),
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
        references=("NIST CP-9", "WA REL09-BP03"),
        remediation=("Raise noncurrentVersionExpiration.noncurrentDays, or remove the expiration.",),
        group="recovery",
        options=(Option("minimumDays", 30, "How long an old version is kept at least, in days.", minimum=1),),
        fixes=(
            Fix(
                "rules.*.noncurrentVersionExpiration.*.noncurrentDays",
                MINIMUM,
                "at least",
                types=BUCKET_LIFECYCLES,
            ),
            Fix("lifecycleRules.*.noncurrentVersionExpiration.*.days", MINIMUM, "at least", types=(BUCKET,)),
            Fix(
                "lifecycleRules.*.noncurrentVersionExpirations.*.days",
                MINIMUM,
                "at least",
                types=(BUCKET_V2,),
            ),
        ),
    ),
    Control(
        id="bucket-multipart-upload-aborted",
        title="Uploads that are not finished are aborted",
        why="Parts of an object that was never finished are invisible, and stay and cost for ever.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(*BUCKET_LIFECYCLES, *BUCKETS),
        references=("checkov CKV_AWS_300",),
        remediation=(
            "Give an enabled rule without tags in its filter an abortIncompleteMultipartUpload.",
            "Set its daysAfterInitiation; inline it is abortIncompleteMultipartUploadDays.",
        ),
        group="recovery",
        options=(
            Option("maximumDays", 7, "How long an unfinished upload is kept at most, in days.", minimum=1),
        ),
        fixes=(
            Fix(
                "rules.*.abortIncompleteMultipartUpload.*.daysAfterInitiation",
                MAXIMUM,
                "at most",
                types=BUCKET_LIFECYCLES,
            ),
            Fix("lifecycleRules.*.abortIncompleteMultipartUploadDays.*", MAXIMUM, "at most", types=BUCKETS),
        ),
    ),
)
