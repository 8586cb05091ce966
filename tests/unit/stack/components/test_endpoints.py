"""The gateway endpoints let through what the function does to this stack's data."""

from __future__ import annotations

import pytest

from stack import grants
from stack.components.endpoints import Endpoints, EndpointsArgs
from tests.unit.stack.recorded import SCOPE, TAGS, UNKNOWN, named, outputs, recorded, statements

ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
ACCESS = grants.access(SCOPE, self_repair=True)
RECORDING = recorded(lambda: Endpoints("endpoints", EndpointsArgs(SCOPE, "vpc-1", "rtb-1", ACCESS)))


@pytest.mark.parametrize("service", ["dynamodb", "s3"])
def test_there_is_a_gateway_to_each_service(service):
    inputs = named(RECORDING, ENDPOINT, service).inputs
    assert {key: value for key, value in inputs.items() if key != "policy"} == {
        "vpcId": "vpc-1",
        "vpcEndpointType": "Gateway",
        "serviceName": f"com.amazonaws.eu-west-1.{service}",
        "routeTableIds": ["rtb-1"],
        "tags": {**TAGS, "Name": f"dr-test-{service}-endpoint"},
    }


@pytest.mark.parametrize(
    ("service", "resources"),
    [
        ("dynamodb", {"arn:aws:dynamodb:eu-west-1:123456789012:table/dr-test-table"}),
        (
            "s3",
            {
                "arn:aws:s3:::dr-test-bucket-123456789012",
                "arn:aws:s3:::dr-test-bucket-123456789012/documents/*",
            },
        ),
    ],
)
def test_an_endpoint_lets_this_account_reach_this_stack_s_data(service, resources):
    found = statements(named(RECORDING, ENDPOINT, service).inputs["policy"]).values()
    assert {each["Resource"] for each in found} == resources
    assert [each["Condition"] for each in found] == [
        {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}
    ] * len(found)


def test_the_prefix_lists_are_told_by_service():
    assert outputs(RECORDING, "endpoints") == {"prefixListIds": {"dynamodb": UNKNOWN, "s3": UNKNOWN}}
