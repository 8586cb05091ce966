"""Networks and what is let into them."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import TYPE_CHECKING, Final

from dr_guard.checks import NOT_KNOWN, absent, counted, must_not_be_on
from dr_guard.finding import Finding, NotApplicable
from dr_guard.tokens import DEFAULT_SECURITY_GROUP, FLOW_LOG, INGRESS_RULE, SECURITY_GROUP_RULE, VPC
from dr_guard.values import UNKNOWN, Plain, entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph, Resource

NARROWEST_INTERNET_BITS: Final = {4: 7, 6: 15}
NETWORKS: Final = ("cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6")
PREFIX_LISTS: Final = ("prefixListIds", "prefixListId")
RULE_TYPES: Final = (SECURITY_GROUP_RULE, INGRESS_RULE)
WANTED_SOURCES: Final = "named networks or security groups"


def security_group_ingress_restricted(holder: Resource, settings: Settings) -> Iterator[Outcome]:
    """No security group lets the internet in, be it in parts."""
    if holder.get("type") == "egress":
        yield NotApplicable("the rule is for egress")
        return
    allowed = settings.strings("allowedPrefixLists")
    if any(isinstance(each, str) and each not in allowed for each in _sources(holder, PREFIX_LISTS)):
        yield Finding(f"what a prefix list that it lets in holds {NOT_KNOWN}", WANTED_SOURCES)
    sources = tuple(_sources(holder, NETWORKS))
    if UNKNOWN in sources:
        yield Finding(f"a network that it lets in {NOT_KNOWN}", WANTED_SOURCES)
    for source in dict.fromkeys(source for source in sources if isinstance(source, str)):
        yield from _must_be_narrow(source)


def _sources(holder: Resource, names: tuple[str, ...]) -> Iterator[Plain]:
    for rule in (holder.inputs, *entries(holder.inputs, "ingress")):
        for name in names:
            yield from entries(rule, name)


def _must_be_narrow(source: str) -> Iterator[Finding]:
    network = _network(source)
    if network is None:
        yield Finding("something that it lets in is no network", WANTED_SOURCES)
    elif network.prefixlen <= NARROWEST_INTERNET_BITS[network.version]:
        yield Finding(f"it lets in {network}", WANTED_SOURCES)


def _network(source: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(source, strict=False)
    except ValueError:
        return None


def default_security_group_closed(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """What nobody put into a security group can talk to nothing."""
    for vpc in graph.of_type((VPC,)):
        groups = graph.satellites(vpc, (DEFAULT_SECURITY_GROUP,), "vpcId")
        if not groups.joined:
            yield absent(groups, vpc, "default security group in the program")
        apart = graph.satellites(vpc, RULE_TYPES, "securityGroupId").joined
        for group in groups.joined:
            own = graph.satellites(group, RULE_TYPES, "securityGroupId").joined
            if apart or own:
                yield Finding(f"it has {counted(len({*apart, *own}), 'rule')} outside it", "none", group.urn)
            yield from _must_be_empty(group)


def _must_be_empty(group: Resource) -> Iterator[Finding]:
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
