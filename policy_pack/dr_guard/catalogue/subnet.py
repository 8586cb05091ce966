"""Subnets, routes and gateways."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.kinds import (
    SUBNET_GROUPS,
    SUBNETS,
)
from dr_guard.aws.tokens import (
    FUNCTION,
    VPC,
)
from dr_guard.control import Control, Option
from dr_guard.remedy import Fix

MINIMUM_ZONES: Final = Option("minimumZones", 2, "In how many zones at least.", minimum=1)

CONTROLS: Final = (
    Control(
        id="subnet-public-address-unassigned",
        title="Nothing gets a public address by being started in a subnet",
        why="What is started there by mistake is on the internet at once.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=SUBNETS,
        references=(
            "FSBP EC2.15",
            "Config subnet-auto-assign-public-ip-disabled",
            "checkov CKV_AWS_130",
            "NIST AC-3",
            "NIST AC-4(21)",
            "NIST SC-7",
        ),
        remediation=("Set mapPublicIpOnLaunch to false on the subnet.",),
        group="network",
        options=(),
        fixes=(Fix("mapPublicIpOnLaunch", value=False),),
    ),
    Control(
        id="subnet-zones-multiple",
        title="The subnets of every network are in more than one zone",
        why="With the zone goes everything that the network holds, and there is no other to start it in.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(VPC,),
        references=("NIST CP-2(5)", "prowler vpc_subnet_different_az"),
        remediation=(
            "Add a subnet with another availabilityZone for each purpose that the network has.",
            "Name availabilityZone on every subnet; otherwise AWS may choose one zone for all.",
        ),
        group="recovery",
        options=(MINIMUM_ZONES,),
    ),
    Control(
        id="subnet-data-tier-private",
        title="Databases and functions are in subnets without a route to an internet gateway",
        why="One address or one open group is then enough to put the data on the internet.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(*SUBNET_GROUPS, FUNCTION),
        references=("Config no-unrestricted-route-to-igw", "NIST AC-4(21)", "NIST CM-7"),
        remediation=(
            "Name subnets whose route table has no route to an internet gateway.",
            "Associate every subnet with a route table, or keep the main one without such a route.",
        ),
        group="network",
        options=(),
    ),
    Control(
        id="nat-gateway-zones-multiple",
        title="The NAT gateways of every network are in more than one zone",
        why="With the zone of the only gateway every other zone loses its way out.",
        severity="medium",
        enforcement="disabled",
        scope="stack",
        types=(VPC,),
        references=("checkov CKV2_AWS_35", "NIST CP-2(5)", "NIST SC-36"),
        remediation=(
            "Add a NatGateway in a public subnet of each zone, and route each zone's subnets to its own.",
            "Or set availabilityMode to regional on one that serves them all.",
        ),
        group="recovery",
        options=(MINIMUM_ZONES,),
    ),
)
