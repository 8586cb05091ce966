"""Faults on request: what each does to a request, where, and that it ends."""

import time
from dataclasses import asdict

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from sandbox.emulator.faults.fault import Fault, Faults
from sandbox.errors import SandboxError
from sandbox.faults import fault

WEST, EAST = "us-west-2", "us-east-1"
CALLS = {
    "apigatewayv2": "get_apis",
    "cloudwatch": "list_metrics",
    "dynamodb": "list_tables",
    "ec2": "describe_vpcs",
    "events": "list_rules",
    "iam": "list_users",
    "kms": "list_keys",
    "lambda": "list_functions",
    "route53": "list_hosted_zones",
    "s3": "list_buckets",
    "sns": "list_topics",
    "sqs": "list_queues",
}


def outcome(client, service, region=WEST):
    """Return how a service answers: ``served``, ``closed``, or with an error's code and status."""
    try:
        getattr(client(service, region), CALLS[service])()
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
    except ConnectionClosedError:
        return "closed"
    return "served"


@pytest.mark.parametrize(
    ("service", "expected"),
    {
        "apigatewayv2": ("TooManyRequestsException", 429),
        "cloudwatch": ("ThrottlingException", 400),
        "dynamodb": ("ThrottlingException", 400),
        "ec2": ("RequestLimitExceeded", 503),
        "events": ("ThrottlingException", 400),
        "iam": ("Throttling", 400),
        "kms": ("ThrottlingException", 400),
        "lambda": ("TooManyRequestsException", 429),
        "route53": ("Throttling", 400),
        "s3": ("SlowDown", 503),
        "sns": ("Throttling", 400),
        "sqs": ("ThrottlingException", 400),
    }.items(),
)
def test_a_throttled_service_refuses_with_its_own_error(emulator, client, service, expected):
    with fault(emulator.aws, "throttle", Fault("throttled", service)):
        assert outcome(client, service) == expected
    assert outcome(client, service) == "served"


@pytest.mark.parametrize(
    ("service", "expected"),
    (
        dict.fromkeys(CALLS, "InternalFailure")
        | {"dynamodb": "InternalServerError", "lambda": "ServiceException", "s3": "InternalError"}
    ).items(),
)
def test_a_failing_service_answers_with_its_own_500(emulator, client, service, expected):
    with fault(emulator.aws, "fail", Fault("failing", service)):
        assert outcome(client, service) == (expected, 500)
    assert outcome(client, service) == "served"


@pytest.mark.parametrize("service", CALLS)
def test_a_lost_service_closes_the_connection(emulator, client, service):
    with fault(emulator.aws, "loss", Fault("lost", service)):
        assert outcome(client, service) == "closed"
    assert outcome(client, service) == "served"


def test_a_lost_region_takes_its_services_and_leaves_other_regions_and_global_services(emulator, client):
    with fault(emulator.aws, "loss", Fault("lost", region=WEST)):
        lost = {service for service in CALLS if outcome(client, service) == "closed"}
        elsewhere = {outcome(client, service, EAST) for service in CALLS}
    assert lost == CALLS.keys() - {"iam", "route53"}
    assert elsewhere == {"served"}


def test_a_global_service_is_lost_where_it_is_named(emulator, client):
    with fault(emulator.aws, "loss", Fault("lost", "iam", WEST)):
        assert outcome(client, "iam") == "closed"


def test_a_fault_of_one_service_in_one_region_leaves_all_others(emulator, client):
    with fault(emulator.aws, "fail", Fault("failing", "sqs", WEST)):
        assert outcome(client, "sqs", EAST) == "served"
        assert outcome(client, "sns") == "served"
        assert outcome(client, "sqs") == ("InternalFailure", 500)


def test_a_fault_of_one_operation_leaves_the_others(emulator, client):
    with fault(emulator.aws, "fail", Fault("failing", "dynamodb", operation="PutItem")):
        assert outcome(client, "dynamodb") == "served"
        with pytest.raises(ClientError, match="InternalServerError"):
            client("dynamodb").put_item(TableName="orders", Item={"id": {"S": "1"}})


def test_a_share_hits_that_part_of_the_requests_evenly(emulator, client):
    with fault(emulator.aws, "some", Fault("throttled", "s3", share=0.3)):
        found = [outcome(client, "s3") for _ in range(10)]
    hit = ("SlowDown", 503)
    assert [number for number, each in enumerate(found, start=1) if each == hit] == [4, 7, 10]
    assert found.count("served") == 7


