"""What faults do to tables, functions and APIs, and how that is counted."""

from datetime import UTC, datetime, timedelta
from http.client import RemoteDisconnected

import pytest
from botocore.exceptions import ClientError

from sandbox.emulator.faults.fault import Fault
from sandbox.faults import fault
from tests.emulator.apis import address, allow, api, ask
from tests.emulator.functions import function

WEST, EAST = "us-west-2", "us-east-1"


def counted(client, metric, namespace="AWS/DynamoDB"):
    """Sum a metric of the last quarter of an hour, by its dimensions."""
    cloudwatch, now = client("cloudwatch"), datetime.now(UTC)
    found = {}
    for each in cloudwatch.list_metrics(Namespace=namespace, MetricName=metric)["Metrics"]:
        points = cloudwatch.get_metric_statistics(
            **each,
            StartTime=now - timedelta(minutes=15),
            EndTime=now + timedelta(minutes=5),
            Period=60,
            Statistics=["Sum"],
        )["Datapoints"]
        key = tuple(sorted((dimension["Name"], dimension["Value"]) for dimension in each["Dimensions"]))
        found[key] = sum(point["Sum"] for point in points)
    return found


def test_requests_that_a_table_throttles_are_counted_in_its_metrics(emulator, client):
    dynamodb = client("dynamodb")
    key = {"id": {"S": "1"}}
    with fault(emulator.aws, "throttle", Fault("throttled", "dynamodb")):
        for ask in (
            lambda: dynamodb.get_item(
                TableName=f"arn:aws:dynamodb:{WEST}:123456789012:table/throttled", Key=key
            ),
            lambda: dynamodb.batch_get_item(RequestItems={"throttled": {"Keys": [key]}}),
            lambda: dynamodb.transact_write_items(
                TransactItems=[{"Delete": {"TableName": "throttled", "Key": key}}]
            ),
        ):
            with pytest.raises(ClientError, match="ProvisionedThroughputExceededException"):
                ask()
    table = ("TableName", "throttled")
    assert counted(client, "ReadThrottleEvents") == {(table,): 2}
    assert counted(client, "WriteThrottleEvents") == {(table,): 1}
    assert counted(client, "ThrottledRequests") == {
        (("Operation", "GetItem"), table): 1,
        (("Operation", "BatchGetItem"), table): 1,
        (("Operation", "TransactWriteItems"), table): 1,
    }


def test_requests_that_fail_at_a_table_are_counted_in_its_metrics(emulator, client):
    failing = fault(emulator.aws, "fail", Fault("failing", "dynamodb", operation="PutItem"))
    with failing, pytest.raises(ClientError, match="InternalServerError"):
        client("dynamodb").put_item(TableName="failed", Item={"id": {"S": "1"}})
    assert counted(client, "SystemErrors")[("Operation", "PutItem"), ("TableName", "failed")] == 1


def test_calls_that_lambda_throttles_are_counted_in_the_functions_metrics(emulator, client):
    throttled = fault(emulator.aws, "throttle", Fault("throttled", "lambda"))
    with throttled, pytest.raises(ClientError, match="TooManyRequestsException"):
        client("lambda").invoke(FunctionName="worker:live")
    assert counted(client, "Throttles", "AWS/Lambda")[(("FunctionName", "worker"),)] == 1


def test_an_api_is_lost_with_its_region_although_nobody_signs_for_it(emulator, client):
    made = {
        region: client("apigatewayv2", region).create_api(Name="api", ProtocolType="HTTP")["ApiId"]
        for region in (WEST, EAST)
    }
    with fault(emulator.aws, "loss", Fault("lost", region=WEST)):
        with pytest.raises(RemoteDisconnected):
            ask(address(emulator, made[WEST]))
        assert ask(address(emulator, made[EAST]))[0] == 404
    assert ask(address(emulator, made[WEST]))[0] == 404


def test_a_function_does_not_start_where_lambda_is_lost(emulator, client):
    """An API calls its function behind the door: ministack alone starts it, whatever is lost."""
    arn = function(client, "behind", "def handler(event, context):\n    return {'ok': True}\n")
    allow(client, arn, "apigateway.amazonaws.com")
    asked = address(emulator, api(client, arn))
    assert ask(asked) == (200, {"ok": True})
    for kind in ("lost", "failing"):
        with fault(emulator.aws, "loss", Fault(kind, "lambda", WEST)):
            assert ask(asked) == (500, {"message": "Internal Server Error"})
    with fault(emulator.aws, "throttle", Fault("throttled", "lambda", WEST)):
        assert ask(asked)[0] == 429
    assert counted(client, "Throttles", "AWS/Lambda")[(("FunctionName", "behind"),)] == 1
    assert ask(asked) == (200, {"ok": True})


@pytest.mark.parametrize(
    ("kind", "expected", "metric"),
    [
        ("throttled", (429, {"message": "Too Many Requests"}), "4xx"),
        ("failing", (500, {"message": "Internal Server Error"}), "5xx"),
    ],
)
def test_an_api_fails_and_counts_it_as_api_gateway_does(emulator, client, kind, expected, metric):
    made = client("apigatewayv2").create_api(Name="api", ProtocolType="HTTP")["ApiId"]
    with fault(emulator.aws, "api", Fault(kind, "execute-api", WEST)):
        assert ask(address(emulator, made)) == expected
    assert counted(client, metric, "AWS/ApiGateway")[(("ApiId", made),)] == 1
