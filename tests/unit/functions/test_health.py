"""What makes a part healthy."""

import pytest
from botocore.exceptions import EndpointConnectionError

from stack.functions.health import check


def test_both_parts_serve(table, bucket, cloud):
    found = check(table, bucket)
    assert found.parts == {"table": "ok", "bucket": "ok"}
    assert found.healthy
    assert cloud.calls == ["DescribeTable", "GetItem", "HeadBucket"]


def test_a_table_that_is_being_updated_serves(table, bucket, cloud):
    cloud.status = "UPDATING"
    assert check(table, bucket).healthy


@pytest.mark.parametrize(
    "status", ["CREATING", "DELETING", "ARCHIVED", "INACCESSIBLE_ENCRYPTION_CREDENTIALS"]
)
def test_a_table_in_another_status_does_not_serve(table, bucket, cloud, status):
    cloud.status = status
    found = check(table, bucket)
    assert found.parts == {"table": f"status {status}", "bucket": "ok"}
    assert not found.healthy


@pytest.mark.parametrize(
    ("refusal", "parts"),
    [
        (
            ("DescribeTable", "ResourceNotFoundException", 400),
            {"table": "ResourceNotFoundException", "bucket": "ok"},
        ),
        (("GetItem", "ThrottlingException", 400), {"table": "ThrottlingException", "bucket": "ok"}),
        (("GetItem", "AccessDeniedException", 400), {"table": "AccessDeniedException", "bucket": "ok"}),
        (("HeadBucket", "NoSuchBucket", 404), {"table": "ok", "bucket": "HTTP 404"}),
        (("HeadBucket", "AccessDenied", 403), {"table": "ok", "bucket": "HTTP 403"}),
    ],
)
def test_a_part_that_refuses_is_named_with_the_reason(table, bucket, cloud, refusal, parts):
    cloud.fail(*refusal, times=3)
    found = check(table, bucket)
    assert found.parts == parts
    assert not found.healthy


def test_a_part_that_cannot_be_reached_does_not_hide_the_other(table, bucket, cloud):
    cloud.hang("DescribeTable", EndpointConnectionError, times=3)
    cloud.hang("HeadBucket", times=3)
    assert check(table, bucket).parts == {"table": "EndpointConnectionError", "bucket": "ConnectTimeoutError"}
