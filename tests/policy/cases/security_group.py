"""Security groups: whom their rules let in."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

INGRESS: Final = "security-group-ingress-restricted"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
DEFAULT_GROUP: Final = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
NAMED: Final = "wanted: named networks or security groups"
HELD: Final = "wanted: named networks"
INTERNET: Final = {"cidrBlocks": ["0.0.0.0/0"]}
NEWER_INTERNET: Final = {"ipv6CidrBlocks": ["::/0"]}
FOR_EGRESS: Final = "the rule is for egress"


def group(*ingress: object, **inputs: object) -> Planned:
    """Return a security group with these rules."""
    return Planned("aws:ec2/securityGroup:SecurityGroup", {"ingress": list(ingress), **inputs})


def rule(**inputs: object) -> Planned:
    """Return a rule of a security group."""
    return Planned("aws:ec2/securityGroupRule:SecurityGroupRule", {"type": "ingress", **inputs})


def ingress_rule(**inputs: object) -> Planned:
    """Return a rule of the newer type."""
    return Planned("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", inputs)


def prefixes(*blocks: object) -> Planned:
    """Return a prefix list that holds these."""
    entries = [{"cidr": block} for block in blocks]
    return Planned("aws:ec2/managedPrefixList:ManagedPrefixList", {"entries": entries})


def prefix(block: object) -> Planned:
    """Return a member of a prefix list."""
    return Planned("aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry", {"cidr": block})


def span(first: object, last: object, protocol: object = "tcp", **inputs: object) -> dict[str, object]:
    """Return an inline rule for a range of ports, from or to everywhere unless it says else."""
    return {"protocol": protocol, "fromPort": first, "toPort": last, **(inputs or INTERNET)}


CASES: Final = (
    passes(INGRESS, "a network", group({"cidrBlocks": ["10.0.0.0/16"]})),
    passes(INGRESS, "another group", group({"securityGroups": [UNKNOWN]})),
    passes(INGRESS, "missing rules", group()),
    passes(INGRESS, "a group, in a rule", rule(sourceSecurityGroupId=UNKNOWN)),
    passes(INGRESS, "a network, in a newer rule", ingress_rule(cidrIpv4="10.0.0.0/8")),
    fails(INGRESS, "the internet", group(INTERNET), says=f"it lets in 0.0.0.0/0; {NAMED}"),
    passes(
        INGRESS,
        "networks beside one another",
        group({"cidrBlocks": ["10.0.0.0/9", "10.128.0.0/9"]}, {"cidrBlocks": ["12.0.0.0/8"]}),
    ),
    fails(
        INGRESS,
        "the internet in eighths of eighths",
        group({"cidrBlocks": [f"{first}.0.0.0/8" for first in range(64, 80)]}, NEWER_INTERNET),
        says=(f"it lets in ::/0; {NAMED}", f"it lets in 64.0.0.0/4, in parts; {NAMED}"),
    ),
    fails(
        INGRESS,
        "the internet in parts, in a prefix list",
        prefixes("2000::/16", "2001::/16", UNKNOWN),
        says=(
            f"a network that it holds cannot be known at preview; {HELD}",
            f"it holds 2000::/15, in parts; {HELD}",
        ),
    ),
    fails(INGRESS, "the newer internet", group(NEWER_INTERNET), says=f"it lets in ::/0; {NAMED}"),
    fails(
        INGRESS,
        "the internet, in one rule that is no list",
        Planned("aws:ec2/securityGroup:SecurityGroup", {"ingress": INTERNET}),
        says=f"it lets in 0.0.0.0/0; {NAMED}",
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
    *(
        passes(INGRESS, f"a port that is allowed, {label}", each, config={"allowedPorts": ["443", "80-90"]})
        for label, each in (
            ("inline", group(span(443, 443), span("80", 89.0, "6"))),
            ("in a rule", rule(**span(443, 443))),
            (
                "in a newer rule",
                ingress_rule(ipProtocol="tcp", fromPort=443, toPort=443, cidrIpv4="0.0.0.0/0"),
            ),
        )
    ),
    *(
        fails(
            INGRESS,
            f"a port that is allowed, and {label}",
            group(part),
            says=f"it lets in 0.0.0.0/0; {NAMED}",
            config={"allowedPorts": ["443"]},
        )
        for label, part in (
            ("another", span(443, 444)),
            ("one below", span(0, 443)),
            ("every other", span(0, 0, "-1")),
            ("one that is unknown", span(443, UNKNOWN)),
            ("first one that is unknown", span(UNKNOWN, 443)),
            ("whatever a protocol that is unknown has", span(443, 443, UNKNOWN)),
            ("no bounds", span(None, None)),
        )
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
    passes(INGRESS, "networks in a prefix list", prefixes("10.0.0.0/8", "anywhere", None)),
    passes(INGRESS, "missing networks in a prefix list", prefixes()),
    passes(INGRESS, "a network of a prefix list", prefix("10.0.0.0/8")),
    *(
        fails(INGRESS, f"the internet, in {label}", holder, says=f"it holds 0.0.0.0/0; {HELD}")
        for label, holder in (
            ("a prefix list", prefixes("10.0.0.0/8", "0.0.0.0/0")),
            ("a member of a prefix list", prefix("0.0.0.0/0")),
        )
    ),
    *(
        fails(
            INGRESS,
            f"unknown, in {label}",
            holder,
            says=f"a network that it holds cannot be known at preview; {HELD}",
        )
        for label, holder in (("a prefix list", prefixes(UNKNOWN)), ("a member of one", prefix(UNKNOWN)))
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
        Planned(DEFAULT_GROUP, {"ingress": [INTERNET]}),
        says=f"it lets in 0.0.0.0/0; {NAMED}",
    ),
    *(
        fails(
            INGRESS,
            f"unknown {label}",
            holder,
            says=f"a network that it lets in cannot be known at preview; {NAMED}",
        )
        for label, holder in (
            ("rule", group(UNKNOWN)),
            ("rules", Planned("aws:ec2/securityGroup:SecurityGroup", {"ingress": UNKNOWN})),
            ("network", ingress_rule(cidrIpv4=UNKNOWN)),
            ("direction", rule(type=UNKNOWN, cidrBlocks=[UNKNOWN])),
        )
    ),
    skips(INGRESS, "egress", rule(type="egress", cidrBlocks=["0.0.0.0/0"]), because=FOR_EGRESS),
    skips(INGRESS, "another type", OTHER),
)
