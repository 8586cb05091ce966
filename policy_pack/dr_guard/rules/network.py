"""Networks, what is logged of them, and what everything in them has by default."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from dr_guard.aws.kinds import (
    VPCS,
)
from dr_guard.aws.network.security_groups import DIRECTIONS
from dr_guard.aws.network.security_groups import RULES as GROUP_RULES
from dr_guard.aws.tokens import (
    DEFAULT_SECURITY_GROUP,
    DEFAULT_VPC,
    FLOW_LOG,
    SECURITY_GROUP,
    VPC,
)
from dr_guard.checks import NOT_KNOWN, absent, counted, must_be_one_of
from dr_guard.directory import Directory, key
from dr_guard.finding import Finding, NotApplicable
from dr_guard.values import MISSING, UNKNOWN, entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource

TRAFFIC_TYPES: Final = ("ACCEPT", "REJECT")
GATEWAY_SOURCES: Final = ("transitGatewayId", "transitGatewayAttachmentId")


def vpc_flow_logged(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Who talked to whom in a network is on record."""
    for vpc in graph.of_type(VPCS):
        logs = graph.satellites(vpc, (FLOW_LOG,), "vpcId")
        if not logs.joined:
            yield absent(logs, vpc, "flow log")


def flow_log_traffic_complete(log: Resource, _settings: Settings) -> Iterator[Outcome]:
    """What was refused is on record as well as what was let through."""
    if any(log.get(source) is not MISSING for source in GATEWAY_SOURCES):
        yield NotApplicable("a transit gateway's log always holds all traffic")
        return
    yield from must_be_one_of(log.get("trafficType"), "the traffic that it holds", ("ALL",), TRAFFIC_TYPES)


def default_vpc_unused(network: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Nothing is in the network that AWS made, all of whose subnets are public."""
    what = "network" if network.type == DEFAULT_VPC else "network's subnet"
    yield Finding(f"it is the default {what}", "a network of the program's own")


def default_security_group_present(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """The default group of every network is the program's, and has no rules but its own."""
    for vpc in graph.of_type((VPC,)):
        groups = graph.satellites(vpc, (DEFAULT_SECURITY_GROUP,), "vpcId")
        if not groups.joined:
            yield absent(groups, vpc, "default security group in the program")
    # A network's own default group may be named by way of the network too.
    owners = Directory(graph, (*VPCS, DEFAULT_SECURITY_GROUP, SECURITY_GROUP))
    rules = graph.of_type(GROUP_RULES)
    apart = Counter(key(owners.referent(rule, "securityGroupId")) for rule in rules)
    for group in graph.of_type((DEFAULT_SECURITY_GROUP,)):
        vpc = key(owners.referent(group, "vpcId"))
        count = apart[group.urn] + (apart[vpc] if vpc is not UNKNOWN else 0)
        if count:
            yield Finding(f"it has {counted(count, 'rule')} outside it", "none", group.urn)
        elif apart[UNKNOWN]:
            yield Finding(f"which rules outside it belong to it {NOT_KNOWN}", "none", group.urn)


def default_security_group_closed(group: Resource, _settings: Settings) -> Iterator[Outcome]:
    """What nobody put into a security group can talk to nothing."""
    for direction in DIRECTIONS:
        count = len(entries(group.inputs, direction))
        if group.get(direction) is UNKNOWN:
            yield Finding(f"what {direction} it allows {NOT_KNOWN}", "none")
        elif count:
            yield Finding(f"it has {counted(count, 'rule')} for {direction}", "none")


RULES: Final = (
    vpc_flow_logged,
    flow_log_traffic_complete,
    default_vpc_unused,
    default_security_group_present,
    default_security_group_closed,
)
