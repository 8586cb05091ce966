"""S3 buckets: who may reach them."""

from __future__ import annotations

from typing import Final

from dr_guard.control import Control
from dr_guard.tokens import BUCKET_ACLS, BUCKET_POLICY, BUCKET_PUBLIC_ACCESS_BLOCK, BUCKETS

CONTROLS: Final = (
    Control(
        id="bucket-public-access-blocked",
        title="Every bucket has a public access block",
        why="Without it one policy or ACL, now or later, opens the bucket to the internet.",
        severity="critical",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=(
            "FSBP S3.8",
            "Config s3-bucket-level-public-access-prohibited",
            "checkov CKV2_AWS_6",
            "CIS 2.1.4",
            "NIST AC-3",
        ),
        remediation=("Add a BucketPublicAccessBlock that names the bucket, with all four switches on.",),
        group="access",
        options=(),
    ),
    Control(
        id="bucket-public-access-block-complete",
        title="A public access block blocks policies and ACLs, old and new",
        why="Each of the four switches closes a way to publish that the others leave open.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=(BUCKET_PUBLIC_ACCESS_BLOCK,),
        references=(
            "FSBP S3.8",
            "checkov CKV_AWS_53",
            "checkov CKV_AWS_54",
            "checkov CKV_AWS_55",
            "checkov CKV_AWS_56",
            "CIS 2.1.4",
        ),
        remediation=(
            "Set blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets to true.",
        ),
        group="access",
        options=(),
    ),
    Control(
        id="bucket-policy-tls-only",
        title="No bucket answers over plain HTTP",
        why="Objects and credentials that travel in the clear can be read and changed on the way.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=("FSBP S3.5", "Config s3-bucket-ssl-requests-only", "CIS 2.1.1", "NIST SC-8"),
        remediation=(
            "Add to the bucket's policy a statement with Effect Deny, Principal * and Action s3:*.",
            "Let it name the bucket's ARN and the ARN followed by /* as resources.",
            'Give it the condition {"Bool": {"aws:SecureTransport": "false"}}.',
        ),
        group="encryption",
        options=(),
    ),
    Control(
        id="bucket-policy-principal-restricted",
        title="No bucket policy lets everyone in",
        why="A statement that allows everyone publishes the bucket, or lets anyone write to it.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=(BUCKET_POLICY, *BUCKETS),
        references=(
            "FSBP S3.2",
            "FSBP S3.3",
            "Config s3-bucket-policy-grantee-check",
            "checkov CKV_AWS_70",
            "NIST AC-3",
        ),
        remediation=("Name the accounts, roles or services that need access as principals.",),
        group="access",
        options=(),
    ),
    Control(
        id="bucket-acl-private",
        title="No access control list lets everyone in",
        why="A public ACL publishes every object in the bucket.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=(*BUCKET_ACLS, *BUCKETS),
        references=(
            "FSBP S3.2",
            "FSBP S3.3",
            "Config s3-bucket-public-read-prohibited",
            "checkov CKV_AWS_20",
            "checkov CKV_AWS_57",
        ),
        remediation=("Set acl to private, or remove the ACL and grant access in the bucket's policy.",),
        group="access",
        options=(),
    ),
    Control(
        id="bucket-ownership-enforced",
        title="The owner of a bucket owns every object in it",
        why="While access control lists count, whoever uploads an object decides who reads it.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=("FSBP S3.12", "Config s3-bucket-acl-prohibited", "checkov CKV2_AWS_65", "NIST AC-6"),
        remediation=(
            "Add a BucketOwnershipControls that names the bucket.",
            "Set its rule.objectOwnership to BucketOwnerEnforced.",
        ),
        group="access",
        options=(),
    ),
)
