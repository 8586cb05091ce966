"""Networks, what is logged of them, and what everything in them has by default."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

FLOWS: Final = "vpc-flow-logged"
COMPLETE: Final = "flow-log-traffic-complete"
UNUSED: Final = "default-vpc-unused"
PRESENT: Final = "default-security-group-present"
CLOSED: Final = "default-security-group-closed"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
VPC: Final = Planned("aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16"})
SECOND: Final = Planned("aws:ec2/vpc:Vpc", {"cidrBlock": "10.1.0.0/16"}, "second")
KNOWN: Final = Planned(
    "aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16"}, outputs={"cidrBlock": "10.0.0.0/16", "id": "vpc-1"}
)
DEFAULT_VPC: Final = Planned("aws:ec2/defaultVpc:DefaultVpc", {})
DEFAULT_GROUP: Final = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
FLOW_LOG: Final = "aws:ec2/flowLog:FlowLog"
INGRESS_RULE: Final = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS_RULE: Final = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
ELSEWHERE: Final = Planned("aws:ec2/securityGroup:SecurityGroup", {}, "other")
COMPONENT: Final = Planned("example:index:Platform", {}, "other")
CLUSTER: Final = Planned("aws:eks/cluster:Cluster", {}, "other")

NO_DEFAULT: Final = "it has no default security group in the program; wanted: one that refers to it"
NO_LOG: Final = "it has no flow log; wanted: one that refers to it"


def of_vpc(token: str, depends: tuple[str, ...] = ("it",), **inputs: object) -> Planned:
    """Return a resource that belongs to a network whose id is not known yet."""
    return Planned(token, {"vpcId": UNKNOWN, **inputs}, "satellite", depends={"vpcId": depends})


def joined(*owners: str, name: str = "rule", token: str = INGRESS_RULE) -> Planned:
    """Return a rule of a security group whose id is not known yet."""
    return Planned(token, {"securityGroupId": UNKNOWN}, name, depends={"securityGroupId": owners})


def log(**inputs: object) -> Planned:
    """Return a flow log."""
    return Planned(FLOW_LOG, inputs)


def group(**inputs: object) -> Planned:
    """Return a default security group."""
    return Planned(DEFAULT_GROUP, inputs)


CASES: Final = (
    passes(FLOWS, "logged", VPC, of_vpc(FLOW_LOG)),
    passes(FLOWS, "logged by id", KNOWN, Planned(FLOW_LOG, {"vpcId": "vpc-1"}, "satellite")),
    fails(FLOWS, "missing", VPC, says=NO_LOG),
    fails(FLOWS, "missing for the default network", DEFAULT_VPC, says=NO_LOG),
    fails(FLOWS, "missing for one of two", VPC, SECOND, of_vpc(FLOW_LOG), says=NO_LOG, at="second"),
    fails(
        FLOWS,
        "unknown",
        VPC,
        of_vpc(FLOW_LOG, ()),
        says="which flow log belongs to it cannot be known at preview; wanted: one that refers to it",
    ),
    passes(COMPLETE, "all", log(trafficType="ALL", vpcId=UNKNOWN)),
    *(
        fails(
            COMPLETE,
            f"{half} alone",
            log(trafficType=half),
            says=f"the traffic that it holds is {half}; wanted: ALL",
        )
        for half in ("ACCEPT", "REJECT")
    ),
    fails(COMPLETE, "missing", log(), says="the traffic that it holds is not set; wanted: ALL"),
    fails(
        COMPLETE,
        "unknown",
        log(trafficType=UNKNOWN),
        says="the traffic that it holds cannot be known at preview; wanted: ALL",
    ),
    *(
        skips(
            COMPLETE,
            f"a transit gateway, by {prop}",
            log(**{prop: UNKNOWN}),
            because="a transit gateway's log always holds all traffic",
        )
        for prop in ("transitGatewayId", "transitGatewayAttachmentId")
    ),
    passes(UNUSED, "missing", VPC),
    fails(
        UNUSED,
        "taken over",
        DEFAULT_VPC,
        says="it is the default network; wanted: a network of the program's own",
    ),
    fails(
        UNUSED,
        "a subnet taken over, of a zone that is unknown",
        Planned("aws:ec2/defaultSubnet:DefaultSubnet", {"availabilityZone": UNKNOWN}),
        says="it is the default network's subnet; wanted: a network of the program's own",
    ),
    passes(PRESENT, "there", VPC, of_vpc(DEFAULT_GROUP)),
    passes(PRESENT, "there by id", KNOWN, Planned(DEFAULT_GROUP, {"vpcId": "vpc-1"}, "satellite")),
    fails(PRESENT, "missing", VPC, says=NO_DEFAULT),
    fails(
        PRESENT, "missing for one of two", VPC, SECOND, of_vpc(DEFAULT_GROUP), says=NO_DEFAULT, at="second"
    ),
    passes(
        PRESENT,
        "there, beside a rule of another group",
        VPC,
        of_vpc(DEFAULT_GROUP),
        ELSEWHERE,
        joined("other"),
    ),
    passes(
        PRESENT,
        "there, beside a rule of a cluster's group",
        VPC,
        of_vpc(DEFAULT_GROUP),
        CLUSTER,
        joined("other"),
    ),
    passes(
        PRESENT,
        "there, beside a rule of a group from elsewhere",
        VPC,
        of_vpc(DEFAULT_GROUP),
        Planned(INGRESS_RULE, {"securityGroupId": "sg-2"}, "rule"),
    ),
    *(
        fails(
            PRESENT,
            f"there, beside a rule of a group that is unknown, {label}",
            VPC,
            of_vpc(DEFAULT_GROUP),
            *others,
            joined(*(each.name for each in others)),
            says="which rules outside it belong to it cannot be known at preview; wanted: none",
            at="satellite",
        )
        for label, others in (
            ("from nowhere", ()),
            ("from a component", (COMPONENT,)),
            ("one of two", (ELSEWHERE, replace(ELSEWHERE, name="another"))),
        )
    ),
    fails(
        PRESENT,
        "with three rules outside it",
        VPC,
        of_vpc(DEFAULT_GROUP),
        joined("satellite"),
        joined("it", name="second"),
        joined("it", name="third", token=EGRESS_RULE),
        says="it has 3 rules outside it; wanted: none",
        at="satellite",
    ),
    *(
        fails(
            PRESENT,
            f"with a rule outside it that names the {label}",
            VPC,
            of_vpc(DEFAULT_GROUP),
            joined(owner),
            says="it has 1 rule outside it; wanted: none",
            at="satellite",
        )
        for label, owner in (("group", "satellite"), ("network's own group", "it"))
    ),
    fails(
        PRESENT,
        "with a rule outside it that names the network's own group by its id",
        KNOWN,
        Planned(DEFAULT_GROUP, {"vpcId": "vpc-1"}, "satellite", outputs={"id": "sg-1", "vpcId": "vpc-1"}),
        Planned(INGRESS_RULE, {"securityGroupId": "sg-1"}, "rule", depends={"securityGroupId": ("it",)}),
        says="it has 1 rule outside it; wanted: none",
        at="satellite",
    ),
    fails(
        PRESENT,
        "of a network from elsewhere, with a rule outside it",
        Planned(DEFAULT_GROUP, {}, "satellite"),
        joined("satellite"),
        says="it has 1 rule outside it; wanted: none",
        at="satellite",
    ),
    fails(
        PRESENT,
        "of a network that is unknown",
        VPC,
        of_vpc(DEFAULT_GROUP, ()),
        says="which default security group in the program belongs to it cannot be known at preview; "
        "wanted: one that refers to it",
    ),
    skips(PRESENT, "no network", OTHER, because=f"the stack has no resource that {PRESENT} is about"),
    passes(CLOSED, "missing rules", group(vpcId=UNKNOWN)),
    passes(CLOSED, "closed, said", group(ingress=[], egress=[])),
    fails(
        CLOSED,
        "open",
        group(ingress=[{"self": True}], egress=[{}, {}]),
        says=("it has 1 rule for ingress; wanted: none", "it has 2 rules for egress; wanted: none"),
    ),
    fails(
        CLOSED,
        "open by one rule that is no list",
        group(egress={"cidrBlocks": ["0.0.0.0/0"], "protocol": "-1", "fromPort": 0, "toPort": 0}),
        says="it has 1 rule for egress; wanted: none",
    ),
    fails(
        CLOSED,
        "unknown",
        group(ingress=UNKNOWN),
        says="what ingress it allows cannot be known at preview; wanted: none",
    ),
    skips(CLOSED, "another type", OTHER),
)
