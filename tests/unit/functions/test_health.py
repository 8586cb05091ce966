"""What makes a part healthy."""

import pytest
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError

from stack.functions.health import check


def test_both_parts_serve(table, bucket, cloud):
    found = check(table, bucket)
    assert found.parts == {"table": "ok", "bucket": "ok"}
    assert (found.healthy, found.serves, found.status) == (True, True, "healthy")
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
    assert (found.healthy, found.serves, found.status) == (False, False, "unhealthy")


def test_a_part_that_cannot_be_reached_does_not_hide_the_other(table, bucket, cloud):
    cloud.hang("DescribeTable", EndpointConnectionError, times=3)
    cloud.hang("HeadBucket", times=3)
    assert check(table, bucket).parts == {"table": "EndpointConnectionError", "bucket": "ConnectTimeoutError"}


def test_a_database_is_a_part_where_there_is_one(table, bucket, database, cloud):
    found = check(table, bucket, database)
    assert found.parts == {"table": "ok", "bucket": "ok", "database": "ok"}
    assert (found.healthy, found.serves, found.status) == (True, True, "healthy")
    assert cloud.calls == ["DescribeTable", "GetItem", "HeadBucket", "ExecuteStatement"]


@pytest.mark.parametrize(
    "refusal",
    [
        ("DatabaseResumingException", 400),
        ("DatabaseNotFoundException", 404),
        ("DatabaseUnavailableException", 504),
        ("ForbiddenException", 403),
    ],
)
def test_a_database_that_is_down_leaves_the_system_degraded(table, bucket, database, cloud, refusal):
    cloud.fail("ExecuteStatement", *refusal)
    found = check(table, bucket, database)
    assert found.parts == {"table": "ok", "bucket": "ok", "database": refusal[0]}
    assert (found.healthy, found.serves, found.status) == (False, True, "degraded")


def test_a_table_that_is_down_is_worse_than_a_database_that_is(table, bucket, database, cloud):
    cloud.hang("ExecuteStatement", ReadTimeoutError)
    cloud.status = "CREATING"
    found = check(table, bucket, database)
    assert found.parts == {"table": "status CREATING", "bucket": "ok", "database": "ReadTimeoutError"}
    assert (found.healthy, found.serves, found.status) == (False, False, "unhealthy")
