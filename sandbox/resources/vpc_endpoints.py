"""Endpoints of a VPC, by which its subnets reach AWS: gateways to S3 and DynamoDB, interfaces to the rest."""

from __future__ import annotations

import json
from typing import Any

from sandbox.errors import SandboxError
from sandbox.registration import Properties
from sandbox.resources.change import lasting
from sandbox.resources.ec2_tags import tagged
from sandbox.resources.kind import Kind, Made, Place
from sandbox.resources.request import camel, given, request

GATEWAY, INTERFACE = "Gateway", "Interface"
ENDPOINT = {
    "policy": "PolicyDocument",
    "privateDnsEnabled": "PrivateDnsEnabled",
    "routeTableIds": "RouteTableIds",
    "securityGroupIds": "SecurityGroupIds",
    "serviceName": "ServiceName",
    "subnetIds": "SubnetIds",
    "vpcEndpointType": "VpcEndpointType",
    "vpcId": "VpcId",
}
LISTS = {"routeTableIds": "RouteTableIds", "securityGroupIds": "SecurityGroupIds", "subnetIds": "SubnetIds"}
KEPT = {"routeTableIds": GATEWAY, "securityGroupIds": INTERFACE, "subnetIds": INTERFACE}
"""Which kind of endpoint each list is for."""
COMPUTED: Properties = {
    "cidrBlocks": [],
    "dnsEntries": [],
    "dnsOptions": {},
    "ipAddressType": "",
    "networkInterfaceIds": [],
    "prefixListId": "",
    "privateDnsEnabled": False,
    "requesterManaged": False,
    "routeTableIds": [],
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
    kind = _kind(asked)
    private: Properties = {"privateDnsEnabled": False} if kind == INTERFACE else {}
    wanted = request({"vpcEndpointType": kind, **private, **asked}, ENDPOINT)
    endpoint = place.client("ec2").create_vpc_endpoint(**wanted)["VpcEndpoint"]
    identity = endpoint["VpcEndpointId"]
    tagged(place, identity, asked)
    outputs: Properties = {
        **COMPUTED,
        **(_prefix_list(place, str(asked["serviceName"])) if kind == GATEWAY else {}),
        "arn": place.arn("ec2", f"vpc-endpoint/{identity}"),
        "ownerId": place.account,
        "serviceRegion": place.region,
        "state": endpoint["State"],
        "vpcEndpointType": kind,
    }
    return Made(
        identity, {**outputs, **_present(place, identity, asked), **given(asked, "serviceName", "vpcId")}
    )


def _kind(asked: Properties) -> str:
    """Return of which kind an endpoint is. Raises ``SandboxError`` for lists that are not for that kind."""
    found = asked.get("vpcEndpointType") or GATEWAY
    if found not in {GATEWAY, INTERFACE}:
        raise SandboxError(
            f"vpcEndpointType is {found!r}; wanted {GATEWAY} or {INTERFACE}, all that is emulated"
        )
    for name, kind in KEPT.items():
        if asked.get(name) and kind != found:
            raise SandboxError(f"{name} is {asked[name]!r}; wanted none: only {kind} endpoints have them")
    return found


def _prefix_list(place: Place, service: str) -> Properties:
    """Return the list of a service's addresses, by which security groups name it."""
    named = [{"Name": "prefix-list-name", "Values": [service]}]
    (prefixes,) = place.client("ec2").describe_prefix_lists(Filters=named)["PrefixLists"]
    return {"cidrBlocks": prefixes["Cidrs"], "prefixListId": prefixes["PrefixListId"]}


def _changed_endpoint(place: Place, made: Made, asked: Properties) -> Made:
    kind, client = _kind(asked), place.client("ec2")
    there = _described(place, made.id)
    changes: dict[str, Any] = {}
    for ours, theirs in LISTS.items():
        before, after = _listed(there, theirs), _names(asked.get(ours))
        if kind == KEPT[ours] and (kind == GATEWAY or asked.get(ours)):
            changes[f"Add{theirs}"] = sorted(after - before)
            changes[f"Remove{theirs}"] = sorted(before - after)
    if kind == INTERFACE:
        changes["PrivateDnsEnabled"] = bool(asked.get("privateDnsEnabled"))
    client.modify_vpc_endpoint(
        VpcEndpointId=made.id, PolicyDocument=asked.get("policy") or ANYTHING, **changes
    )
    tagged(place, made.id, asked)
    return Made(made.id, {**made.outputs, **_present(place, made.id, asked)})


def _described(place: Place, identity: str) -> dict[str, Any]:
    (found,) = place.client("ec2").describe_vpc_endpoints(VpcEndpointIds=[identity])["VpcEndpoints"]
    return found


def _listed(there: dict[str, Any], name: str) -> set[str]:
    """Return what an endpoint has of a list; AWS describes groups in another way than it takes them."""
    if name == "SecurityGroupIds":
        return {str(each["GroupId"]) for each in there.get("Groups") or ()}
    return _names(there.get(name))


def _names(value: Any) -> set[str]:  # noqa: ANN401 a list of AWS's or of the program's
    return {str(each) for each in value or ()}


def _present(place: Place, identity: str, asked: Properties) -> Properties:
    """Return what can change of an endpoint, as AWS has it now."""
    policy = {"policy": asked.get("policy") or ANYTHING}
    if _kind(asked) == GATEWAY:
        return {**policy, "routeTableIds": [], **given(asked, "routeTableIds")}
    there = _described(place, identity)
    interfaces = place.client("ec2").describe_network_interfaces(
        NetworkInterfaceIds=there["NetworkInterfaceIds"]
    )["NetworkInterfaces"]
    return {
        **policy,
        "dnsEntries": camel(there["DnsEntries"]),
        "dnsOptions": camel(there["DnsOptions"]),
        "ipAddressType": there["IpAddressType"],
        "networkInterfaceIds": there["NetworkInterfaceIds"],
        "privateDnsEnabled": there["PrivateDnsEnabled"],
        "securityGroupIds": [*sorted(_listed(there, "SecurityGroupIds"))],
        "subnetConfigurations": [
            {"ipv4": each["PrivateIpAddress"], "subnetId": each["SubnetId"]} for each in interfaces
        ],
        "subnetIds": there["SubnetIds"],
    }


KINDS = {
    "aws:ec2/vpcEndpoint:VpcEndpoint": Kind(
        _endpoint,
        frozenset({"tags", *ENDPOINT}),
        lasting(_changed_endpoint, "serviceName", "vpcEndpointType", "vpcId"),
    )
}
