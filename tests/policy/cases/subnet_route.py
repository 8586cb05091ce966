"""Subnets: which of them lead to the internet, and what is in these."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.subnet import DEFAULT_SUBNET, OTHER, VPC, subnet

PRIVATE: Final = "subnet-data-tier-private"

SUBNET: Final = "aws:ec2/subnet:Subnet"
TABLE: Final = "aws:ec2/routeTable:RouteTable"
DEFAULT_TABLE: Final = "aws:ec2/defaultRouteTable:DefaultRouteTable"
ROUTE: Final = "aws:ec2/route:Route"
FUNCTION: Final = "aws:lambda/function:Function"
DATABASES: Final = "aws:rds/subnetGroup:SubnetGroup"
EVERYWHERE: Final = "0.0.0.0/0"

OPEN: Final = "a subnet of it has a route to an internet gateway; wanted: none that has"
UNSURE: Final = f"whether {OPEN}".replace("; wanted", " cannot be known at preview; wanted")
NOWHERE: Final = "it is in no subnet of the program's"

GATEWAY: Final = Planned("aws:ec2/internetGateway:InternetGateway", {}, "gateway")
ATTACHMENT: Final = Planned("aws:ec2/internetGatewayAttachment:InternetGatewayAttachment", {}, "attachment")
NAT: Final = Planned("aws:ec2/natGateway:NatGateway", {}, "nat")
VPN: Final = Planned("aws:ec2/vpnGateway:VpnGateway", {}, "vpn")
COMPONENT: Final = Planned("example:index:Network", {}, "component")
PLAIN: Final = Planned(TABLE, {"vpcId": UNKNOWN}, "table")


def route(table: str, *gateways: str, gateway: object = UNKNOWN, name: str = "route") -> Planned:
    """Return a route of a table, to a gateway; neither's id is known yet."""
    inputs = {"routeTableId": UNKNOWN, "destinationCidrBlock": EVERYWHERE, "gatewayId": gateway}
    depends = {"routeTableId": (table,) if table else (), "gatewayId": gateways}
    return Planned(ROUTE, inputs, name, depends=depends)


def table(routes: object, *gateways: str) -> Planned:
    """Return a table with routes inline."""
    return Planned(TABLE, {"vpcId": UNKNOWN, "routes": routes}, "table", depends={"routes": gateways})


def by_gateway(gateway: object) -> dict[str, object]:
    """Return an inline route."""
    return {"cidrBlock": EVERYWHERE, "gatewayId": gateway}


def associated(where: str, with_table: str = "table", name: str = "association") -> Planned:
    """Return the association of a subnet with a table."""
    inputs = {"subnetId": UNKNOWN, "routeTableId": UNKNOWN}
    depends = {"subnetId": (where,) if where else (), "routeTableId": (with_table,) if with_table else ()}
    return Planned("aws:ec2/routeTableAssociation:RouteTableAssociation", inputs, name, depends=depends)


def main(with_table: str = "table", vpc: str = "it") -> Planned:
    """Return the choice of a network's main table."""
    inputs = {"vpcId": UNKNOWN, "routeTableId": UNKNOWN}
    depends = {"vpcId": (vpc,) if vpc else (), "routeTableId": (with_table,)}
    return Planned(
        "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", inputs, "main", depends=depends
    )


def default_table(routes: object, vpc: str = "it") -> Planned:
    """Return the main table of a network, with routes inline."""
    depends = {"defaultRouteTableId": (vpc,) if vpc else (), "routes": ("gateway",)}
    inputs = {"defaultRouteTableId": UNKNOWN, "routes": routes}
    return Planned(DEFAULT_TABLE, inputs, "default", depends=depends)


def function(*where: str, subnets: object = None, beside: tuple[str, ...] = ()) -> Planned:
    """Return a function in subnets whose ids are not known yet."""
    ids = [UNKNOWN] * len(where) if subnets is None else subnets
    inputs = {"vpcConfig": {"subnetIds": ids, "securityGroupIds": ["sg-1"]}}
    return Planned(FUNCTION, inputs, "function", depends={"vpcConfig": (*where, *beside)})


