"""Buckets are made with all that is asked of them, and refuse what AWS refuses."""

import json

import pytest
from botocore.exceptions import ClientError, ParamValidationError

from sandbox.errors import SandboxError
from sandbox.resources import kinds
from sandbox.resources.kind import Place

BUCKET = "aws:s3/bucket:Bucket"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
LOGGING = "aws:s3/bucketLogging:BucketLogging"
OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls"
POLICY = "aws:s3/bucketPolicy:BucketPolicy"
PUBLIC_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
NAME = "dr-test-bucket-123456789012"
ALL_BLOCKED = {
    "blockPublicAcls": True,
    "blockPublicPolicy": True,
    "ignorePublicAcls": True,
    "restrictPublicBuckets": True,
}
RULE = {
    "id": "all",
    "status": "Enabled",
    "filter": {"prefix": ""},
    "transitions": [{"storageClass": "STANDARD_IA", "days": 30.0}],
    "expiration": {"days": 365.0},
    "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7.0},
    "noncurrentVersionExpiration": {"noncurrentDays": 35.0},
}


@pytest.fixture(scope="module")
def s3(client):
    return client("s3")


@pytest.fixture(scope="module", autouse=True)
def bucket(make):
    return make(BUCKET, bucket=NAME, forceDestroy=False, tags={"owner": "team"})


def test_a_bucket_stands_in_its_region_with_its_tags(s3, bucket):
    assert bucket.id == NAME
    assert bucket.outputs["arn"] == f"arn:aws:s3:::{NAME}"
    assert bucket.outputs["bucketRegionalDomainName"] == f"{NAME}.s3.us-west-2.amazonaws.com"
    assert s3.get_bucket_location(Bucket=NAME)["LocationConstraint"] == "us-west-2"
    assert s3.get_bucket_tagging(Bucket=NAME)["TagSet"] == [{"Key": "owner", "Value": "team"}]


def test_a_bucket_of_the_first_region_has_no_location(emulator, client):
    kinds()[BUCKET].create(Place(emulator.aws, "us-east-1"), {"bucket": "first-region"})
    found = client("s3", "us-east-1").get_bucket_location(Bucket="first-region")
    assert found["LocationConstraint"] is None


def test_a_name_that_is_taken_is_refused(make):
    with pytest.raises(ClientError, match="BucketAlreadyOwnedByYou"):
        make(BUCKET, bucket=NAME)


def test_tags_of_a_bucket_change_in_place(make, change, s3):
    made = make(BUCKET, bucket="retagged", tags={"owner": "team"})
    change(BUCKET, made, bucket="retagged", tags={"tier": "staging"})
    assert s3.get_bucket_tagging(Bucket="retagged")["TagSet"] == [{"Key": "tier", "Value": "staging"}]
    change(BUCKET, made, bucket="retagged")
    with pytest.raises(ClientError, match="NoSuchTagSet"):
        s3.get_bucket_tagging(Bucket="retagged")


def test_a_bucket_is_not_renamed(change, bucket):
    with pytest.raises(SandboxError, match="cannot become 'other-name'"):
        change(BUCKET, bucket, bucket="other-name")


def test_a_lifecycle_is_kept_in_every_field(make, s3):
    made = make(LIFECYCLE, bucket=NAME, rules=[RULE])
    assert s3.get_bucket_lifecycle_configuration(Bucket=NAME)["Rules"] == [
        {
            "ID": "all",
            "Status": "Enabled",
            "Filter": {"Prefix": ""},
            "Transitions": [{"Days": 30, "StorageClass": "STANDARD_IA"}],
            "Expiration": {"Days": 365},
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
            "NoncurrentVersionExpiration": {"NoncurrentDays": 35},
        }
    ]
    assert made.id == NAME
    assert made.outputs["transitionDefaultMinimumObjectSize"] == "all_storage_classes_128K"


def test_a_lifecycle_changes_in_place(make, change, s3):
    made = make(LIFECYCLE, bucket=NAME, rules=[RULE])
    change(LIFECYCLE, made, bucket=NAME, rules=[{**RULE, "status": "Disabled"}])
    (rule,) = s3.get_bucket_lifecycle_configuration(Bucket=NAME)["Rules"]
    assert rule["Status"] == "Disabled"


