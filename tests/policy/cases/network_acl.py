"""Network ACLs."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

ADMIN: Final = "network-acl-admin-ports-closed"
WANTED: Final = "wanted: named networks"
OPEN: Final = f"it lets in 0.0.0.0/0 to port 22; {WANTED}"
DESKTOP: Final = f"it lets in 0.0.0.0/0 to port 3389; {WANTED}"
OTHER: Final = Planned("aws:sns/topic:Topic", {})
RULE: Final = "aws:ec2/networkAclRule:NetworkAclRule"
DEFAULT: Final = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"
INTERNET: Final = {"cidrBlock": "0.0.0.0/0"}
NEWER: Final = {"cidrBlock": None, "ipv6CidrBlock": "::/0"}


def acl(*ingress: object, **inputs: object) -> Planned:
    """Return an ACL with these rules for ingress."""
    return Planned("aws:ec2/networkAcl:NetworkAcl", {"vpcId": UNKNOWN, "ingress": list(ingress), **inputs})


def entry(first: object, last: object, **inputs: object) -> dict[str, object]:
    """Return an inline rule that lets TCP in to a range of ports, from everywhere unless it says else."""
    ports = {"fromPort": first, "toPort": last}
    return {"ruleNo": 100, "action": "allow", "protocol": "tcp", **INTERNET, **ports, **inputs}


def rule(
    first: object, last: object, name: str = "it", acl_id: object = "acl-1", **inputs: object
) -> Planned:
    """Return a rule of its own for the same."""
    ports = {"fromPort": first, "toPort": last}
    basic = {"networkAclId": acl_id, "ruleNumber": 100, "ruleAction": "allow", "protocol": "tcp"}
    return Planned(RULE, {**basic, **INTERNET, **ports, **inputs}, name)


def apart(planned: Planned, name: str) -> Planned:
    """Return a rule that belongs to the ACL of that name, whose id is not known yet."""
    inputs = {**planned.inputs, "networkAclId": UNKNOWN}
    return Planned(RULE, inputs, planned.name, depends={"networkAclId": (name,)})


CASES: Final = (
    passes(ADMIN, "web ports", acl(entry(80, 80), entry(443, 443, protocol="6"))),
    passes(ADMIN, "a network", acl(entry(22, 22, cidrBlock="10.0.0.0/8"))),
    passes(ADMIN, "an address", acl(entry(22, 22, cidrBlock="", ipv6CidrBlock="2001:db8::1/128"))),
    passes(ADMIN, "missing", acl()),
    passes(ADMIN, "denied", acl(entry(22, 22, action="deny"))),
    passes(ADMIN, "another protocol", acl(entry(0, 0, protocol="icmp"), entry(0, 0, protocol=50))),
    passes(ADMIN, "egress", acl(egress=[entry(0, 65535)])),
    passes(ADMIN, "egress, in a rule", rule(0, 65535, egress="true")),
    passes(ADMIN, "a network, in a rule", rule(22, 22, cidrBlock="10.0.0.0/8", egress=False)),
    passes(ADMIN, "no network", acl(entry(22, 22, cidrBlock="anywhere"), entry(22, 22, cidrBlock=None))),
    passes(ADMIN, "a port that is allowed", acl(entry(22, 22)), config={"adminPorts": ["3389"]}),
    fails(ADMIN, "a port", acl(entry(22, 22)), says=OPEN),
    fails(ADMIN, "a port, twice", acl(entry(22, 22), entry(20, 30)), says=OPEN),
    fails(ADMIN, "a port, in an ACL by default", Planned(DEFAULT, {"ingress": [entry(22, 22)]}), says=OPEN),
    fails(ADMIN, "a port, in one rule that is no list", acl(ingress=entry(22.0, "22")), says=OPEN),
    fails(ADMIN, "a port, in a rule", rule(22, 22), says=OPEN),
    fails(
        ADMIN, "a port, in a rule in capitals", rule(22, 22, ruleAction="ALLOW", protocol="TCP"), says=OPEN
    ),
    fails(ADMIN, "every port", acl(entry(0, 0, protocol="-1")), says=(OPEN, DESKTOP)),
    fails(ADMIN, "every port, by a number", acl(entry(0, 0, protocol=-1.0)), says=(OPEN, DESKTOP)),
    fails(ADMIN, "a range", acl(entry(1024, 65535, protocol=17)), says=DESKTOP),
    fails(ADMIN, "no bounds", acl(entry(None, None)), says=(OPEN, DESKTOP)),
    fails(
        ADMIN,
        "the newer internet",
        acl(entry(22, 22, cidrBlock=None, ipv6CidrBlock="::/0")),
        says=f"it lets in ::/0 to port 22; {WANTED}",
    ),
    passes(
        ADMIN,
        "a range, with a port in it denied before",
        acl(entry(1024, 65535), entry(3389, 3389, action="Deny", ruleNo=90)),
    ),
    passes(
        ADMIN,
        "a range, with all of another network denied before, and the rest",
        acl(entry(1024, 65535), entry(0, 0, action="deny", ruleNo=90, protocol="-1")),
    ),
    passes(
        ADMIN,
        "a range in a rule, with a port in it denied before in another",
        acl(),
        apart(rule(1024, 65535, "one"), "it"),
        apart(rule(3389, 3389, "two", ruleAction="deny", ruleNumber=90), "it"),
    ),
    passes(
        ADMIN,
        "a range in a rule of an ACL from elsewhere, with a port in it denied before",
        rule(1024, 65535, "one"),
        rule(3389, 3389, "two", ruleAction="deny", ruleNumber=90),
    ),
    *(
        fails(
            ADMIN, f"a range, with a port in it denied {label}", acl(entry(1024, 65535), denial), says=DESKTOP
        )
        for label, denial in (
            ("afterwards", entry(3389, 3389, action="deny", ruleNo=110)),
            ("at once", entry(3389, 3389, action="deny")),
            ("at a time that is unknown", entry(3389, 3389, action="deny", ruleNo=UNKNOWN)),
            ("to one network", entry(3389, 3389, action="deny", ruleNo=90, cidrBlock="10.0.0.0/8")),
            ("to a network that is unknown", entry(3389, 3389, action="deny", ruleNo=90, cidrBlock=UNKNOWN)),
            ("to the newer internet", entry(3389, 3389, action="deny", ruleNo=90, cidrBlock="::/0")),
            ("to a network that is none", entry(3389, 3389, action="deny", ruleNo=90, cidrBlock="anywhere")),
            ("by another protocol", entry(3389, 3389, action="deny", ruleNo=90, protocol="udp")),
            ("that is another", entry(3390, 3390, action="deny", ruleNo=90)),
            ("that is unknown", entry(UNKNOWN, 3389, action="deny", ruleNo=90)),
        )
    ),
    *(
        fails(
            ADMIN,
            f"a range for the newer internet, with a port in it denied to {block}",
            acl(entry(1024, 65535, **NEWER), entry(3389, 3389, action="deny", ruleNo=90, cidrBlock=block)),
            says=f"it lets in ::/0 to port 3389; {WANTED}",
        )
        for block in ("0.0.0.0/0", "2001:db8::/32")
    ),
    passes(
        ADMIN,
        "a range for the newer internet, with a port in it denied before",
        acl(entry(1024, 65535, **NEWER), entry(3389, 3389, action="deny", ruleNo=90, **NEWER)),
    ),
    fails(
        ADMIN,
        "a range in a rule, with a port in it denied before in one of another ACL",
        rule(1024, 65535),
        rule(3389, 3389, "two", "acl-2", ruleAction="deny", ruleNumber=90),
        says=DESKTOP,
    ),
    fails(
        ADMIN,
        "a range in a rule of an ACL that is unknown",
        rule(1024, 65535, acl_id=UNKNOWN),
        rule(3389, 3389, "two", UNKNOWN, ruleAction="deny", ruleNumber=90),
        says=DESKTOP,
    ),
    *(
        fails(
            ADMIN,
            f"unknown {label}",
            acl(part),
            says=f"whether it lets in 0.0.0.0/0 to port 22 cannot be known at preview; {WANTED}",
        )
        for label, part in (
            ("first port", entry(UNKNOWN, 22)),
            ("action", entry(22, 22, action=UNKNOWN)),
        )
    ),
    fails(
        ADMIN,
        "unknown last port",
        acl(entry(23, UNKNOWN, protocol="udp")),
        says=f"whether it lets in 0.0.0.0/0 to port 3389 cannot be known at preview; {WANTED}",
    ),
    fails(
        ADMIN,
        "unknown protocol",
        acl(entry(22, 22, protocol=UNKNOWN)),
        says=tuple(
            f"whether it lets in 0.0.0.0/0 to port {port} cannot be known at preview; {WANTED}"
            for port in (22, 3389)
        ),
    ),
    fails(
        ADMIN,
        "unknown network",
        acl(entry(22, 22, cidrBlock=UNKNOWN)),
        says=f"a network that it lets in to port 22 cannot be known at preview; {WANTED}",
    ),
    fails(
        ADMIN,
        "unknown",
        acl(ingress=UNKNOWN),
        says=tuple(
            f"a network that it lets in to port {port} cannot be known at preview; {WANTED}"
            for port in (22, 3389)
        ),
    ),
    skips(ADMIN, "no ACL", OTHER, because=f"the stack has no resource that {ADMIN} is about"),
)
