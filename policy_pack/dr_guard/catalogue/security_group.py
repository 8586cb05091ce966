"""Security groups."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.kinds import (
    PREFIX_LISTS,
)
from dr_guard.aws.network.security_groups import GROUPS, RULES
from dr_guard.aws.tokens import (
    EGRESS_RULE,
    INGRESS_RULE,
    SECURITY_GROUP,
    SECURITY_GROUP_RULE,
)
from dr_guard.control import Control, Option

INGRESS_TYPES: Final = (*GROUPS, SECURITY_GROUP_RULE, INGRESS_RULE)
PORT: Final = "[0-9]{1,5}"
ADMIN_PORTS: Final = Option(
    "adminPorts",
    ("22", "3389"),
    "The ports that nobody may reach from the internet.",
    pattern=PORT,
    example="22",
)
ALLOWED_PREFIX_LISTS: Final = Option(
    "allowedPrefixLists", (), "The ids of prefix lists from elsewhere that hold no part of the internet."
)

CONTROLS: Final = (
    Control(
        id="security-group-ingress-restricted",
        title="No security group lets the internet in",
        why="Everything that listens behind the group can be reached, and tried, from anywhere.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=(*INGRESS_TYPES, *PREFIX_LISTS),
        references=(
            "FSBP EC2.18",
            "FSBP EC2.19",
            "Config vpc-sg-open-only-to-authorized-ports",
            "Config restricted-common-ports",
            "checkov CKV_AWS_260",
            "checkov CKV_AWS_277",
            "NIST AC-4(21)",
            "NIST SC-7",
            "NIST SC-7(5)",
        ),
        remediation=(
            "Name the networks, or better the security groups, that need to reach it.",
            "Name the port in allowedPorts where everyone is meant to reach it, as at a load balancer.",
        ),
        group="network",
        options=(
            ALLOWED_PREFIX_LISTS,
            Option(
                "allowedPorts",
                (),
                'The ports that may be open to all, such as "443" or "8000-8080".',
                pattern=f"{PORT}(?:-{PORT})?",
                example="443 or 8000-8080",
            ),
        ),
    ),
    Control(
        id="security-group-admin-ports-closed",
        title="No security group lets the internet in to a port of administration",
        why="A port of administration that is open to all is tried at once, and who gets in has everything.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=INGRESS_TYPES,
        references=(
            "FSBP EC2.13",
            "FSBP EC2.14",
            "Config restricted-ssh",
            "checkov CKV_AWS_24",
            "checkov CKV_AWS_25",
            "CIS 5.3",
            "CIS 5.4",
            "NIST AC-17",
            "NIST SC-7",
        ),
        remediation=(
            "Name the networks that administer it, or use Session Manager, which needs no open port.",
        ),
        group="network",
        options=(
            ADMIN_PORTS,
            ALLOWED_PREFIX_LISTS,
        ),
    ),
    Control(
        id="security-group-egress-restricted",
        title="No security group lets everything out to the internet",
        why="What has been broken into can take data anywhere, and fetch whatever it lacks.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(*GROUPS, SECURITY_GROUP_RULE, EGRESS_RULE),
        references=("checkov CKV_AWS_382", "NIST SC-7", "NIST AC-4"),
        remediation=(
            "Name the protocol and the ports that it needs, such as tcp and 443.",
            "Name the networks, prefix lists or security groups that it needs to reach.",
        ),
        group="network",
        options=(ALLOWED_PREFIX_LISTS,),
    ),
    Control(
        id="security-group-described",
        title="Every security group and every rule says what it is for",
        why="A rule that nobody can explain is neither removed in time nor put back when it is lost.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(*GROUPS, *RULES),
        references=("checkov CKV_AWS_23",),
        remediation=("Set description on the security group and on each of its rules.",),
        group="network",
        options=(),
    ),
    Control(
        id="security-group-attached",
        title="Something is in every security group",
        why="A group that is left over is taken for one in use, and put on what it does not fit.",
        severity="low",
        enforcement="disabled",
        scope="stack",
        types=(SECURITY_GROUP,),
        references=(
            "FSBP EC2.22",
            "Config ec2-security-group-attached-to-eni",
            "checkov CKV2_AWS_5",
            "NIST CM-8",
        ),
        remediation=("Name the group in what belongs to it, or remove the group.",),
        group="network",
        options=(),
    ),
    Control(
        id="security-group-rules-single",
        title="The rules of every security group are written in one way",
        why="Each way undoes what the other has made, so that an update closes what has to be open.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(SECURITY_GROUP,),
        references=("NIST CM-3",),
        remediation=(
            "Move every rule to a SecurityGroupIngressRule or a SecurityGroupEgressRule.",
            "Remove ingress and egress from the group.",
        ),
        group="network",
        options=(),
    ),
)
