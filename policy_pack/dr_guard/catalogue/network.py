"""Networks and what is let into them."""

from __future__ import annotations

from typing import Final

from dr_guard.control import Control, Option
from dr_guard.tokens import (
    DEFAULT_SECURITY_GROUP,
    INGRESS_RULE,
    SECURITY_GROUP,
    SECURITY_GROUP_RULE,
    SUBNET,
    VPC,
)

CONTROLS: Final = (
    Control(
        id="security-group-ingress-restricted",
        title="No security group lets the internet in",
        why="Everything that listens behind the group can be reached, and tried, from anywhere.",
        severity="critical",
        enforcement="mandatory",
        scope="resource",
        types=(SECURITY_GROUP, DEFAULT_SECURITY_GROUP, SECURITY_GROUP_RULE, INGRESS_RULE),
        references=(
            "FSBP EC2.18",
            "FSBP EC2.19",
            "Config vpc-sg-open-only-to-authorized-ports",
            "checkov CKV_AWS_260",
            "NIST SC-7",
        ),
        remediation=("Name the networks, or better the security groups, that need to reach it.",),
        group="network",
        options=(
            Option("allowedPrefixLists", (), "The ids of prefix lists from elsewhere that may be let in."),
        ),
    ),
    Control(
        id="default-security-group-closed",
        title="What nobody put into a security group can talk to nothing",
        why="The default group lets everything in it talk to everything else in it.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(VPC,),
        references=(
            "FSBP EC2.2",
            "Config vpc-default-security-group-closed",
            "checkov CKV2_AWS_12",
            "CIS 5.5",
            "NIST SC-7(5)",
        ),
        remediation=(
            "Add a DefaultSecurityGroup with the network's vpcId and without ingress and egress.",
            "Add no rules to it in resources of their own.",
        ),
        group="network",
        options=(),
    ),
    Control(
        id="vpc-flow-logged",
        title="Traffic of every network is logged",
        why="After an incident nobody can tell what talked to whom.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=(VPC,),
        references=(
            "FSBP EC2.6",
            "Config vpc-flow-logs-enabled",
            "checkov CKV2_AWS_11",
            "CIS 3.7",
            "NIST AU-12",
        ),
        remediation=("Add a FlowLog with the network's vpcId.",),
        group="detection",
        options=(),
    ),
    Control(
        id="subnet-public-address-unassigned",
        title="Nothing gets a public address by being started in a subnet",
        why="What is started there by mistake is on the internet at once.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(SUBNET,),
        references=(
            "FSBP EC2.15",
            "Config subnet-auto-assign-public-ip-disabled",
            "checkov CKV_AWS_130",
            "NIST SC-7",
        ),
        remediation=("Remove mapPublicIpOnLaunch, or set it to false.",),
        group="network",
        options=(),
    ),
)
