"""Security groups of EC2, and the rules in them, each a resource of its own."""

from __future__ import annotations

from typing import Any

from sandbox.aws import Client
from sandbox.errors import SandboxError
from sandbox.registration import Properties
from sandbox.resources.change import lasting
from sandbox.resources.ec2_tags import retagged, tagged
from sandbox.resources.kind import Kind, Made, Place
from sandbox.resources.request import given, request

GROUP = {"description": "Description", "name": "GroupName", "vpcId": "VpcId"}
INLINE = ("egress", "ingress")
PORTS = {"fromPort": "FromPort", "ipProtocol": "IpProtocol", "toPort": "ToPort"}
PEERS = {
    "cidrIpv4": ("IpRanges", "CidrIp"),
    "cidrIpv6": ("Ipv6Ranges", "CidrIpv6"),
    "prefixListId": ("PrefixListIds", "PrefixListId"),
    "referencedSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
}
RULE = frozenset({"description", "securityGroupId", *PORTS, *PEERS})


def _group(place: Place, asked: Properties) -> Made:
    client = place.client("ec2")
    given_description: Properties = {"description": "Managed by Pulumi", **given(asked, *GROUP)}
    group = client.create_security_group(**request(given_description, GROUP))["GroupId"]
    tagged(place, group, asked)
    _empty(client, group)  # as the provider does: a new group lets everything out
    return _of_group(place, group)


def _default_group(place: Place, asked: Properties) -> Made:
    """Take over the group that a VPC comes with, and leave it without a rule."""
    _refuse_inline(asked)
    filters = {"vpc-id": asked["vpcId"], "group-name": "default"}
    client = place.client("ec2")
    (group,) = client.describe_security_groups(
        Filters=[{"Name": name, "Values": [value]} for name, value in filters.items()]
    )["SecurityGroups"]
    tagged(place, group["GroupId"], asked)
    _empty(client, group["GroupId"])
    return _of_group(place, group["GroupId"])


def _changed_default_group(place: Place, made: Made, asked: Properties) -> Made:
    _refuse_inline(asked)
    return retagged(place, made, asked)


def _refuse_inline(asked: Properties) -> None:
    for direction in INLINE:
        if asked.get(direction):
            raise SandboxError(f"{direction} is {asked[direction]!r}; wanted none: the group is left empty")


def _empty(client: Client, group: str) -> None:
    """Take every rule out of a group."""
    rules = client.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group]}])
    for each in rules["SecurityGroupRules"]:
        egress = each["IsEgress"]
        revoke = client.revoke_security_group_egress if egress else client.revoke_security_group_ingress
        revoke(GroupId=group, SecurityGroupRuleIds=[each["SecurityGroupRuleId"]])


def _of_group(place: Place, identity: str) -> Made:
    (group,) = place.client("ec2").describe_security_groups(GroupIds=[identity])["SecurityGroups"]
    outputs: Properties = {
        "arn": place.arn("ec2", f"security-group/{identity}"),
        "description": group["Description"],
        "egress": [],
        "ingress": [],
        "name": group["GroupName"],
        "namePrefix": "",
        "ownerId": place.account,
        "vpcId": group["VpcId"],
    }
    return Made(identity, outputs)


def _egress_rule(place: Place, asked: Properties) -> Made:
    made = place.client("ec2").authorize_security_group_egress(**_rule(asked))
    return _of_rule(place, made, asked)


def _ingress_rule(place: Place, asked: Properties) -> Made:
    made = place.client("ec2").authorize_security_group_ingress(**_rule(asked))
    return _of_rule(place, made, asked)


def _rule(asked: Properties) -> dict[str, Any]:
    described = request(asked, {"description": "Description"})
    peers = {
        block: [{key: asked[name], **described}] for name, (block, key) in PEERS.items() if asked.get(name)
    }
    return {"GroupId": asked["securityGroupId"], "IpPermissions": [{**request(asked, PORTS), **peers}]}


def _of_rule(place: Place, made: dict[str, Any], asked: Properties) -> Made:
    (rule,) = made["SecurityGroupRules"]
    identity = rule["SecurityGroupRuleId"]
    tagged(place, identity, asked)
    outputs: Properties = {"arn": rule["SecurityGroupRuleArn"], "securityGroupRuleId": identity}
    return Made(identity, {**outputs, **given(asked, *RULE)})


KINDS = {
    "aws:ec2/securityGroup:SecurityGroup": Kind(
        _group, frozenset({"tags", *GROUP}), lasting(retagged, *GROUP)
    ),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": Kind(
        _default_group, frozenset({"tags", "vpcId", *INLINE}), lasting(_changed_default_group, "vpcId")
    ),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": Kind(
        _egress_rule, RULE | {"tags"}, lasting(retagged, *RULE)
    ),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": Kind(
        _ingress_rule, RULE | {"tags"}, lasting(retagged, *RULE)
    ),
}
