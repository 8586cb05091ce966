"""The network interfaces, names and security groups of an interface endpoint.

ministack keeps only which subnets an endpoint is in, whether there are such or not.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from sandbox.emulator.requests.operations import Answer
from sandbox.emulator.world import World

Form: TypeAlias = dict[str, list[str]]
Act: TypeAlias = Callable[[Form], Answer]
Endpoint: TypeAlias = dict[str, Any]
INTERFACE = "Interface"
ZONE = "Z1YSA3EXCYUU9Z"
"""The hosted zone of the endpoints' own names."""
PENDING = "ZONEIDPENDING"
"""What AWS calls the hosted zone of a service's usual name inside a VPC."""


def install(_: World) -> None:
    """Give interface endpoints what makes them one."""
    from ministack.services import ec2  # noqa: PLC0415 it reads the environment when it is loaded

    own = vars(ec2)
    own["_vpce_fields_xml"] = _describing(own["_vpce_fields_xml"])
    acts = own["_ACTION_MAP"]
    acts["CreateVpcEndpoint"] = _creating(own, acts["CreateVpcEndpoint"])
    acts["ModifyVpcEndpoint"] = _modifying(own, acts["ModifyVpcEndpoint"])
    acts["DeleteVpcEndpoints"] = _deleting(own, acts["DeleteVpcEndpoints"])


def _creating(own: dict[str, Any], beneath: Act) -> Act:
    def create(given: Form) -> Answer:
        if given.get("VpcEndpointType") != [INTERFACE]:
            return beneath(given)
        refused = _refusal(own, given, "")
        if refused:
            return refused
        status, headers, body = beneath(given)
        made = re.search(rb"<vpcEndpointId>([^<]+)", body)
        if made is None:
            return status, headers, body
        endpoint = own["_vpc_endpoints"][made[1].decode()]
        endpoint["Groups"] = _listed(own, given, "SecurityGroupId") or _default(own, endpoint["VpcId"])
        endpoint["PrivateDnsEnabled"] = given.get("PrivateDnsEnabled", ["true"]) == ["true"]
        endpoint["Label"] = secrets.token_hex(4)
        endpoint["Interfaces"] = {}
        _plug(own, endpoint)
        described = own["_vpce_fields_xml"](endpoint, "vpcEndpoint").encode()
        return status, headers, re.sub(rb"(?s)<vpcEndpoint>.*</vpcEndpoint>", lambda _: described, body)

    return create


def _modifying(own: dict[str, Any], beneath: Act) -> Act:
    def modify(given: Form) -> Answer:
        endpoint = own["_vpc_endpoints"].get(given["VpcEndpointId"][0], {})
        if endpoint.get("VpcEndpointType") != INTERFACE:
            return beneath(given)
        refused = _refusal(own, given, "Add")
        if refused:
            return refused
        answer = beneath(given)
        gone = _listed(own, given, "RemoveSecurityGroupId")
        groups = [*endpoint["Groups"], *_listed(own, given, "AddSecurityGroupId")]
        endpoint["Groups"] = [each for each in dict.fromkeys(groups) if each not in gone]
        if "PrivateDnsEnabled" in given:
            endpoint["PrivateDnsEnabled"] = given["PrivateDnsEnabled"] == ["true"]
        _plug(own, endpoint)
        return answer

    return modify


def _deleting(own: dict[str, Any], beneath: Act) -> Act:
    def delete(given: Form) -> Answer:
        for identity in _listed(own, given, "VpcEndpointId"):
            for interface in own["_vpc_endpoints"].get(identity, {}).get("Interfaces", {}).values():
                own["_network_interfaces"].pop(interface, None)
        return beneath(given)

    return delete


def _refusal(own: dict[str, Any], given: Form, prefix: str) -> Answer | None:
    """Return what AWS says of subnets and groups that do not exist, ``None`` where all do."""
    for store, name, kind in (
        ("_subnets", "SubnetId", "InvalidSubnetId.NotFound"),
        ("_security_groups", "SecurityGroupId", "InvalidGroup.NotFound"),
    ):
        for each in _listed(own, given, f"{prefix}{name}"):
            if each not in own[store]:
                noun = "subnet ID" if store == "_subnets" else "security group"
                return own["_error"](kind, f"The {noun} '{each}' does not exist", 400)
    return None


