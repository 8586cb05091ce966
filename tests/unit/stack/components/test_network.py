"""The network spans two zones and its private half leads nowhere."""

from __future__ import annotations

import pytest

from stack.components.network import Network, NetworkArgs
from tests.unit.stack.recorded import SCOPE, TAGS, UNKNOWN, made, named, only, outputs, recorded

SUBNET = "aws:ec2/subnet:Subnet"
ARGS = NetworkArgs(
    scope=SCOPE,
    vpc_cidr="10.0.0.0/16",
    public_cidrs=("10.0.10.0/24", "10.0.11.0/24"),
    private_cidrs=("10.0.1.0/24", "10.0.2.0/24"),
    zones=("eu-west-1a", "eu-west-1b"),
)
RECORDING = recorded(lambda: Network("network", ARGS))


def test_everything_a_network_needs_is_made():
    assert made(RECORDING) == [
        "DefaultSecurityGroup default",
        "InternetGateway internet-gateway",
        "Route internet",
        "RouteTable private",
        "RouteTable public",
        "RouteTableAssociation private-1",
        "RouteTableAssociation private-2",
        "RouteTableAssociation public-1",
        "RouteTableAssociation public-2",
        "Subnet private-1",
        "Subnet private-2",
        "Subnet public-1",
        "Subnet public-2",
        "Vpc network",
    ]
    assert outputs(RECORDING, "network") == {"vpcId": UNKNOWN, "privateSubnetIds": [UNKNOWN, UNKNOWN]}


def test_the_vpc_resolves_names():
    assert only(RECORDING, "aws:ec2/vpc:Vpc").inputs == {
        "cidrBlock": "10.0.0.0/16",
        "enableDnsSupport": True,
        "enableDnsHostnames": True,
        "tags": {**TAGS, "Name": "dr-test-vpc"},
    }


@pytest.mark.parametrize(
    ("name", "block", "zone"),
    [
        ("public-1", "10.0.10.0/24", "eu-west-1a"),
        ("public-2", "10.0.11.0/24", "eu-west-1b"),
        ("private-1", "10.0.1.0/24", "eu-west-1a"),
        ("private-2", "10.0.2.0/24", "eu-west-1b"),
    ],
)
def test_each_zone_has_a_subnet_of_each_kind(name, block, zone):
    kind, number = name.split("-")
    assert named(RECORDING, SUBNET, name).inputs == {
        "vpcId": UNKNOWN,
        "cidrBlock": block,
        "availabilityZone": zone,
        "mapPublicIpOnLaunch": False,
        "tags": {**TAGS, "Name": f"dr-test-{kind}-subnet-{number}"},
    }


def test_the_default_security_group_has_no_rules():
    group = only(RECORDING, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")
    assert (group.inputs["ingress"], group.inputs["egress"]) == ([], [])


def test_only_the_public_route_table_leads_to_the_internet():
    route = only(RECORDING, "aws:ec2/route:Route")
    public = named(RECORDING, "aws:ec2/routeTable:RouteTable", "public")
    gateway = only(RECORDING, "aws:ec2/internetGateway:InternetGateway")
    assert route.inputs["destinationCidrBlock"] == "0.0.0.0/0"
    assert route.property_dependencies["routeTableId"] == (public.urn,)
    assert route.property_dependencies["gatewayId"] == (gateway.urn,)


@pytest.mark.parametrize("kind", ["public", "private"])
def test_each_subnet_follows_the_route_table_of_its_kind(kind):
    table = named(RECORDING, "aws:ec2/routeTable:RouteTable", kind)
    for number in (1, 2):
        association = named(
            RECORDING, "aws:ec2/routeTableAssociation:RouteTableAssociation", f"{kind}-{number}"
        )
        assert association.property_dependencies["routeTableId"] == (table.urn,)
        assert association.property_dependencies["subnetId"] == (
            named(RECORDING, SUBNET, f"{kind}-{number}").urn,
        )
