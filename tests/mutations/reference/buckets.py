"""The buckets: documents and access logs of each region, and evidence that only two factors can delete."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tests.mutations.reference.place import BACKED_UP, Inputs, Place
from tests.mutations.reference.policies import allow, document, tls_only, to_service, trust


@dataclass(frozen=True)
class Kind:
    """What sets a bucket apart: ``key_arn`` is none for what only takes access logs."""

    name: str
    key_arn: pulumi.Output[str] | None = None
    logs_to: aws.s3.Bucket | None = None
    has_second_factor: bool = False


def buckets(
    main: Place, recovery: Place, key_arn: pulumi.Output[str], replica_key_arn: pulumi.Output[str]
) -> tuple[aws.s3.Bucket, aws.s3.Bucket]:
    """Make the buckets, and return those of the documents of both regions."""
    aws.s3.AccountPublicAccessBlock(
        "account",
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        opts=main.opts,
    )
    logs_there = _bucket(recovery, Kind("logs-recovery"))
    documents_there = _bucket(recovery, Kind("documents-recovery", replica_key_arn, logs_there))
    evidence = _bucket(recovery, Kind("evidence", replica_key_arn, logs_there, has_second_factor=True))
    logs = _bucket(main, Kind("logs-main"))
    documents = _bucket(main, Kind("documents-main", key_arn, logs))
    role = _replication_role(main)
    _replication(main, logs, logs_there, role)
    _replication(main, documents, documents_there, role, replica_key_arn)
    _replication(recovery, evidence, documents, role, key_arn)
    return documents, documents_there


def _bucket(place: Place, kind: Kind) -> aws.s3.Bucket:
    bucket = aws.s3.Bucket(
        kind.name,
        bucket=f"example-{kind.name}",
        object_lock_enabled=kind.key_arn is not None,
        tags=BACKED_UP if kind.key_arn else None,
        opts=place.stateful,
    )
    aws.s3.BucketPublicAccessBlock(
        kind.name,
        bucket=bucket.bucket,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        opts=place.opts,
    )
    aws.s3.BucketOwnershipControls(
        kind.name, bucket=bucket.bucket, rule={"object_ownership": "BucketOwnerEnforced"}, opts=place.opts
    )
    aws.s3.BucketNotification(kind.name, bucket=bucket.bucket, eventbridge=True, opts=place.opts)
    _policy(place, kind, bucket)
    _versions(place, kind, bucket)
    _encryption(place, kind, bucket)
    if kind.logs_to:
        _record(place, kind, bucket)
    return bucket


def _policy(place: Place, kind: Kind, bucket: aws.s3.Bucket) -> None:
    arns = (f"arn:aws:s3:::example-{kind.name}", f"arn:aws:s3:::example-{kind.name}/*")
    delivery = to_service("logging.s3.amazonaws.com", ("s3:PutObject",), arns[1])
    statements = (tls_only(("s3:*",), *arns), *(() if kind.key_arn else (delivery,)))
    aws.s3.BucketPolicy(kind.name, bucket=bucket.bucket, policy=document(*statements), opts=place.opts)


def _versions(place: Place, kind: Kind, bucket: aws.s3.Bucket) -> None:
    """Keep old versions, for a time unless a second factor is needed, with which S3 lets none expire."""
    status: Inputs = {"status": "Enabled"}
    if kind.has_second_factor:
        status["mfa_delete"] = "Enabled"
    aws.s3.BucketVersioning(
        kind.name,
        bucket=bucket.bucket,
        versioning_configuration=aws.s3.BucketVersioningVersioningConfigurationArgs(**status),
        opts=place.opts,
    )
    if not kind.has_second_factor:
        aws.s3.BucketLifecycleConfiguration(
            kind.name,
            bucket=bucket.bucket,
            rules=[
                {
                    "id": "old-versions",
                    "status": "Enabled",
                    "filter": {"prefix": ""},
                    "noncurrent_version_expiration": {"noncurrent_days": 90},
                    "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
                }
            ],
            opts=place.opts,
        )


def _encryption(place: Place, kind: Kind, bucket: aws.s3.Bucket) -> None:
    default: Inputs = {"sse_algorithm": "AES256"}
    if kind.key_arn:
        default = {"sse_algorithm": "aws:kms", "kms_master_key_id": kind.key_arn}
    rule: Inputs = {"apply_server_side_encryption_by_default": default, "bucket_key_enabled": True}
    aws.s3.BucketServerSideEncryptionConfiguration(
        kind.name,
        bucket=bucket.bucket,
        rules=[aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(**rule)],
        opts=place.opts,
    )


def _record(place: Place, kind: Kind, bucket: aws.s3.Bucket) -> None:
    """Put on record who reads a bucket, and keep what is in it."""
    if kind.logs_to:
        aws.s3.BucketLogging(
            kind.name,
            bucket=bucket.bucket,
            target_bucket=kind.logs_to.bucket,
            target_prefix=f"{kind.name}/",
            opts=place.opts,
        )
    aws.s3.BucketObjectLockConfiguration(
        kind.name,
        bucket=bucket.bucket,
        rule={"default_retention": {"mode": "GOVERNANCE", "days": 30}},
        opts=place.opts,
    )


def _replication_role(place: Place) -> aws.iam.Role:
    role = aws.iam.Role(
        "replication", name="replication", assume_role_policy=trust("s3.amazonaws.com"), opts=place.opts
    )
    reading = (
        "s3:GetObjectVersionForReplication",
        "s3:GetObjectVersionTagging",
        "s3:GetReplicationConfiguration",
    )
    writing = ("s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags")
    rights = aws.iam.Policy(
        "replication",
        name="replication",
        policy=document(
            allow(reading, _arns("documents-main", "logs-main", "evidence")),
            allow(writing, _arns("documents-recovery", "logs-recovery", "documents-main")),
        ),
        opts=place.opts,
    )
    aws.iam.RolePolicyAttachment("replication", role=role.name, policy_arn=rights.arn, opts=place.opts)
    return role


def _arns(*names: str) -> list[str]:
    return [f"arn:aws:s3:::example-{name}{path}" for name in names for path in ("", "/*")]


def _replication(
    place: Place,
    source: aws.s3.Bucket,
    target: aws.s3.Bucket,
    role: aws.iam.Role,
    key_arn: pulumi.Output[str] | None = None,
) -> None:
    """Copy all objects of a bucket, and with a key for the copies also those that KMS encrypts."""
    destination: Inputs = {
        "bucket": target.arn,
        "storage_class": "STANDARD",
        "replication_time": {"status": "Enabled", "time": {"minutes": 15}},
        "metrics": {"status": "Enabled", "event_threshold": {"minutes": 15}},
    }
    rule: Inputs = {
        "id": "everything",
        "status": "Enabled",
        "priority": 1,
        "filter": {"prefix": ""},
        "delete_marker_replication": {"status": "Enabled"},
        "destination": destination,
    }
    if key_arn:
        rule["source_selection_criteria"] = {"sse_kms_encrypted_objects": {"status": "Enabled"}}
        destination["encryption_configuration"] = {"replica_kms_key_id": key_arn}
    aws.s3.BucketReplicationConfig(
        source._name,  # noqa: SLF001 # the name that the program gave it, which nothing else tells
        bucket=source.bucket,
        role=role.arn,
        rules=[aws.s3.BucketReplicationConfigRuleArgs(**rule)],
        opts=place.opts,
    )
