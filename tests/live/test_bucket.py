"""The buckets: versioned, encrypted, private, reached by TLS alone."""

import uuid

import pytest
from botocore.exceptions import ClientError

from tests.live.policies import for_source, in_order, statements, tls_only

BOTH = pytest.mark.parametrize("bucket", ["s3_bucket_name", "log_bucket_name"])


@BOTH
def test_versions_are_kept(client, outputs, bucket):
    assert client("s3").get_bucket_versioning(Bucket=outputs[bucket])["Status"] == "Enabled"


@BOTH
def test_the_public_is_shut_out(client, outputs, bucket):
    found = client("s3").get_public_access_block(Bucket=outputs[bucket])["PublicAccessBlockConfiguration"]
    names = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
    assert found == dict.fromkeys(names, True)


@BOTH
def test_the_owner_owns_every_object(client, outputs, bucket):
    [rule] = client("s3").get_bucket_ownership_controls(Bucket=outputs[bucket])["OwnershipControls"]["Rules"]
    assert rule == {"ObjectOwnership": "BucketOwnerEnforced"}


@BOTH
def test_its_policy_denies_what_comes_without_tls_and_lets_s3_log_there_alone(client, outputs, bucket):
    arn = f"arn:aws:s3:::{outputs[bucket]}"
    log = {
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"{arn}/access/*",
        "Condition": for_source(outputs, outputs["s3_bucket_arn"]),
    }
    wanted = [tls_only("s3:*", [arn, f"{arn}/*"]), *([log] if bucket == "log_bucket_name" else [])]
    assert statements(client("s3").get_bucket_policy(Bucket=outputs[bucket])["Policy"]) == in_order(wanted)


@BOTH
def test_replaced_versions_go_after_the_retention(client, outputs, bucket):
    [rule] = client("s3").get_bucket_lifecycle_configuration(Bucket=outputs[bucket])["Rules"]
    assert (rule["Status"], rule["Filter"]) == ("Enabled", {"Prefix": ""})
    assert rule["NoncurrentVersionExpiration"]["NoncurrentDays"] == outputs["retention_days"]
    assert rule["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 7}


def test_documents_move_to_infrequent_access_after_30_days(client, outputs):
    [rule] = client("s3").get_bucket_lifecycle_configuration(Bucket=outputs["s3_bucket_name"])["Rules"]
    assert rule["Transitions"] == [{"Days": 30, "StorageClass": "STANDARD_IA"}]
    assert "Expiration" not in rule


def test_access_logs_go_when_all_logs_do(client, outputs):
    [rule] = client("s3").get_bucket_lifecycle_configuration(Bucket=outputs["log_bucket_name"])["Rules"]
    assert rule["Expiration"]["Days"] == outputs["log_retention_days"]
    assert "Transitions" not in rule


def test_documents_are_encrypted_with_the_stacks_own_key(client, outputs):
    found = client("s3").get_bucket_encryption(Bucket=outputs["s3_bucket_name"])
    [rule] = found["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"] == {
        "SSEAlgorithm": "aws:kms",
        "KMSMasterKeyID": outputs["data_key_arn"],
    }
    assert rule["BucketKeyEnabled"] is True


def test_access_logs_are_encrypted_with_s3s_own_key_which_alone_it_can_log_under(client, outputs):
    found = client("s3").get_bucket_encryption(Bucket=outputs["log_bucket_name"])
    [rule] = found["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}


def test_access_to_documents_is_logged(client, outputs):
    logging = client("s3").get_bucket_logging(Bucket=outputs["s3_bucket_name"])["LoggingEnabled"]
    assert (logging["TargetBucket"], logging["TargetPrefix"]) == (outputs["log_bucket_name"], "access/")


def test_it_has_its_name_and_arn(outputs):
    assert outputs["s3_bucket_name"] == f"dr-{outputs['suffix']}-bucket-{outputs['account']}"
    assert outputs["s3_bucket_arn"] == f"arn:aws:s3:::{outputs['s3_bucket_name']}"


def test_an_object_that_was_overwritten_or_deleted_comes_back(client, outputs):
    s3, bucket = client("s3"), outputs["s3_bucket_name"]
    key = f"live-test/{uuid.uuid4()}"
    made = []
    try:
        made.append(s3.put_object(Bucket=bucket, Key=key, Body=b"first")["VersionId"])
        made.append(s3.put_object(Bucket=bucket, Key=key, Body=b"second")["VersionId"])
        made.append(s3.delete_object(Bucket=bucket, Key=key)["VersionId"])
        first, _, marker = made
        with pytest.raises(ClientError, match="NoSuchKey"):
            s3.get_object(Bucket=bucket, Key=key)
        assert s3.get_object(Bucket=bucket, Key=key, VersionId=first)["Body"].read() == b"first"
        s3.delete_object(Bucket=bucket, Key=key, VersionId=marker)
        assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == b"second"
    finally:
        for version in made:
            s3.delete_object(Bucket=bucket, Key=key, VersionId=version)


@BOTH
@pytest.mark.parametrize(("path", "status"), [("/documents/none", 404), ("", 200)], ids=["object", "bucket"])
def test_what_comes_without_tls_is_refused(target, outputs, bucket, path, status):
    path = f"/{outputs[bucket]}{path}"
    assert (target.status_of_store(path), target.status_of_store(path, plain=True)) == (status, 403)
