"""Subnets: the addresses they give, and the zones that they and their gateways are in."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

PUBLIC: Final = "subnet-public-address-unassigned"
ZONES: Final = "subnet-zones-multiple"
NAT: Final = "nat-gateway-zones-multiple"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
VPC: Final = Planned("aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16"})
KNOWN_VPC: Final = Planned(VPC.type, VPC.inputs, outputs={**VPC.inputs, "id": "vpc-1"})
SECOND_VPC: Final = Planned(VPC.type, VPC.inputs, "second")
SUBNET: Final = "aws:ec2/subnet:Subnet"
DEFAULT_SUBNET: Final = "aws:ec2/defaultSubnet:DefaultSubnet"
NAT_GATEWAY: Final = "aws:ec2/natGateway:NatGateway"
TWO: Final = "wanted: at least 2 zones"
NO_SUBNET: Final = "the program has no subnet of it"
NO_GATEWAY: Final = "the program has no NAT gateway in it"


def subnet(name: str, zone: object = None, vpc: str = "it", **inputs: object) -> Planned:
    """Return a subnet of a network whose id is not known yet."""
    place = {} if zone is None else {"availabilityZone": zone}
    depends = {"vpcId": (vpc,) if vpc else ()}
    return Planned(SUBNET, {"vpcId": UNKNOWN, **place, **inputs}, name, depends=depends)


def nat(name: str, where: str = "", **inputs: object) -> Planned:
    """Return a NAT gateway in a subnet whose id is not known yet."""
    depends = {"subnetId": (where,) if where else ()}
    return Planned(NAT_GATEWAY, {"subnetId": UNKNOWN, **inputs}, name, depends=depends)


def regional(name: str, vpc: str) -> Planned:
    """Return a NAT gateway over all zones of a network whose id is not known yet."""
    inputs = {"availabilityMode": "regional", "vpcId": UNKNOWN}
    return Planned(NAT_GATEWAY, inputs, name, depends={"vpcId": (vpc,) if vpc else ()})


A: Final = subnet("a", "us-east-1a")
B: Final = subnet("b", "us-east-1b")

CASES: Final = (
    passes(PUBLIC, "missing", Planned(SUBNET, {})),
    passes(PUBLIC, "off", Planned(SUBNET, {"mapPublicIpOnLaunch": False})),
    passes(PUBLIC, "off, as a string", Planned(DEFAULT_SUBNET, {"mapPublicIpOnLaunch": "false"})),
    fails(
        PUBLIC,
        "on",
        Planned(SUBNET, {"mapPublicIpOnLaunch": True}),
        says="assignment of public addresses is on; wanted: off",
    ),
    fails(
        PUBLIC,
        "missing from a default subnet, where it is on",
        Planned(DEFAULT_SUBNET, {"availabilityZone": "us-east-1a"}),
        says="assignment of public addresses is not set; wanted: off",
    ),
    fails(
        PUBLIC,
        "unknown",
        Planned(SUBNET, {"mapPublicIpOnLaunch": UNKNOWN}),
        says="assignment of public addresses cannot be known at preview; wanted: off",
    ),
    skips(PUBLIC, "another type", OTHER),
    passes(ZONES, "two zones", VPC, A, B),
    passes(
        ZONES,
        "two zones by their ids",
        VPC,
        subnet("a", availabilityZoneId="use1-az1"),
        subnet("b", availabilityZoneId="use1-az2"),
    ),
    passes(ZONES, "two zones, and one that is unknown", VPC, A, B, subnet("c", UNKNOWN)),
    passes(
        ZONES,
        "two zones of a network by its id",
        KNOWN_VPC,
        *(Planned(SUBNET, {"vpcId": "vpc-1", "availabilityZone": zone}, zone) for zone in ("a", "b")),
    ),
    passes(ZONES, "one zone, which is enough", VPC, A, config={"minimumZones": 1}),
    fails(ZONES, "one zone", VPC, A, subnet("b", "us-east-1a"), says=f"its subnets name 1 zone; {TWO}"),
    fails(
        ZONES,
        "two zones of three",
        VPC,
        A,
        B,
        says="its subnets name 2 zones; wanted: at least 3 zones",
        config={"minimumZones": 3},
    ),
    fails(
        ZONES,
        "another network's zones",
        VPC,
        SECOND_VPC,
        A,
        subnet("b", "us-east-1b", "second"),
        subnet("c", "us-east-1c", "second"),
        says=f"its subnets name 1 zone; {TWO}",
    ),
    fails(ZONES, "missing zones", VPC, subnet("a"), subnet("b"), says=f"its subnets name 0 zones; {TWO}"),
    *(
        fails(
            ZONES,
            f"unknown {label}",
            VPC,
            A,
            other,
            says=f"over how many zones its subnets are spread cannot be known at preview; {TWO}",
        )
        for label, other in (
            ("zone", subnet("b", UNKNOWN)),
            ("zone by its id", subnet("b", availabilityZoneId=UNKNOWN)),
            ("whether an id is of the zone that another names", subnet("b", availabilityZoneId="use1-az1")),
            ("network", subnet("b", "us-east-1b", "")),
        )
    ),
    skips(ZONES, "missing subnets", VPC, because=NO_SUBNET),
    skips(ZONES, "no network", OTHER, because=f"the stack has no resource that {ZONES} is about"),
    passes(NAT, "two zones", VPC, A, B, nat("one", "a"), nat("two", "b")),
    passes(NAT, "one over all zones", VPC, A, nat("one", "a"), regional("two", "it")),
    fails(NAT, "one zone", VPC, A, B, nat("one", "a"), says=f"its NAT gateways name 1 zone; {TWO}"),
    fails(
        NAT,
        "one zone, and one over all of another network's",
        VPC,
        SECOND_VPC,
        A,
        nat("one", "a"),
        regional("two", "second"),
        says=f"its NAT gateways name 1 zone; {TWO}",
    ),
    fails(
        NAT,
        "missing zones",
        VPC,
        subnet("a"),
        nat("one", "a"),
        says=f"its NAT gateways name 0 zones; {TWO}",
    ),
    *(
        fails(
            NAT,
            f"unknown {label}",
            VPC,
            A,
            *others,
            says=f"over how many zones its NAT gateways are spread cannot be known at preview; {TWO}",
        )
        for label, others in (
            ("subnet", (nat("one"),)),
            ("zone", (subnet("b", UNKNOWN), nat("one", "b"))),
            ("network", (subnet("b", "us-east-1b", ""), nat("one", "b"))),
        )
    ),
    skips(NAT, "missing gateways", VPC, A, because=NO_GATEWAY),
    skips(
        NAT,
        "a gateway in a subnet from elsewhere",
        VPC,
        Planned(NAT_GATEWAY, {"subnetId": "subnet-9"}, "one"),
        because=NO_GATEWAY,
    ),
    skips(NAT, "one over all zones of some network", VPC, regional("one", ""), because=NO_GATEWAY),
    skips(NAT, "no network", OTHER, because=f"the stack has no resource that {NAT} is about"),
)
