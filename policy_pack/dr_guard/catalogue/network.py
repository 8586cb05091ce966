"""Networks, what is logged of them, and what everything in them has by default."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.kinds import (
    VPCS,
)
from dr_guard.aws.tokens import (
    DEFAULT_SECURITY_GROUP,
    DEFAULT_SUBNET,
    DEFAULT_VPC,
    FLOW_LOG,
    VPC,
)
from dr_guard.control import Control
from dr_guard.remedy import Fix

CONTROLS: Final = (
    Control(
        id="vpc-flow-logged",
        title="Traffic of every network is logged",
        why="After an incident nobody can tell what talked to whom.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=VPCS,
        references=(
            "FSBP EC2.6",
            "Config vpc-flow-logs-enabled",
            "checkov CKV2_AWS_11",
            "CIS 3.7",
            "NIST AU-12",
            "NIST CA-7",
            "NIST AC-4(26)",
        ),
        remediation=("Add a FlowLog with the network's vpcId.",),
        group="detection",
        options=(),
    ),
    Control(
        id="flow-log-traffic-complete",
        title="Every flow log holds what was let through and what was refused",
        why="A log of one half shows either no attempt that failed or no attack that succeeded.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(FLOW_LOG,),
        references=("NIST AU-12",),
        remediation=("Set trafficType to ALL on the flow log.",),
        group="detection",
        options=(),
        fixes=(Fix("trafficType", "ALL"),),
    ),
    Control(
        id="default-vpc-unused",
        title="Nothing is in the network that AWS made",
        why="All its subnets are public, and it is not there in an account to which a system is recovered.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(DEFAULT_VPC, DEFAULT_SUBNET),
        references=("checkov CKV_AWS_148",),
        remediation=(
            "Make a Vpc with subnets of its own, and remove the DefaultVpc and every DefaultSubnet.",
        ),
        group="network",
        options=(),
    ),
    Control(
        id="default-security-group-present",
        title="The default security group of every network is the program's, and has no rules outside it",
        why="The group that nobody has taken over lets everything in it talk to everything else in it.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(VPC, DEFAULT_SECURITY_GROUP),
        references=(
            "FSBP EC2.2",
            "Config vpc-default-security-group-closed",
            "checkov CKV2_AWS_12",
            "CIS 5.5",
            "NIST AC-4(21)",
            "NIST SC-7",
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
        id="default-security-group-closed",
        title="What nobody put into a security group can talk to nothing",
        why="What is started without a group can be reached by all else that is, and can reach it.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(DEFAULT_SECURITY_GROUP,),
        references=(
            "FSBP EC2.2",
            "Config vpc-default-security-group-closed",
            "checkov CKV2_AWS_12",
            "CIS 5.5",
            "NIST AC-4(21)",
            "NIST SC-7",
            "NIST SC-7(5)",
        ),
        remediation=("Remove every member of ingress and egress from the default security group.",),
        group="network",
        options=(),
        fixes=(Fix("ingress", ()), Fix("egress", ())),
    ),
)
