"""Security groups: how they are written and described, and what is in them."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

DESCRIBED: Final = "security-group-described"
ATTACHED: Final = "security-group-attached"
SINGLE: Final = "security-group-rules-single"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
GROUP: Final = "aws:ec2/securityGroup:SecurityGroup"
DEFAULT_GROUP: Final = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
RULE: Final = "aws:ec2/securityGroupRule:SecurityGroupRule"
INGRESS_RULE: Final = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS_RULE: Final = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
FUNCTION: Final = "aws:lambda/function:Function"
INSTANCE: Final = "aws:ec2/instance:Instance"

OWN: Final = "the description is the provider's own; wanted: what it is for"
NONE: Final = "the description is not set; wanted: what it is for"
ALONE: Final = "nothing in the program is known to be in it; wanted: something, or no group"
ONE_WAY: Final = "wanted: inline or as resources of one type"


def group(**inputs: object) -> Planned:
    """Return a security group."""
    return Planned(GROUP, inputs)


def known(**inputs: object) -> Planned:
    """Return a security group that is there already."""
    return Planned(GROUP, inputs, outputs={"id": "sg-1", "name": "web", **inputs})


def joined(token: str, name: str, owner: str = "it", **inputs: object) -> Planned:
    """Return a rule of a group whose id is not known yet."""
    return Planned(
        token,
        {"securityGroupId": UNKNOWN, **inputs},
        name,
        depends={"securityGroupId": (owner,) if owner else ()},
    )


def member(token: str, prop: str, value: object, *owners: str) -> Planned:
    """Return something that names security groups."""
    return Planned(token, {prop: value}, "member", depends={prop: owners})


CASES: Final = (
    passes(DESCRIBED, "a group", group(description="Web servers")),
    passes(
        DESCRIBED, "a group and its rules", group(description="Web", ingress=[{"description": "From within"}])
    ),
    passes(DESCRIBED, "a group, unknown", group(description=UNKNOWN)),
    passes(DESCRIBED, "a default group", Planned(DEFAULT_GROUP, {})),
    *(
        passes(
            DESCRIBED, f"a rule, {token.rpartition(':')[2]}", Planned(token, {"description": "To the queue"})
        )
        for token in (RULE, INGRESS_RULE, EGRESS_RULE)
    ),
    fails(DESCRIBED, "missing", group(), says=OWN),
    *(
        fails(DESCRIBED, f"a group, {value}", group(description=value), says=OWN)
        for value in ("", "Managed by Pulumi", "Managed by Terraform")
    ),
    *(
        fails(DESCRIBED, f"missing in a rule, {token.rpartition(':')[2]}", Planned(token, {}), says=NONE)
        for token in (RULE, INGRESS_RULE, EGRESS_RULE)
    ),
    fails(
        DESCRIBED,
        "missing in rules inline",
        group(description="Web", ingress=[{"description": "From within"}, {}], egress={"description": ""}),
        says=(
            "the description of ingress[1] is not set; wanted: what it is for",
            "the description of egress[0] is not set; wanted: what it is for",
        ),
    ),
    skips(DESCRIBED, "another type", OTHER),
    passes(
        ATTACHED,
        "to a function",
        group(),
        member(FUNCTION, "vpcConfig", {"securityGroupIds": [UNKNOWN]}, "it"),
    ),
    passes(ATTACHED, "to an instance", group(), member(INSTANCE, "vpcSecurityGroupIds", UNKNOWN, "it")),
    passes(ATTACHED, "by its id", known(), member(FUNCTION, "vpcConfig", {"securityGroupIds": ["sg-1"]})),
    fails(ATTACHED, "missing", group(), says=ALONE),
    fails(
        ATTACHED,
        "missing, but for a namesake",
        known(name="web"),
        member(INSTANCE, "tags", {"a": "web"}),
        says=ALONE,
    ),
    fails(
        ATTACHED,
        "missing, but for what its rules say",
        group(),
        joined(INGRESS_RULE, "one"),
        Planned(
            EGRESS_RULE,
            {"referencedSecurityGroupId": UNKNOWN},
            "two",
            depends={"referencedSecurityGroupId": ("it",)},
        ),
        Planned(GROUP, {"ingress": [{"securityGroups": [UNKNOWN]}]}, "three", depends={"ingress": ("it",)}),
        member(FUNCTION, "vpcConfig", {"securityGroupIds": [UNKNOWN]}, "three"),
        says=ALONE,
    ),
    fails(ATTACHED, "unknown", group(), member(INSTANCE, "vpcSecurityGroupIds", [UNKNOWN]), says=ALONE),
    skips(ATTACHED, "no group", OTHER, because=f"the stack has no resource that {ATTACHED} is about"),
    passes(SINGLE, "missing rules", group()),
    passes(SINGLE, "inline", group(ingress=[{}], egress=[{}])),
    passes(SINGLE, "inline one way, apart the other", group(ingress=[{}]), joined(EGRESS_RULE, "one")),
    passes(
        SINGLE,
        "apart, of one type",
        group(),
        joined(INGRESS_RULE, "one"),
        joined(INGRESS_RULE, "two"),
        joined(EGRESS_RULE, "three"),
    ),
    passes(
        SINGLE,
        "inline, beside a rule of another group",
        group(ingress=[{}]),
        Planned(GROUP, {}, "other"),
        joined(INGRESS_RULE, "one", "other"),
    ),
    passes(
        SINGLE,
        "inline, beside a rule by another group's id",
        known(ingress=[{}]),
        Planned(INGRESS_RULE, {"securityGroupId": "sg-2"}, "one"),
    ),
    *(
        fails(
            SINGLE,
            f"inline and apart, {label}",
            holder,
            part,
            says=f"its rules for {direction} are written in 2 ways; {ONE_WAY}",
        )
        for label, direction, holder, part in (
            ("for ingress", "ingress", group(ingress=[{}]), joined(INGRESS_RULE, "one")),
            ("for egress", "egress", group(egress=[{}]), joined(EGRESS_RULE, "one")),
            ("in the older type", "egress", group(egress=[{}]), joined(RULE, "one", type="egress")),
            ("none inline", "ingress", group(ingress=[]), joined(RULE, "one", type="ingress")),
            ("unknown inline", "ingress", group(ingress=UNKNOWN), joined(INGRESS_RULE, "one")),
            ("unknown direction", "ingress", group(ingress=[{}]), joined(RULE, "one", type=UNKNOWN)),
            (
                "by its id",
                "ingress",
                known(ingress=[{}]),
                Planned(INGRESS_RULE, {"securityGroupId": "sg-1"}, "one"),
            ),
        )
    ),
    fails(
        SINGLE,
        "apart, of two types",
        group(),
        joined(INGRESS_RULE, "one"),
        joined(RULE, "two", type="ingress"),
        says=f"its rules for ingress are written in 2 ways; {ONE_WAY}",
    ),
    fails(
        SINGLE,
        "in three ways",
        group(ingress=[{}]),
        joined(INGRESS_RULE, "one"),
        joined(RULE, "two", type="ingress"),
        says=f"its rules for ingress are written in 3 ways; {ONE_WAY}",
    ),
    passes(
        SINGLE,
        "apart, beside a rule of the same type that is unknown",
        group(),
        joined(RULE, "one", type="egress"),
        joined(RULE, "two", "", type="egress"),
    ),
    fails(
        SINGLE,
        "unknown",
        group(ingress=[{}]),
        joined(INGRESS_RULE, "one", ""),
        says=f"which rules for ingress belong to it cannot be known at preview; {ONE_WAY}",
    ),
    skips(SINGLE, "no group", OTHER, because=f"the stack has no resource that {SINGLE} is about"),
)