def _plug(own: dict[str, Any], endpoint: Endpoint) -> None:
    """Give an endpoint one interface in each of its subnets, with its groups."""
    there = endpoint["Interfaces"]
    for subnet in [each for each in there if each not in endpoint["SubnetIds"]]:
        own["_network_interfaces"].pop(there.pop(subnet), None)
    for subnet in endpoint["SubnetIds"]:
        if subnet not in there:
            there[subnet] = _interface(own, endpoint, subnet)
        own["_network_interfaces"][there[subnet]]["Groups"] = _named(own, endpoint["Groups"])


def _interface(own: dict[str, Any], endpoint: Endpoint, subnet: str) -> str:
    described = f"VPC Endpoint Interface {endpoint['VpcEndpointId']}"
    asked = {"SubnetId": [subnet], "Description": [described]}
    body = own["_create_network_interface"](asked)[2]
    identity = re.search(r"<networkInterfaceId>([^<]+)", body if isinstance(body, str) else body.decode())
    if identity is None:
        raise LookupError(f"found {body!r} for a new interface; wanted its id")
    interface = own["_network_interfaces"][identity[1]]
    interface |= {"InterfaceType": "vpc_endpoint", "Status": "in-use"}
    interface["PrivateIpAddress"] = _address(own, subnet, identity[1])
    return identity[1]


def _address(own: dict[str, Any], subnet: str, interface: str) -> str:
    """Return a free address of a subnet; AWS keeps the first four and the last."""
    others = own["_network_interfaces"].items()
    used = {each["PrivateIpAddress"] for name, each in others if name != interface}
    network = ipaddress.ip_network(own["_subnets"][subnet]["CidrBlock"])
    return next(str(network[number]) for number in range(4, 2**16) if str(network[number]) not in used)


def _describing(beneath: Callable[[Endpoint, str], str]) -> Callable[..., str]:
    def described(endpoint: Endpoint, tag: str = "item") -> str:
        text = beneath(endpoint, tag)
        if "Interfaces" not in endpoint:
            return text
        before, end, after = text.rpartition(f"</{tag}>")
        return f"{before}{_parts(endpoint)}{end}{after}"

    return described


def _parts(endpoint: Endpoint) -> str:
    from ministack.services import ec2  # noqa: PLC0415 it reads the environment when it is loaded

    groups = "".join(
        f"<item><groupId>{each['GroupId']}</groupId><groupName>{each['GroupName']}</groupName></item>"
        for each in _named(vars(ec2), endpoint["Groups"])
    )
    names = "".join(
        f"<item><dnsName>{name}</dnsName><hostedZoneId>{zone}</hostedZoneId></item>"
        for name, zone in _names(endpoint, vars(ec2)["_subnets"])
    )
    interfaces = "".join(f"<item>{each}</item>" for each in endpoint["Interfaces"].values())
    private = str(endpoint["PrivateDnsEnabled"]).lower()
    return (
        f"<groupSet>{groups}</groupSet><dnsEntrySet>{names}</dnsEntrySet>"
        f"<networkInterfaceIdSet>{interfaces}</networkInterfaceIdSet>"
        f"<privateDnsEnabled>{private}</privateDnsEnabled><requesterManaged>false</requesterManaged>"
        "<ipAddressType>ipv4</ipAddressType><dnsOptions><dnsRecordIpType>ipv4</dnsRecordIpType></dnsOptions>"
    )


def _names(endpoint: Endpoint, subnets: Mapping[str, Any]) -> list[tuple[str, str]]:
    _, _, region, service = endpoint["ServiceName"].split(".", 3)
    own, behind = f"{endpoint['VpcEndpointId']}-{endpoint['Label']}", f"{service}.{region}"
    zones = sorted({subnets[each]["AvailabilityZone"] for each in endpoint["SubnetIds"]})
    names = [(f"{own}.{behind}.vpce.amazonaws.com", ZONE)]
    names += [(f"{own}-{zone}.{behind}.vpce.amazonaws.com", ZONE) for zone in zones]
    return [*names, *([(f"{behind}.amazonaws.com", PENDING)] if endpoint["PrivateDnsEnabled"] else [])]


def _named(own: dict[str, Any], groups: list[str]) -> list[dict[str, str]]:
    known = own["_security_groups"]
    return [{"GroupId": each, "GroupName": known.get(each, {}).get("GroupName", each)} for each in groups]


def _default(own: dict[str, Any], vpc: str) -> list[str]:
    """Return a VPC's own group, which is for what was given none."""
    groups = own["_security_groups"].values()
    return [each["GroupId"] for each in groups if (each["VpcId"], each["GroupName"]) == (vpc, "default")]


def _listed(own: dict[str, Any], given: Form, name: str) -> list[str]:
    found: list[str] = own["_parse_member_list"](given, name)
    return found
