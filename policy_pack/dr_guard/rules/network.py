"""Networks and what is let into them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dr_guard.checks import NOT_KNOWN, absent, counted, must_not_be_on
from dr_guard.finding import Finding, NotApplicable
from dr_guard.tokens import DEFAULT_SECURITY_GROUP, FLOW_LOG, VPC
from dr_guard.values import UNKNOWN, Plain, entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph, Resource

WIDEST_PREFIX_BITS: Final = 1
NETWORK: Final = re.compile(r"[0-9a-fA-F.:]+/(\d+)")


def security_group_ingress_restricted(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No security group lets the internet in, be it in two halves."""
    if holder.get("type") == "egress":
        yield NotApplicable("the rule is for egress")
        return
    wanted = "named networks or security groups"
    sources = tuple(_sources(holder))
    if UNKNOWN in sources:
        yield Finding(f"a network that it lets in {NOT_KNOWN}", wanted)
    for source in dict.fromkeys(source for source in sources if isinstance(source, str)):
        if _is_internet(source):
            yield Finding(f"it lets in {source}", wanted)


def _sources(holder: Resource) -> Iterator[Plain]:
    for rule in (holder.inputs, *entries(holder.inputs, "ingress")):
        for name in ("cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6"):
            yield from entries(rule, name)


def _is_internet(source: str) -> bool:
    network = NETWORK.fullmatch(source)
    return network is not None and int(network.group(1)) <= WIDEST_PREFIX_BITS


def default_security_group_closed(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """What nobody put into a security group can talk to nothing."""
    for vpc in graph.of_type((VPC,)):
        groups = graph.satellites(vpc, (DEFAULT_SECURITY_GROUP,), "vpcId")
        if not groups.joined:
            yield absent(groups, vpc, "default security group in the program")
        for group in groups.joined:
            for direction in ("ingress", "egress"):
                count = len(entries(group.inputs, direction))
                if group.get(direction) is UNKNOWN:
                    yield Finding(f"what {direction} it allows {NOT_KNOWN}", "none", group.urn)
                elif count:
                    yield Finding(f"it has {counted(count, 'rule')} for {direction}", "none", group.urn)


def vpc_flow_logged(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Who talked to whom in a network is on record."""
    for vpc in graph.of_type((VPC,)):
        logs = graph.satellites(vpc, (FLOW_LOG,), "vpcId")
        if not logs.joined:
            yield absent(logs, vpc, "flow log")


def subnet_public_address_unassigned(subnet: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Nothing gets a public address by being started in a subnet."""
    yield from must_not_be_on(subnet.get("mapPublicIpOnLaunch"), "assignment of public addresses")


RULES: Final = (
    security_group_ingress_restricted,
    default_security_group_closed,
    vpc_flow_logged,
    subnet_public_address_unassigned,
)
