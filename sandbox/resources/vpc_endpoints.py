"""Gateway endpoints of a VPC, by which its subnets reach S3 and DynamoDB."""

from __future__ import annotations

import json
from typing import Any

from sandbox.errors import SandboxError
from sandbox.registration import Properties
from sandbox.resources.change import lasting
from sandbox.resources.ec2_tags import tagged
from sandbox.resources.kind import Kind, Made, Place
from sandbox.resources.request import given, request

GATEWAY = "Gateway"
ENDPOINT = {
    "policy": "PolicyDocument",
    "routeTableIds": "RouteTableIds",
    "serviceName": "ServiceName",
    "vpcEndpointType": "VpcEndpointType",
    "vpcId": "VpcId",
}
COMPUTED: Properties = {
    "dnsEntries": [],
    "dnsOptions": {},
    "ipAddressType": "",
    "networkInterfaceIds": [],
    "privateDnsEnabled": False,
    "requesterManaged": False,
    "securityGroupIds": [],
    "subnetConfigurations": [],
    "subnetIds": [],
}
ANYTHING = json.dumps(
    {
        "Version": "2008-10-17",
        "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}],
    }
)
"""The policy of an endpoint that was given none."""


def _endpoint(place: Place, asked: Properties) -> Made:
    found = asked.get("vpcEndpointType", GATEWAY)
    if found != GATEWAY:
        raise SandboxError(f"vpcEndpointType is {found!r}; wanted {GATEWAY}, all that is emulated")
    endpoint = place.client("ec2").create_vpc_endpoint(**request(asked, ENDPOINT))["VpcEndpoint"]
    identity = endpoint["VpcEndpointId"]
    tagged(place, identity, asked)
    outputs: Properties = {
        **COMPUTED,
        **_prefix_list(place, str(asked["serviceName"])),
        "arn": place.arn("ec2", f"vpc-endpoint/{identity}"),
        "ownerId": place.account,
        "serviceRegion": place.region,
        "state": endpoint["State"],
        "vpcEndpointType": GATEWAY,
    }
    return Made(identity, {**outputs, **_present(asked), **given(asked, "serviceName", "vpcId")})


def _prefix_list(place: Place, service: str) -> Properties:
    """Return the list of a service's addresses, by which security groups name it."""
    named = [{"Name": "prefix-list-name", "Values": [service]}]
    (prefixes,) = place.client("ec2").describe_prefix_lists(Filters=named)["PrefixLists"]
    return {"cidrBlocks": prefixes["Cidrs"], "prefixListId": prefixes["PrefixListId"]}


def _changed_endpoint(place: Place, made: Made, asked: Properties) -> Made:
    client = place.client("ec2")
    (there,) = client.describe_vpc_endpoints(VpcEndpointIds=[made.id])["VpcEndpoints"]
    before, after = _names(there["RouteTableIds"]), _names(asked.get("routeTableIds"))
    client.modify_vpc_endpoint(
        VpcEndpointId=made.id,
        PolicyDocument=asked.get("policy") or ANYTHING,
        AddRouteTableIds=sorted(after - before),
        RemoveRouteTableIds=sorted(before - after),
    )
    tagged(place, made.id, asked)
    return Made(made.id, {**made.outputs, **_present(asked)})


def _names(value: Any) -> set[str]:  # noqa: ANN401 a list of AWS's or of the program's
    return {str(each) for each in value or ()}


def _present(asked: Properties) -> Properties:
    return {"policy": ANYTHING, "routeTableIds": [], **given(asked, "policy", "routeTableIds")}


KINDS = {
    "aws:ec2/vpcEndpoint:VpcEndpoint": Kind(
        _endpoint,
        frozenset({"tags", *ENDPOINT}),
        lasting(_changed_endpoint, "serviceName", "vpcEndpointType", "vpcId"),
    )
}
