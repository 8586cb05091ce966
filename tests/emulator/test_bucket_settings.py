"""Settings of buckets; ministack lists objects in answer to some, and takes others unseen."""

import json
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

REGION = "us-west-2"
RULE = {"ID": "all", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 1}}


@pytest.fixture(scope="module")
def s3(client):
    return client("s3")


@pytest.fixture
def bucket(s3):
    name = f"bucket-{uuid4()}"
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    return name


@pytest.mark.parametrize(
    ("condition", "is_public"), [({}, True), ({"aws:SourceAccount": "123456789012"}, False)]
)
def test_a_policy_for_everyone_is_public_unless_a_condition_says_who(s3, bucket, condition, is_public):
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{bucket}/*",
        "Condition": {"StringEquals": condition} if condition else {},
    }
    s3.delete_public_access_block(Bucket=bucket)
    s3.put_bucket_policy(
        Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    )
    assert s3.get_bucket_policy_status(Bucket=bucket)["PolicyStatus"]["IsPublic"] is is_public


def test_a_bucket_without_a_policy_has_no_status_of_it(s3, bucket):
    with pytest.raises(ClientError, match="NoSuchBucketPolicy"):
        s3.get_bucket_policy_status(Bucket=bucket)


def test_the_owner_of_a_bucket_pays(s3, bucket):
    assert s3.get_bucket_request_payment(Bucket=bucket)["Payer"] == "BucketOwner"


def test_accesses_are_not_logged_into_a_bucket_that_is_not_there(s3, bucket):
    with pytest.raises(ClientError, match="InvalidTargetBucketForLogging"):
        s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus=logging_to("nowhere"))
    assert "LoggingEnabled" not in s3.get_bucket_logging(Bucket=bucket)


def test_accesses_are_not_logged_into_another_region(s3, client, bucket):
    client("s3", "us-east-1").create_bucket(Bucket="elsewhere")
    with pytest.raises(ClientError, match="CrossLocationLoggingProhibitted"):
        s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus=logging_to("elsewhere"))


def test_accesses_are_logged_into_a_bucket_that_is_there_until_that_is_over(s3, bucket):
    s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus=logging_to(bucket))
    assert s3.get_bucket_logging(Bucket=bucket)["LoggingEnabled"]["TargetBucket"] == bucket
    s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus={})
    assert "LoggingEnabled" not in s3.get_bucket_logging(Bucket=bucket)


def test_the_size_from_which_objects_move_is_kept_until_another_is_put(s3, bucket):
    rules = {"Bucket": bucket, "LifecycleConfiguration": {"Rules": [RULE]}}
    size = "varies_by_storage_class"
    put = s3.put_bucket_lifecycle_configuration(**rules, TransitionDefaultMinimumObjectSize=size)
    found = s3.get_bucket_lifecycle_configuration(Bucket=bucket)
    assert put["TransitionDefaultMinimumObjectSize"] == size
    assert found["TransitionDefaultMinimumObjectSize"] == size
    s3.put_bucket_lifecycle_configuration(**rules)
    found = s3.get_bucket_lifecycle_configuration(Bucket=bucket)
    assert found["TransitionDefaultMinimumObjectSize"] == "all_storage_classes_128K"


def logging_to(target):
    return {"LoggingEnabled": {"TargetBucket": target, "TargetPrefix": "access/"}}
