"""S3 buckets: how their objects are encrypted."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.kinds import (
    BUCKET_ENCRYPTIONS,
    BUCKETS,
)
from dr_guard.aws.tokens import (
    BUCKET,
    BUCKET_V2,
)
from dr_guard.control import Control
from dr_guard.remedy import Fix

CONTROLS: Final = (
    Control(
        id="bucket-encryption-configured",
        title="Every bucket names how its objects are encrypted",
        why="A default that nobody chose can be neither audited nor relied on.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=(
            "Config s3-bucket-server-side-encryption-enabled",
            "checkov CKV_AWS_19",
            "NIST SC-28(1)",
            "NIST AU-9(3)",
            "NIST CP-9(8)",
        ),
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
        references=(
            "FSBP S3.17",
            "Config s3-default-encryption-kms",
            "checkov CKV_AWS_145",
            "NIST SC-28(1)",
            "NIST CP-9(8)",
        ),
        remediation=("Set sseAlgorithm to aws:kms and kmsMasterKeyId to the ARN of a key of your own.",),
        group="encryption",
        options=(),
    ),
    Control(
        id="bucket-key-enabled",
        title="A bucket under KMS has a bucket key",
        why="A call to KMS for every object costs more, and a restore of many objects is throttled.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(*BUCKET_ENCRYPTIONS, *BUCKETS),
        references=("WA REL09-BP02",),
        remediation=("Set bucketKeyEnabled to true in the encryption rule.",),
        group="encryption",
        options=(),
        fixes=(
            Fix("rules.*.bucketKeyEnabled", value=True, types=BUCKET_ENCRYPTIONS),
            Fix("serverSideEncryptionConfiguration.*.rule.*.bucketKeyEnabled", value=True, types=(BUCKET,)),
            Fix(
                "serverSideEncryptionConfigurations.*.rules.*.bucketKeyEnabled",
                value=True,
                types=(BUCKET_V2,),
            ),
        ),
    ),
)
