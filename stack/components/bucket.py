"""A bucket and all its settings, each an S3 resource of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.documents import Statement, document, from_source, tls_only
from stack.naming import type_token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack.scope import Scope

INFREQUENT_ACCESS_DAYS: Final = 30
ABORT_UPLOAD_DAYS: Final = 7
LOG_PREFIX: Final = "access/"


@dataclass(frozen=True)
class BucketArgs:
    """What sets one bucket apart from another.

    ``expiration_days`` is when current objects go, ``None`` for never; an old version goes
    ``noncurrent_days`` after it was replaced. Without ``key_arn`` S3's own key encrypts;
    without ``log_bucket`` no access is logged.
    """

    scope: Scope
    kind: str
    tags: Mapping[str, str]
    noncurrent_days: int
    expiration_days: int | None = None
    key_arn: pulumi.Input[str] | None = None
    log_bucket: pulumi.Input[str] | None = None
    statements: tuple[Statement, ...] = ()


def access_logs(scope: Scope) -> Statement:
    """Let S3 write the access log of the stack's bucket into its log bucket."""
    return Statement(
        sid="AccessLogs",
        actions=("s3:PutObject",),
        resources=(f"{scope.bucket_arn('log-bucket')}/{LOG_PREFIX}*",),
        principals={"Service": ("logging.s3.amazonaws.com",)},
        conditions=from_source(scope.account, scope.bucket_arn("bucket")),
    )


class Bucket(pulumi.ComponentResource):
    """Versioned, encrypted, private, reached by TLS alone; never emptied by a destroy."""

    def __init__(self, name: str, args: BucketArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("Bucket"), name, None, opts)
        self._name, self._args = name, args
        self._own = pulumi.ResourceOptions(parent=self)
        bucket = self._bucket()
        self.name: pulumi.Output[str] = bucket.bucket
        self.arn: pulumi.Output[str] = bucket.arn
        block = self._public_access_block()
        self._ownership()
        self._versioning()
        self._encryption()
        self._lifecycle()
        self._policy(block)
        self._logging()
        self.register_outputs({"name": self.name, "arn": self.arn})

    def _bucket(self) -> aws.s3.Bucket:
        return aws.s3.Bucket(
            self._name,
            bucket=self._args.scope.bucket_name(self._args.kind),
            force_destroy=False,
            tags=dict(self._args.tags),
            opts=self._args.scope.stateful(self),
        )

    def _public_access_block(self) -> aws.s3.BucketPublicAccessBlock:
        return aws.s3.BucketPublicAccessBlock(
            self._name,
            bucket=self.name,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            opts=self._own,
        )

    def _ownership(self) -> None:
        aws.s3.BucketOwnershipControls(
            self._name,
            bucket=self.name,
            rule={"object_ownership": "BucketOwnerEnforced"},
            opts=self._own,
        )

    def _versioning(self) -> None:
        aws.s3.BucketVersioning(
            self._name, bucket=self.name, versioning_configuration={"status": "Enabled"}, opts=self._own
        )

    def _encryption(self) -> None:
        key_arn = self._args.key_arn
        default = aws.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs(
            sse_algorithm="AES256" if key_arn is None else "aws:kms", kms_master_key_id=key_arn
        )
        rule = aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(
            apply_server_side_encryption_by_default=default, bucket_key_enabled=key_arn is not None
        )
        aws.s3.BucketServerSideEncryptionConfiguration(
            self._name, bucket=self.name, rules=[rule], opts=self._own
        )

    def _lifecycle(self) -> None:
        rule: aws.s3.BucketLifecycleConfigurationRuleArgsDict = {
            "id": "all",
            "status": "Enabled",
            "filter": {"prefix": ""},
            "noncurrent_version_expiration": {"noncurrent_days": self._args.noncurrent_days},
            "abort_incomplete_multipart_upload": {"days_after_initiation": ABORT_UPLOAD_DAYS},
        }
        if self._args.expiration_days is None:
            rule["transitions"] = [{"days": INFREQUENT_ACCESS_DAYS, "storage_class": "STANDARD_IA"}]
        else:
            rule["expiration"] = {"days": self._args.expiration_days}
        aws.s3.BucketLifecycleConfiguration(self._name, bucket=self.name, rules=[rule], opts=self._own)

    def _policy(self, block: aws.s3.BucketPublicAccessBlock) -> None:
        arn = self._args.scope.bucket_arn(self._args.kind)
        aws.s3.BucketPolicy(
            self._name,
            bucket=self.name,
            policy=document(*self._args.statements, tls_only(("s3:*",), (arn, f"{arn}/*"))),
            # S3 answers a conflict when a bucket's policy and its public access block are set at once.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[block]),
        )

    def _logging(self) -> None:
        if self._args.log_bucket is not None:
            aws.s3.BucketLogging(
                self._name,
                bucket=self.name,
                target_bucket=self._args.log_bucket,
                target_prefix=LOG_PREFIX,
                opts=self._own,
            )
