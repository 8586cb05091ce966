"""The calls to the bucket."""

import pytest
from botocore.exceptions import ClientError

KEY = "documents/a.json"


def test_a_document_is_kept_and_its_version_given(bucket, cloud):
    assert bucket.keep(KEY, b"{}") == "v1"
    assert cloud.objects == {KEY: b"{}"}


def test_a_document_that_is_there_already_is_left_and_its_version_given(bucket, cloud):
    cloud.objects[KEY] = b"{}"
    assert bucket.keep(KEY, b"{}") == "v1"
    assert cloud.calls == ["PutObject", "HeadObject"]


def test_without_versioning_the_version_is_null_as_s3_calls_it(bucket, cloud):
    cloud.versioning = ""
    assert bucket.keep(KEY, b"{}") == "null"


def test_another_refusal_is_raised(bucket, cloud):
    cloud.fail("PutObject", "AccessDenied", status=403)
    with pytest.raises(ClientError, match="AccessDenied"):
        bucket.keep(KEY, b"{}")
    assert cloud.calls == ["PutObject"]


def test_a_bucket_that_answers_is_reached(bucket):
    assert bucket.reach() is None


def test_a_bucket_that_is_not_there_is_not_reached(bucket, cloud):
    cloud.fail("HeadBucket", "NoSuchBucket", status=404)
    with pytest.raises(ClientError, match="404"):
        bucket.reach()


@pytest.mark.parametrize(("status", "versioned"), [("Enabled", True), ("Suspended", False), ("", False)])
def test_a_bucket_is_versioned_only_while_enabled(bucket, cloud, status, versioned):
    cloud.versioning = status
    assert bucket.versioned() is versioned


def test_versioning_is_turned_on(bucket, cloud):
    cloud.versioning = "Suspended"
    bucket.enable_versioning()
    assert bucket.versioned()
