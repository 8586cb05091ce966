"""S3 buckets: what their policies say."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.iam.accounts import ALLOWED_ACCOUNTS
from dr_guard.aws.kinds import (
    BUCKETS,
)
from dr_guard.aws.tokens import (
    BUCKET_POLICY,
)
from dr_guard.control import Control, Option

CONTROLS: Final = (
    Control(
        id="bucket-policy-tls-only",
        title="No bucket answers over plain HTTP",
        why="Objects and credentials that travel in the clear can be read and changed on the way.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=BUCKETS,
        references=(
            "FSBP S3.5",
            "Config s3-bucket-ssl-requests-only",
            "checkov CKV_AWS_379",
            "CIS 2.1.1",
            "NIST SC-8",
            "NIST SC-8(1)",
            "NIST SC-23",
            "NIST AC-17(2)",
        ),
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
            "checkov CKV_AWS_283",
            "NIST AC-3",
            "NIST AC-4(21)",
            "NIST SC-7",
        ),
        remediation=("Name the accounts, roles or services that need access as principals.",),
        group="access",
        options=(),
    ),
    Control(
        id="bucket-policy-owner-retained",
        title="No bucket policy locks its owner out",
        why="A policy that nobody but the root user can change stands in the way of every recovery.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(BUCKET_POLICY, *BUCKETS),
        references=("checkov CKV_AWS_93",),
        remediation=(
            "Give the statement that denies everyone a condition.",
            "Or take s3:PutBucketPolicy and s3:DeleteBucketPolicy out of what it denies.",
        ),
        group="access",
        options=(),
    ),
    Control(
        id="bucket-policy-account-restricted",
        title="No bucket policy lets another account administer the bucket",
        why="Whoever may change a bucket's policy or encryption can shut its owner out or let others in.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(BUCKET_POLICY, *BUCKETS),
        references=(
            "FSBP S3.6",
            "Config s3-bucket-blacklisted-actions-prohibited",
            "NIST AC-3",
            "NIST AC-6",
        ),
        remediation=(
            "Remove the actions from the statement, or name principals of the owner's account.",
            "Name the owner's account in allowedAccounts, or in the provider's allowedAccountIds.",
        ),
        group="access",
        options=(
            ALLOWED_ACCOUNTS,
            Option(
                "actions",
                (
                    "s3:DeleteBucketPolicy",
                    "s3:PutBucketAcl",
                    "s3:PutBucketPolicy",
                    "s3:PutEncryptionConfiguration",
                    "s3:PutObjectAcl",
                ),
                "What no other account may do.",
            ),
        ),
    ),
)
