"""Networks and what is let into them."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

INGRESS: Final = "security-group-ingress-restricted"
DEFAULT: Final = "default-security-group-closed"
FLOWS: Final = "vpc-flow-logged"
PUBLIC: Final = "subnet-public-address-unassigned"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
NAMED: Final = "wanted: named networks or security groups"
VPC: Final = Planned("aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16"})
SECOND: Final = Planned("aws:ec2/vpc:Vpc", {"cidrBlock": "10.1.0.0/16"}, "second")


def group(*ingress: object) -> Planned:
    """Return a security group with these rules."""
    return Planned("aws:ec2/securityGroup:SecurityGroup", {"ingress": list(ingress)})


def rule(**inputs: object) -> Planned:
    """Return a rule of a security group."""
    return Planned("aws:ec2/securityGroupRule:SecurityGroupRule", {"type": "ingress", **inputs})


def ingress_rule(**inputs: object) -> Planned:
    """Return a rule of the newer type."""
    return Planned("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", inputs)


def of_vpc(token: str, depends: tuple[str, ...] = ("it",), **inputs: object) -> Planned:
    """Return a resource that belongs to a network whose id is not known yet."""
    return Planned(token, {"vpcId": UNKNOWN, **inputs}, "satellite", depends={"vpcId": depends})


def joined(owner: str, name: str = "rule") -> Planned:
    """Return a rule of a security group whose id is not known yet."""
    token = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
    return Planned(token, {"securityGroupId": UNKNOWN}, name, depends={"securityGroupId": (owner,)})


DEFAULT_GROUP: Final = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
FLOW_LOG: Final = "aws:ec2/flowLog:FlowLog"
NO_DEFAULT: Final = "it has no default security group in the program; wanted: one that refers to it"

CASES: Final = (
    passes(INGRESS, "a network", group({"cidrBlocks": ["10.0.0.0/16"]})),
    passes(INGRESS, "another group", group({"securityGroups": [UNKNOWN]})),
    passes(INGRESS, "no rules", group()),
    passes(INGRESS, "a group, in a rule", rule(sourceSecurityGroupId=UNKNOWN)),
    passes(INGRESS, "a network, in a newer rule", ingress_rule(cidrIpv4="10.0.0.0/8")),
    fails(
        INGRESS, "the internet", group({"cidrBlocks": ["0.0.0.0/0"]}), says=f"it lets in 0.0.0.0/0; {NAMED}"
    ),
    fails(
        INGRESS, "the newer internet", group({"ipv6CidrBlocks": ["::/0"]}), says=f"it lets in ::/0; {NAMED}"
    ),
    fails(
        INGRESS,
        "half the internet, twice",
        group({"cidrBlocks": ["0.0.0.0/1", "128.0.0.0/1"]}),
        says=(f"it lets in 0.0.0.0/1; {NAMED}", f"it lets in 128.0.0.0/1; {NAMED}"),
    ),
    passes(INGRESS, "the newer narrowest", group({"ipv6CidrBlocks": ["2001::/16"]})),
    passes(INGRESS, "one address", group({"cidrBlocks": ["192.0.2.1/32", "192.0.2.1"]})),
    *(
        fails(INGRESS, f"a part of the internet, {part}", group(rule), says=f"it lets in {part}; {NAMED}")
        for part, rule in (
            ("64.0.0.0/2", {"cidrBlocks": ["64.0.0.0/2"]}),
            ("10.0.0.0/7", {"cidrBlocks": ["10.0.0.1/7"]}),
            ("2000::/3", {"ipv6CidrBlocks": ["2000::/3"]}),
            ("2000::/15", {"ipv6CidrBlocks": ["2000::/15"]}),
        )
    ),
    fails(
        INGRESS,
        "something else",
        group({"cidrBlocks": ["anywhere"]}),
        says=f"something that it lets in is no network; {NAMED}",
    ),
    passes(INGRESS, "a prefix list of the stack", ingress_rule(prefixListId=UNKNOWN)),
    passes(
        INGRESS,
        "a prefix list that is allowed",
        rule(prefixListIds=["pl-1"]),
        config={"allowedPrefixLists": ["pl-1"]},
    ),
    *(
        fails(
            INGRESS,
            f"a prefix list, in {where}",
            holder,
            says=f"what a prefix list that it lets in holds cannot be known at preview; {NAMED}",
        )
        for where, holder in (
            ("a group", group({"prefixListIds": ["pl-1"]})),
            ("a rule", rule(prefixListIds=["pl-1"])),
            ("a newer rule", ingress_rule(prefixListId="pl-1")),
        )
    ),
    fails(
        INGRESS,
        "the internet, in a rule",
        rule(cidrBlocks=["0.0.0.0/0"]),
        says=f"it lets in 0.0.0.0/0; {NAMED}",
    ),
    fails(
        INGRESS,
        "the internet, in a newer rule",
        ingress_rule(cidrIpv6="::/0"),
        says=f"it lets in ::/0; {NAMED}",
    ),
    fails(
        INGRESS,
        "the internet, by default",
        Planned(DEFAULT_GROUP, {"ingress": [{"cidrBlocks": ["0.0.0.0/0"]}]}),
        says=f"it lets in 0.0.0.0/0; {NAMED}",
    ),
    fails(
        INGRESS,
        "a rule that is not known",
        group(UNKNOWN),
        says=f"a network that it lets in cannot be known at preview; {NAMED}",
    ),
    skips(INGRESS, "egress", rule(type="egress", cidrBlocks=["0.0.0.0/0"]), because="the rule is for egress"),
    skips(INGRESS, "another type", OTHER),
    passes(DEFAULT, "closed", VPC, of_vpc(DEFAULT_GROUP)),
    passes(DEFAULT, "closed, said", VPC, of_vpc(DEFAULT_GROUP, ingress=[], egress=[])),
    fails(DEFAULT, "missing", VPC, says=NO_DEFAULT),
    fails(DEFAULT, "of one network of two", VPC, SECOND, of_vpc(DEFAULT_GROUP), says=NO_DEFAULT, at="second"),
    passes(DEFAULT, "closed, beside a rule of another group", VPC, of_vpc(DEFAULT_GROUP), joined("other")),
    fails(
        DEFAULT,
        "open by two rules",
        VPC,
        of_vpc(DEFAULT_GROUP),
        joined("satellite"),
        joined("it", "second"),
        says="it has 2 rules outside it; wanted: none",
        at="satellite",
    ),
    *(
        fails(
            DEFAULT,
            f"open by a rule that names the {label}",
            VPC,
            of_vpc(DEFAULT_GROUP),
            joined(owner),
            says="it has 1 rule outside it; wanted: none",
            at="satellite",
        )
        for label, owner in (("group", "satellite"), ("network's own group", "it"))
    ),
    fails(
        DEFAULT,
        "open",
        VPC,
        of_vpc(DEFAULT_GROUP, ingress=[{"self": True}], egress=[{}, {}]),
        says=("it has 1 rule for ingress; wanted: none", "it has 2 rules for egress; wanted: none"),
        at="satellite",
    ),
    fails(
        DEFAULT,
        "unknown",
        VPC,
        of_vpc(DEFAULT_GROUP, ingress=UNKNOWN),
        says="what ingress it allows cannot be known at preview; wanted: none",
        at="satellite",
    ),
    fails(
        DEFAULT,
        "of a network that is not known",
        VPC,
        of_vpc(DEFAULT_GROUP, ()),
        says="which default security group in the program belongs to it cannot be known at preview; "
        "wanted: one that refers to it",
    ),
    skips(DEFAULT, "no network", OTHER, because=f"the stack has no resource that {DEFAULT} is about"),
    passes(FLOWS, "logged", VPC, of_vpc(FLOW_LOG)),
    fails(FLOWS, "missing", VPC, says="it has no flow log; wanted: one that refers to it"),
    passes(PUBLIC, "missing", Planned("aws:ec2/subnet:Subnet", {})),
    fails(
        PUBLIC,
        "on",
        Planned("aws:ec2/subnet:Subnet", {"mapPublicIpOnLaunch": True}),
        says="assignment of public addresses is on; wanted: off",
    ),
    fails(
        PUBLIC,
        "unknown",
        Planned("aws:ec2/subnet:Subnet", {"mapPublicIpOnLaunch": UNKNOWN}),
        says="assignment of public addresses cannot be known at preview; wanted: off",
    ),
)