def databases(*where: str, subnets: object = None, token: str = DATABASES) -> Planned:
    """Return a subnet group of a database."""
    ids = [UNKNOWN] * len(where) if subnets is None else subnets
    return Planned(token, {"subnetIds": ids}, "function", depends={"subnetIds": where})


A: Final = subnet("a", "us-east-1a")
B: Final = subnet("b", "us-east-1b")
ASSOCIATED: Final = (VPC, A, PLAIN, associated("a"), GATEWAY)
OPENED: Final = (*ASSOCIATED, route("table", "gateway"))
KNOWN: Final = (
    Planned(VPC.type, VPC.inputs, outputs={"id": "vpc-1"}),
    Planned(SUBNET, {"vpcId": "vpc-1"}, "a", outputs={"id": "subnet-1"}),
    Planned(TABLE, {"vpcId": "vpc-1"}, "table", outputs={"id": "rtb-1"}),
    Planned(
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        {"subnetId": "subnet-1", "routeTableId": "rtb-1"},
        "association",
    ),
)

CASES: Final = (
    passes(PRIVATE, "a function", *ASSOCIATED, function("a")),
    passes(PRIVATE, "a database", *ASSOCIATED, databases("a")),
    passes(PRIVATE, "missing routes", VPC, A, function("a")),
    passes(
        PRIVATE, "a function beside an open subnet", *OPENED, B, associated("b", "it", "own"), function("b")
    ),
    passes(PRIVATE, "a function in a network with a main table that is closed", *OPENED, B, function("b")),
    passes(
        PRIVATE, "a route by a NAT gateway", *ASSOCIATED, NAT, route("table", gateway=None), function("a")
    ),
    passes(PRIVATE, "a route by a VPN gateway", *ASSOCIATED, VPN, route("table", "vpn"), function("a")),
    passes(PRIVATE, "a route inside", VPC, A, table([by_gateway("local")]), associated("a"), function("a")),
    passes(PRIVATE, "no routes inline", VPC, A, table([]), associated("a"), function("a")),
    passes(
        PRIVATE,
        "routes inline by a NAT gateway",
        VPC,
        A,
        NAT,
        table(UNKNOWN, "nat"),
        associated("a"),
        function("a"),
    ),
    passes(
        PRIVATE,
        "a route to a gateway from elsewhere, of another table",
        *KNOWN,
        Planned(ROUTE, {"routeTableId": "rtb-2", "gatewayId": "igw-1"}, "route"),
        function(subnets=["subnet-1"]),
    ),
    passes(PRIVATE, "one of two that are both closed", *ASSOCIATED, B, function("a", "b", subnets=[UNKNOWN])),
    passes(
        PRIVATE, "some of a component's", *ASSOCIATED, COMPONENT, function("a", "component", subnets=UNKNOWN)
    ),
    fails(PRIVATE, "a function, open", *OPENED, function("a"), says=OPEN, at="function"),
    fails(PRIVATE, "a function, open by half", *OPENED, B, function("a", "b"), says=OPEN, at="function"),
    fails(
        PRIVATE,
        "a function, open, with a list that is unknown",
        *OPENED,
        B,
        function("a", "b", subnets=UNKNOWN),
        says=OPEN,
        at="function",
    ),
    *(
        fails(
            PRIVATE,
            f"a database, open, {token.split(':')[1]}",
            *OPENED,
            databases("a", token=token),
            says=OPEN,
            at="function",
        )
        for token in (
            DATABASES,
            "aws:docdb/subnetGroup:SubnetGroup",
            "aws:elasticache/subnetGroup:SubnetGroup",
            "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup",
        )
    ),
    fails(
        PRIVATE,
        "open by the attachment of a gateway",
        *ASSOCIATED,
        ATTACHMENT,
        route("table", "attachment"),
        function("a"),
        says=OPEN,
        at="function",
    ),
    *(
        fails(
            PRIVATE,
            f"open {label}",
            VPC,
            A,
            GATEWAY,
            NAT,
            each,
            associated("a"),
            function("a"),
            says=OPEN,
            at="function",
        )
        for label, each in (
            ("inline", table([by_gateway(UNKNOWN)], "gateway")),
            (
                "inline beside another",
                table([{"natGatewayId": UNKNOWN}, by_gateway(UNKNOWN)], "nat", "gateway"),
            ),
            ("inline, in one route that is no list", table(by_gateway(UNKNOWN), "gateway")),
            ("inline, by an id", table([by_gateway("igw-1")])),
            ("inline, in routes that are unknown", table(UNKNOWN, "gateway")),
        )
    ),
    *(
        fails(
            PRIVATE,
            f"open by the main table, {label}",
            VPC,
            A,
            GATEWAY,
            *others,
            function("a"),
            says=OPEN,
            at="function",
        )
        for label, others in (
            ("which is another", (PLAIN, main(), route("table", "gateway"))),
            ("with routes inline", (default_table([by_gateway(UNKNOWN)]),)),
            ("by a route to it", (default_table([]), route("default", "gateway"))),
            ("by a route to the network's", (route("it", "gateway"),)),
        )
    ),
    fails(
        PRIVATE,
        "open by the main table, with which it is associated",
        VPC,
        A,
        GATEWAY,
        associated("a", "it"),
        route("it", "gateway"),
        function("a"),
        says=OPEN,
        at="function",
    ),
    fails(
        PRIVATE,
        "open by ids",
        *KNOWN,
        Planned(ROUTE, {"routeTableId": "rtb-1", "gatewayId": "igw-1"}, "route"),
        function(subnets=["subnet-1", "subnet-9"]),
        says=OPEN,
        at="function",
    ),
    *(
        fails(PRIVATE, f"unknown {label}", *stack, says=UNSURE, at="function")
        for label, stack in (
            ("subnet", (*OPENED, function("a", "b", subnets=[UNKNOWN]), B)),
            ("subnet from nowhere", (*ASSOCIATED, function(subnets=[UNKNOWN]))),
            ("subnet beside one that is closed", (*ASSOCIATED, function("a", subnets=[UNKNOWN, UNKNOWN]))),
            ("subnets", (*ASSOCIATED, function(subnets=UNKNOWN))),
            ("subnets of a component", (*OPENED, COMPONENT, function("a", "component", subnets=UNKNOWN))),
            ("place", (VPC, Planned(FUNCTION, {"vpcConfig": UNKNOWN}, "function"))),
            ("gateway", (*ASSOCIATED, route("table"), function("a"))),
            ("routes", (VPC, A, table(UNKNOWN), associated("a"), function("a"))),
            ("table of a route", (*ASSOCIATED, route("", "gateway"), function("a"))),
            ("table of a subnet", (VPC, A, associated("a", ""), function("a"))),
            ("subnet of an association", (*OPENED, B, associated("", "table", "stray"), function("b"))),
            ("network of a subnet", (VPC, subnet("a", None, ""), function("a"))),
            ("network of a main table", (VPC, A, PLAIN, main("table", ""), function("a"))),
            ("network of a default table", (VPC, A, GATEWAY, default_table(UNKNOWN, ""), function("a"))),
            ("table of a default subnet", (Planned(DEFAULT_SUBNET, {}, "a"), function("a"))),
        )
    ),
    skips(PRIVATE, "a function in no network", Planned(FUNCTION, {}), because=NOWHERE),
    skips(
        PRIVATE,
        "a function in subnets from elsewhere",
        *ASSOCIATED,
        function(subnets=["subnet-9"]),
        because=NOWHERE,
    ),
    skips(PRIVATE, "no data tier", OTHER, because=f"the stack has no resource that {PRIVATE} is about"),
)
