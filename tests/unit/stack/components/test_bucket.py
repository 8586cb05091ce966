"""A bucket's settings are resources of their own, and none is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stack.components.bucket import Bucket, BucketArgs, access_logs
from tests.unit.stack.recorded import (
    EPHEMERAL,
    SCOPE,
    TAGS,
    UNKNOWN,
    made,
    only,
    outputs,
    recorded,
    statements,
)

BUCKET = "aws:s3/bucket:Bucket"
ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
DATA = BucketArgs(
    scope=SCOPE,
    kind="bucket",
    tags=SCOPE.backed_up(),
    noncurrent_days=35,
    key_arn="arn:key",
    log_bucket="logs",
)
LOGS = BucketArgs(
    scope=SCOPE,
    kind="log-bucket",
    tags=TAGS,
    noncurrent_days=35,
    expiration_days=365,
    statements=(access_logs(SCOPE),),
)


def record_bucket(args):
    return recorded(lambda: Bucket(args.kind, args))


RECORDING = record_bucket(DATA)
LOG_RECORDING = record_bucket(LOGS)


@pytest.mark.parametrize(
    ("recording", "name", "logging"), [(RECORDING, "bucket", True), (LOG_RECORDING, "log-bucket", False)]
)
def test_every_setting_is_made(recording, name, logging):
    assert made(recording) == [
        f"Bucket {name}",
        f"BucketLifecycleConfiguration {name}",
        *([f"BucketLogging {name}"] if logging else []),
        f"BucketOwnershipControls {name}",
        f"BucketPolicy {name}",
        f"BucketPublicAccessBlock {name}",
        f"BucketServerSideEncryptionConfiguration {name}",
        f"BucketVersioning {name}",
    ]


@pytest.mark.parametrize("recording", [RECORDING, LOG_RECORDING])
def test_every_setting_is_about_the_bucket(recording):
    bucket = only(recording, BUCKET)
    for each in recording.registrations:
        if each.provider and each.type != BUCKET:
            assert each.inputs["bucket"] == bucket.inputs["bucket"]
            assert each.property_dependencies["bucket"] == (bucket.urn,)


def test_a_bucket_is_named_tagged_and_never_emptied_by_a_destroy():
    assert only(RECORDING, BUCKET).inputs == {
        "bucket": "dr-test-bucket-123456789012",
        "forceDestroy": False,
        "tags": {**TAGS, "backup": "dr-test-backup-plan"},
    }
    assert outputs(RECORDING, "bucket") == {"name": "dr-test-bucket-123456789012", "arn": UNKNOWN}


def inputs(recording):
    return {each.urn: each.inputs for each in recording.registrations}


def test_a_bucket_is_protected_unless_ephemeral_and_nothing_else_changes():
    ephemeral = record_bucket(replace(DATA, scope=EPHEMERAL))
    assert only(RECORDING, BUCKET).options.protect is True
    assert only(ephemeral, BUCKET).options.protect is False
    assert inputs(ephemeral) == inputs(RECORDING)


def test_nothing_is_public():
    block = only(RECORDING, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
    flags = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    assert {flag: block.inputs[flag] for flag in flags} == dict.fromkeys(flags, True)


def test_objects_belong_to_the_bucket_s_owner():
    ownership = only(RECORDING, "aws:s3/bucketOwnershipControls:BucketOwnershipControls")
    assert ownership.inputs["rule"] == {"objectOwnership": "BucketOwnerEnforced"}


def test_every_version_is_kept():
    versioning = only(RECORDING, "aws:s3/bucketVersioning:BucketVersioning")
    assert versioning.inputs["versioningConfiguration"] == {"status": "Enabled"}


def test_documents_are_encrypted_under_our_key():
    assert only(RECORDING, ENCRYPTION).inputs["rules"] == [
        {
            "applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": "arn:key"},
            "bucketKeyEnabled": True,
        }
    ]


def test_access_logs_are_encrypted_under_s3_s_own():
    assert only(LOG_RECORDING, ENCRYPTION).inputs["rules"] == [
        {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}, "bucketKeyEnabled": False}
    ]


def test_documents_move_to_infrequent_access_and_only_old_versions_go():
    assert only(RECORDING, LIFECYCLE).inputs["rules"] == [
        {
            "id": "all",
            "status": "Enabled",
            "filter": {"prefix": ""},
            "transitions": [{"days": 30, "storageClass": "STANDARD_IA"}],
            "noncurrentVersionExpiration": {"noncurrentDays": 35},
            "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7},
        }
    ]


def test_access_logs_go_in_the_end():
    (rule,) = only(LOG_RECORDING, LIFECYCLE).inputs["rules"]
    assert rule["expiration"] == {"days": 365}
    assert "transitions" not in rule


def test_access_is_logged_to_the_log_bucket():
    logging = only(RECORDING, "aws:s3/bucketLogging:BucketLogging")
    assert (logging.inputs["targetBucket"], logging.inputs["targetPrefix"]) == ("logs", "access/")


def test_the_data_bucket_s_policy_only_refuses():
    arn = "arn:aws:s3:::dr-test-bucket-123456789012"
    assert statements(only(RECORDING, "aws:s3/bucketPolicy:BucketPolicy").inputs["policy"]) == {
        "TlsOnly": {
            "Effect": "Deny",
            "Principal": "*",
            "Action": ["s3:*"],
            "Resource": [arn, f"{arn}/*"],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
    }


def test_the_policy_waits_for_the_public_access_block():
    policy = only(RECORDING, "aws:s3/bucketPolicy:BucketPolicy")
    block = only(RECORDING, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
    assert block.urn in policy.dependencies


def test_s3_writes_the_data_bucket_s_log_and_no_other():
    found = statements(only(LOG_RECORDING, "aws:s3/bucketPolicy:BucketPolicy").inputs["policy"])
    assert list(found) == ["AccessLogs", "TlsOnly"]
    assert found["AccessLogs"] == {
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": ["s3:PutObject"],
        "Resource": "arn:aws:s3:::dr-test-log-bucket-123456789012/access/*",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": "123456789012"},
            "ArnLike": {"aws:SourceArn": "arn:aws:s3:::dr-test-bucket-123456789012"},
        },
    }