def test_a_lifecycle_says_from_which_size_objects_move(make, s3):
    make(LIFECYCLE, bucket=NAME, rules=[RULE], transitionDefaultMinimumObjectSize="varies_by_storage_class")
    found = s3.get_bucket_lifecycle_configuration(Bucket=NAME)
    assert found["TransitionDefaultMinimumObjectSize"] == "varies_by_storage_class"


def test_an_unknown_setting_of_a_lifecycle_is_refused(make):
    with pytest.raises(ParamValidationError, match="Whenever"):
        make(LIFECYCLE, bucket=NAME, rules=[{**RULE, "expiration": {"whenever": True}}])


def test_access_logs_go_where_they_are_asked_to_go(make, s3):
    make(BUCKET, bucket="log-bucket")
    make(LOGGING, bucket=NAME, targetBucket="log-bucket", targetPrefix="access/")
    assert s3.get_bucket_logging(Bucket=NAME)["LoggingEnabled"] == {
        "TargetBucket": "log-bucket",
        "TargetPrefix": "access/",
    }


def test_the_owner_of_a_bucket_owns_what_is_in_it(make, s3):
    make(OWNERSHIP, bucket=NAME, rule={"objectOwnership": "BucketOwnerPreferred"})
    assert s3.get_bucket_ownership_controls(Bucket=NAME)["OwnershipControls"]["Rules"] == [
        {"ObjectOwnership": "BucketOwnerPreferred"}
    ]


def test_versions_are_kept(make, s3):
    make(VERSIONING, bucket=NAME, versioningConfiguration={"status": "Enabled"})
    assert s3.get_bucket_versioning(Bucket=NAME)["Status"] == "Enabled"


def test_objects_are_encrypted_under_the_key(make, s3, client):
    key = client("kms").create_key()["KeyMetadata"]["Arn"]
    default = {"kmsMasterKeyId": key, "sseAlgorithm": "aws:kms"}
    rule = {"applyServerSideEncryptionByDefault": default, "bucketKeyEnabled": True}
    make(ENCRYPTION, bucket=NAME, rules=[rule])
    found = s3.get_bucket_encryption(Bucket=NAME)["ServerSideEncryptionConfiguration"]
    s3.put_object(Bucket=NAME, Key="document", Body=b"{}")
    assert found["Rules"] == [
        {
            "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key},
            "BucketKeyEnabled": True,
        }
    ]
    assert s3.head_object(Bucket=NAME, Key="document")["SSEKMSKeyId"] == key


def test_a_public_policy_is_refused_only_where_public_policies_are_blocked(make, s3):
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::open/*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    make(BUCKET, bucket="open")
    make(PUBLIC_ACCESS_BLOCK, bucket="open", **ALL_BLOCKED)
    with pytest.raises(ClientError, match="BlockPublicPolicy"):
        make(POLICY, bucket="open", policy=policy)
    make(PUBLIC_ACCESS_BLOCK, bucket="open", **{**ALL_BLOCKED, "blockPublicPolicy": False})
    make(POLICY, bucket="open", policy=policy)
    assert s3.get_bucket_policy(Bucket="open")["Policy"] == policy


def test_public_access_that_nobody_asks_to_block_is_not_blocked(make, s3):
    make(BUCKET, bucket="half-blocked")
    make(PUBLIC_ACCESS_BLOCK, bucket="half-blocked", blockPublicAcls=True)
    found = s3.get_public_access_block(Bucket="half-blocked")["PublicAccessBlockConfiguration"]
    assert found == {
        "BlockPublicAcls": True,
        "BlockPublicPolicy": False,
        "IgnorePublicAcls": False,
        "RestrictPublicBuckets": False,
    }


def test_a_setting_of_a_bucket_that_is_not_there_is_refused(make):
    with pytest.raises(ClientError, match="NoSuchBucket"):
        make(VERSIONING, bucket="nowhere", versioningConfiguration={"status": "Enabled"})
