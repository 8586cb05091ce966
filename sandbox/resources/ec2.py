"""Networks of EC2: VPCs, subnets, gateways, and the routes between them."""

from __future__ import annotations

import zlib

from sandbox.registration import Properties
from sandbox.resources.change import lasting
from sandbox.resources.ec2_tags import retagged, tagged
from sandbox.resources.kind import Kind, Made, Place
from sandbox.resources.request import given, request

VPC = {"cidrBlock": "CidrBlock", "instanceTenancy": "InstanceTenancy"}
DNS = {"enableDnsHostnames": "EnableDnsHostnames", "enableDnsSupport": "EnableDnsSupport"}
DNS_DEFAULTS: Properties = {"enableDnsHostnames": False, "enableDnsSupport": True}
SUBNET = {"availabilityZone": "AvailabilityZone", "cidrBlock": "CidrBlock", "vpcId": "VpcId"}
GATEWAY = {"vpcId": "VpcId"}
ROUTE = {
    "destinationCidrBlock": "DestinationCidrBlock",
    "gatewayId": "GatewayId",
    "natGatewayId": "NatGatewayId",
    "routeTableId": "RouteTableId",
}
ASSOCIATION = {"routeTableId": "RouteTableId", "subnetId": "SubnetId"}


def _vpc(place: Place, asked: Properties) -> Made:
    client = place.client("ec2")
    vpc = client.create_vpc(**request(asked, VPC))["Vpc"]
    identity = vpc["VpcId"]
    tagged(place, identity, asked)
    _set_dns(place, identity, asked)
    inside = [{"Name": "vpc-id", "Values": [identity]}]
    (table,) = client.describe_route_tables(Filters=inside)["RouteTables"]
    (rules,) = client.describe_network_acls(Filters=inside)["NetworkAcls"]
    (group,) = client.describe_security_groups(Filters=inside)["SecurityGroups"]
    outputs: Properties = {
        "arn": place.arn("ec2", f"vpc/{identity}"),
        "cidrBlock": vpc["CidrBlock"],
        "defaultNetworkAclId": rules["NetworkAclId"],
        "defaultRouteTableId": table["RouteTableId"],
        "defaultSecurityGroupId": group["GroupId"],
        "dhcpOptionsId": vpc["DhcpOptionsId"],
        "enableNetworkAddressUsageMetrics": False,
        "instanceTenancy": vpc["InstanceTenancy"],
        "ipv6AssociationId": "",
        "ipv6CidrBlock": "",
        "ipv6CidrBlockNetworkBorderGroup": "",
        "mainRouteTableId": table["RouteTableId"],
        "ownerId": place.account,
    }
    return Made(identity, {**outputs, **DNS_DEFAULTS, **given(asked, *DNS)})


def _changed_vpc(place: Place, made: Made, asked: Properties) -> Made:
    _set_dns(place, made.id, asked)
    tagged(place, made.id, asked)
    return Made(made.id, {**made.outputs, **DNS_DEFAULTS, **given(asked, *DNS)})


def _set_dns(place: Place, vpc: str, asked: Properties) -> None:
    """Set what AWS takes one at a time."""
    for name, value in request({**DNS_DEFAULTS, **given(asked, *DNS)}, DNS).items():
        place.client("ec2").modify_vpc_attribute(VpcId=vpc, **{name: {"Value": value}})


def _subnet(place: Place, asked: Properties) -> Made:
    subnet = place.client("ec2").create_subnet(**request(asked, SUBNET))["Subnet"]
    identity = subnet["SubnetId"]
    tagged(place, identity, asked)
    _set_addresses(place, identity, asked)
    outputs: Properties = {
        "arn": subnet["SubnetArn"],
        "availabilityZone": subnet["AvailabilityZone"],
        "availabilityZoneId": subnet["AvailabilityZoneId"],
        "ipv6CidrBlock": "",
        "ipv6CidrBlockAssociationId": "",
        "ownerId": place.account,
        "privateDnsHostnameTypeOnLaunch": subnet["PrivateDnsNameOptionsOnLaunch"]["HostnameType"],
    }
    return Made(identity, {**outputs, **given(asked, "cidrBlock", "vpcId")})


def _changed_subnet(place: Place, made: Made, asked: Properties) -> Made:
    _set_addresses(place, made.id, asked)
    return retagged(place, made, asked)


def _set_addresses(place: Place, subnet: str, asked: Properties) -> None:
    public = {"Value": bool(asked.get("mapPublicIpOnLaunch"))}
    place.client("ec2").modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch=public)


def _internet_gateway(place: Place, asked: Properties) -> Made:
    client = place.client("ec2")
    gateway = client.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    tagged(place, gateway, asked)
    if asked.get("vpcId"):
        client.attach_internet_gateway(InternetGatewayId=gateway, **request(asked, GATEWAY))
    outputs: Properties = {
        "arn": place.arn("ec2", f"internet-gateway/{gateway}"),
        "ownerId": place.account,
        "vpcId": "",
    }
    return Made(gateway, {**outputs, **given(asked, "vpcId")})


def _route_table(place: Place, asked: Properties) -> Made:
    table = place.client("ec2").create_route_table(**request(asked, GATEWAY))["RouteTable"]["RouteTableId"]
    tagged(place, table, asked)
    outputs: Properties = {
        "arn": place.arn("ec2", f"route-table/{table}"),
        "ownerId": place.account,
        "propagatingVgws": [],
        "routes": [],
    }
    return Made(table, {**outputs, **given(asked, "vpcId")})


def _route(place: Place, asked: Properties) -> Made:
    place.client("ec2").create_route(**request(asked, ROUTE))
    destination = zlib.crc32(str(asked["destinationCidrBlock"]).encode())
    outputs: Properties = {
        "instanceId": "",
        "instanceOwnerId": "",
        "networkInterfaceId": "",
        "origin": "CreateRoute",
        "state": "active",
    }
    return Made(f"r-{asked['routeTableId']}{destination}", outputs)


def _association(place: Place, asked: Properties) -> Made:
    made = place.client("ec2").associate_route_table(**request(asked, ASSOCIATION))
    return Made(made["AssociationId"], {})


KINDS = {
    "aws:ec2/vpc:Vpc": Kind(_vpc, frozenset({"tags", *VPC, *DNS}), lasting(_changed_vpc, *VPC)),
    "aws:ec2/subnet:Subnet": Kind(
        _subnet, frozenset({"mapPublicIpOnLaunch", "tags", *SUBNET}), lasting(_changed_subnet, *SUBNET)
    ),
    "aws:ec2/internetGateway:InternetGateway": Kind(
        _internet_gateway, frozenset({"tags", *GATEWAY}), lasting(retagged, *GATEWAY)
    ),
    "aws:ec2/routeTable:RouteTable": Kind(
        _route_table, frozenset({"tags", *GATEWAY}), lasting(retagged, *GATEWAY)
    ),
    "aws:ec2/route:Route": Kind(_route, frozenset(ROUTE)),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": Kind(_association, frozenset(ASSOCIATION)),
}