def test_a_slow_service_answers_late(emulator, client):
    began = time.monotonic()
    with fault(emulator.aws, "slow", Fault("slow", "sqs", seconds=0.4)):
        assert outcome(client, "sqs") == "served"
    assert time.monotonic() - began >= 0.4


def test_a_fault_ends_with_its_context_when_that_fails(emulator, client):
    def drill():
        with fault(emulator.aws, "loss", Fault("lost", "sqs")):
            raise KeyError("drill")

    with pytest.raises(KeyError, match="drill"):
        drill()
    assert emulator.aws.control("GET", "faults") == {}
    assert outcome(client, "sqs") == "served"


def test_the_emulator_tells_which_faults_are_on_and_ends_them_all_at_once(emulator):
    wanted = {"one": Fault("lost", "sqs"), "two": Fault("slow", region=EAST, seconds=2)}
    for name, each in wanted.items():
        emulator.aws.control("PUT", f"faults/{name}", asdict(each))
    assert emulator.aws.control("GET", "faults") == {name: asdict(each) for name, each in wanted.items()}
    emulator.aws.control("DELETE", "faults")
    assert emulator.aws.control("GET", "faults") == {}


def test_a_service_is_found_by_the_name_that_boto3_has_for_it(emulator, client):
    assert Fault("lost", "cloudwatch").service == "monitoring"
    with fault(emulator.aws, "loss", Fault("lost", "cloudwatch")):
        assert outcome(client, "cloudwatch") == "closed"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"kind": "broken"},
            "kind 'broken' for a fault; wanted one of throttled, failing, slow, lost, lagging",
        ),
        ({"kind": "lost", "service": "dynamo"}, "service 'dynamo' for a fault; wanted a service's name"),
        ({"kind": "lost", "service": 7}, "service 7 for a fault; wanted text"),
        ({"kind": "lost", "region": "us-west-9"}, "region 'us-west-9' for a fault; wanted a region's name"),
        (
            {"kind": "lost", "service": "lambda", "operation": "GetItem"},
            "operation 'GetItem' for a fault; wanted an operation of lambda",
        ),
        (
            {"kind": "lost", "operation": "GetItem"},
            "operation 'GetItem' for a fault; wanted an operation of a service that is named",
        ),
        ({"kind": "slow"}, "seconds 0.0 for a fault; wanted more than 0 for lagging and slow"),
        ({"kind": "slow", "seconds": "1"}, "seconds '1' for a fault; wanted a number from 0 to 3600"),
        ({"kind": "slow", "seconds": -1}, "seconds -1 for a fault; wanted a number from 0 to 3600"),
        ({"kind": "lost", "seconds": 1}, "seconds 1 for a fault; wanted more than 0 for lagging and slow"),
        ({"kind": "lost", "share": 0}, "share 0 for a fault; wanted a number above 0, up to 1"),
        ({"kind": "lost", "share": True}, "share True for a fault; wanted a number above 0, up to 1"),
        (
            {"kind": "lost", "colour": 1},
            "{'kind': 'lost', 'colour': 1} for a fault; wanted an object with kind",
        ),
        ({"service": "s3"}, "{'service': 's3'} for a fault; wanted an object with kind"),
        (["lost"], "['lost'] for a fault; wanted an object with kind"),
    ],
)
def test_what_is_no_fault_is_refused_with_what_was_found_and_wanted(emulator, values, message):
    with pytest.raises(SandboxError) as refused:
        emulator.aws.control("PUT", "faults/odd", values)
    assert f"found {message}" in str(refused.value)
    assert emulator.aws.control("GET", "faults") == {}


def test_a_fault_that_cannot_be_is_refused_before_anything_is_asked():
    with pytest.raises(SandboxError, match="found kind 'broken' for a fault"):
        Fault("broken")  # pyrefly: ignore[bad-argument-type]


def test_only_a_whole_fault_says_that_a_service_is_lost_or_behind():
    faults = Faults()
    faults.turn_on("one", Fault("lost", "dynamodb", WEST, "GetItem"))
    faults.turn_on("two", Fault("lost", "dynamodb", WEST, share=0.5))
    assert not faults.lost("dynamodb", WEST)
    faults.turn_on("three", Fault("lost", region=WEST))
    assert faults.lost("dynamodb", WEST)
    assert faults.lost("", WEST)
    assert not faults.lost("iam", WEST)
    assert not faults.lost("dynamodb", EAST)
    faults.turn_on("four", Fault("lagging", "dynamodb", EAST, seconds=5))
    faults.turn_on("five", Fault("lagging", region=EAST, seconds=9))
    assert (faults.lag("dynamodb", EAST), faults.lag("dynamodb", WEST)) == (9, 0)
