"""Security groups: what their rules let in to the ports of administration, and what they let out."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.security_group import (
    DEFAULT_GROUP,
    FOR_EGRESS,
    NAMED,
    NEWER_INTERNET,
    OTHER,
    group,
    ingress_rule,
    rule,
    span,
)

ADMIN: Final = "security-group-admin-ports-closed"
EGRESS: Final = "security-group-egress-restricted"

FOR_INGRESS: Final = "the rule is for ingress"


def outward(*egress: object) -> Planned:
    """Return a security group with these rules for egress."""
    return Planned("aws:ec2/securityGroup:SecurityGroup", {"egress": list(egress)})


def egress_rule(**inputs: object) -> Planned:
    """Return a rule for egress of the newer type."""
    return Planned("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", inputs)


def lets_in(port: int, block: str = "0.0.0.0/0") -> str:
    """Return what is said of a port that is open to a network."""
    return f"it lets in {block} to port {port}; {NAMED}"


def may_let_in(port: int) -> str:
    """Return what is said of a port that may be open to the internet."""
    return f"whether it lets in 0.0.0.0/0 to port {port} cannot be known at preview; {NAMED}"


BOTH: Final = (lets_in(22), lets_in(3389))
OUT: Final = f"it lets everything out to 0.0.0.0/0; {NAMED}"

CASES: Final = (
    passes(ADMIN, "missing rules", group()),
    passes(ADMIN, "other ports", group(span(443, 443), span(0, 21), span(23.0, "3388"))),
    passes(ADMIN, "another protocol", group(span(-1, -1, "icmp"), span(0, 0, "58"), span(22, 22, 50))),
    passes(
        ADMIN, "a network", group(span(22, 22, cidrBlocks=["10.0.0.0/8"]), span(22, 22, securityGroups=[""]))
    ),
    passes(ADMIN, "a prefix list of the stack", rule(**span(22, 22, prefixListIds=[UNKNOWN]))),
    passes(ADMIN, "ports that are chosen", group(span(22, 22)), config={"adminPorts": ["5432"]}),
    passes(ADMIN, "unknown first port, above", group(span(UNKNOWN, 21))),
    passes(ADMIN, "unknown network of another port", group(span(443, 443, cidrBlocks=[UNKNOWN]))),
    *(
        fails(ADMIN, f"a port, {label}", holder, says=lets_in(22))
        for label, holder in (
            ("inline", group(span(22, 22))),
            ("inline, twice", group(span(22, 22), span(20, 25))),
            ("by default", Planned(DEFAULT_GROUP, {"ingress": [span(22, 22)]})),
            ("in a range", group(span(20, 1024))),
            ("as a fraction", group(span(22.0, 22.0))),
            ("as a string", group(span("22", "22"))),
            ("of a protocol by its number", group(span(22, 22, "6"))),
            ("of a protocol by its number that is no string", group(span(22, 22, 6.0))),
            ("of a protocol in capitals", group(span(22, 22, "TCP"))),
            ("in a rule", rule(**span(22, 22))),
            ("in a newer rule", ingress_rule(ipProtocol="tcp", fromPort=22, toPort=22, cidrIpv4="0.0.0.0/0")),
        )
    ),
    *(
        fails(ADMIN, f"every port, {label}", holder, says=BOTH)
        for label, holder in (
            ("by protocol", group(span(0, 0, "-1"))),
            ("by protocol by name", group(span(0, 0, "all"))),
            ("by protocol by number", group(span(0, 0, -1.0))),
            ("by range", group(span(0, 65535))),
            ("by no bounds", rule(**span(-1, -1))),
            ("by bounds that are missing", ingress_rule(ipProtocol="udp", cidrIpv4="0.0.0.0/0")),
        )
    ),
    fails(ADMIN, "the newer internet", group(span(22, 22, **NEWER_INTERNET)), says=lets_in(22, "::/0")),
    fails(
        ADMIN,
        "a port of a database that is chosen",
        group(span(5432, 5432)),
        says=lets_in(5432),
        config={"adminPorts": ["5432"]},
    ),
    fails(
        ADMIN,
        "a port, to a prefix list from elsewhere",
        rule(**span(22, 22, prefixListIds=["pl-1"])),
        says=f"what a prefix list that it lets in to port 22 holds cannot be known at preview; {NAMED}",
    ),
    passes(
        ADMIN,
        "a port, to a prefix list that is allowed",
        rule(**span(22, 22, prefixListIds=["pl-1"])),
        config={"allowedPrefixLists": ["pl-1"]},
    ),
    fails(
        ADMIN,
        "a port, to no network",
        group(span(22, 22, cidrBlocks=["anywhere"])),
        says=f"something that it lets in to port 22 is no network; {NAMED}",
    ),
    fails(ADMIN, "unknown first port", group(span(UNKNOWN, 22)), says=may_let_in(22)),
    fails(ADMIN, "unknown last port", group(span(23, UNKNOWN)), says=may_let_in(3389)),
    fails(
        ADMIN,
        "unknown first port, and one that is known",
        group(span(UNKNOWN, 22), span(22, 22)),
        says=lets_in(22),
    ),
    fails(ADMIN, "a port that is no number", group(span("ssh", 22)), says=may_let_in(22)),
    fails(
        ADMIN,
        "unknown protocol",
        group(span(443, 443, UNKNOWN)),
        says=(may_let_in(22), may_let_in(3389)),
    ),
    fails(
        ADMIN,
        "unknown network",
        group(span(22, 22, cidrBlocks=[UNKNOWN])),
        says=f"a network that it lets in to port 22 cannot be known at preview; {NAMED}",
    ),
    fails(
        ADMIN,
        "unknown",
        group(UNKNOWN),
        says=tuple(
            f"a network that it lets in to port {port} cannot be known at preview; {NAMED}"
            for port in (22, 3389)
        ),
    ),
    skips(ADMIN, "egress", rule(**{**span(22, 22), "type": "egress"}), because=FOR_EGRESS),
    skips(ADMIN, "another type", OTHER),
    passes(EGRESS, "missing rules, which the provider then removes", group(span(443, 443))),
    passes(EGRESS, "one port", outward(span(443, 443))),
    passes(
        EGRESS,
        "one port, in a newer rule",
        egress_rule(ipProtocol="tcp", fromPort=443, toPort=443, cidrIpv4="0.0.0.0/0"),
    ),
    passes(EGRESS, "everything, to a network", outward(span(0, 0, "-1", cidrBlocks=["10.0.0.0/8"]))),
    passes(EGRESS, "everything, to a group", egress_rule(ipProtocol="-1", referencedSecurityGroupId=UNKNOWN)),
    passes(
        EGRESS,
        "everything, to a prefix list of the stack",
        egress_rule(ipProtocol="-1", prefixListId=UNKNOWN),
    ),
    passes(
        EGRESS,
        "one port, to a network that is unknown",
        egress_rule(ipProtocol="tcp", fromPort=1, toPort=2, cidrIpv4=UNKNOWN),
    ),
    *(
        fails(EGRESS, f"everything, {label}", holder, says=OUT)
        for label, holder in (
            ("inline", outward(span(0, 0, "-1"))),
            ("inline, by name", outward(span(0, 0, "all"))),
            ("inline, in one rule that is no list", group(egress=span(0, 0, "-1"))),
            ("of one protocol", outward(span(0, 65535))),
            ("by default", Planned(DEFAULT_GROUP, {"egress": [span(0, 0, -1)]})),
            ("in a rule", rule(**{**span(0, 0, "-1"), "type": "egress"})),
            ("in a newer rule", egress_rule(ipProtocol="-1", cidrIpv4="0.0.0.0/0")),
        )
    ),
    fails(
        EGRESS,
        "everything, to the newer internet",
        egress_rule(ipProtocol="-1", cidrIpv6="::/0"),
        says=f"it lets everything out to ::/0; {NAMED}",
    ),
    fails(
        EGRESS,
        "everything, to a prefix list from elsewhere",
        egress_rule(ipProtocol="-1", prefixListId="pl-1"),
        says=f"what a prefix list that it lets everything out to holds cannot be known at preview; {NAMED}",
    ),
    fails(
        EGRESS,
        "everything, to no network",
        egress_rule(ipProtocol="-1", cidrIpv4="anywhere"),
        says=f"something that it lets everything out to is no network; {NAMED}",
    ),
    *(
        fails(
            EGRESS,
            f"unknown {label}",
            holder,
            says=f"whether it lets everything out to 0.0.0.0/0 cannot be known at preview; {NAMED}",
        )
        for label, holder in (
            ("protocol", outward(span(0, 0, UNKNOWN))),
            ("ports", egress_rule(ipProtocol="tcp", fromPort=UNKNOWN, toPort=UNKNOWN, cidrIpv4="0.0.0.0/0")),
        )
    ),
    fails(
        EGRESS,
        "unknown",
        outward(UNKNOWN),
        says=f"a network that it lets everything out to cannot be known at preview; {NAMED}",
    ),
    skips(EGRESS, "ingress", rule(**span(0, 0, "-1")), because=FOR_INGRESS),
    skips(EGRESS, "another type", OTHER),
)
