"""Subnets, routes and gateways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.kinds import (
    SUBNET_GROUPS,
    SUBNETS,
)
from dr_guard.aws.network.nat_gateways import NatGateways
from dr_guard.aws.network.placement import Zones, placement, zones
from dr_guard.aws.network.routing import Routing
from dr_guard.aws.tokens import (
    DEFAULT_SUBNET,
    FUNCTION,
    VPC,
)
from dr_guard.checks import NOT_KNOWN, counted, must_not_be_on, state
from dr_guard.finding import Finding, NotApplicable
from dr_guard.logic import any_of
from dr_guard.values import MISSING, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.aws.network.placement import Placement
    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

NO_SUBNET: Final = "the program has no subnet of it"
NO_NAT_GATEWAY: Final = "the program has no NAT gateway in it"
NO_NETWORK: Final = "it is in no subnet of the program's"


def subnet_public_address_unassigned(subnet: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Nothing gets a public address by being started in a subnet; in a default one it does unless told."""
    switch, noun = subnet.get("mapPublicIpOnLaunch"), "assignment of public addresses"
    if switch is MISSING and subnet.type == DEFAULT_SUBNET:
        yield Finding(f"{noun} {state(switch)}", "off")
    else:
        yield from must_not_be_on(switch, noun)


def subnet_zones_multiple(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """The subnets of a network outlive the loss of a zone."""
    minimum = settings.number("minimumZones")
    for vpc in graph.of_type((VPC,)):
        subnets = graph.satellites(vpc, SUBNETS, "vpcId")
        if subnets.joined or subnets.doubtful:
            found = zones(subnets.joined)
            spread = Zones(found.number, found.is_exact and not subnets.doubtful)
            yield from _must_span(vpc, spread, minimum, "its subnets")
        else:
            yield NotApplicable(NO_SUBNET, vpc.urn)


def _must_span(vpc: Resource, spread: Zones, minimum: float, noun: str) -> Iterator[Finding]:
    if spread.number < minimum:
        unclear = f"over how many zones {noun} are spread {NOT_KNOWN}"
        found = f"{noun} name {counted(spread.number, 'zone')}"
        yield Finding(found if spread.is_exact else unclear, f"at least {counted(minimum, 'zone')}", vpc.urn)


def subnet_data_tier_private(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Databases and functions are in subnets that the internet has no way into."""
    routing = Routing(graph)
    for holder in graph.of_type((*SUBNET_GROUPS, FUNCTION)):
        path = "vpcConfig.subnetIds" if holder.type == FUNCTION else "subnetIds"
        found = placement(routing.subnets, holder, path)
        verdict = _leads_out(routing, found)
        if found.is_exact and not found.subnets:
            yield NotApplicable(NO_NETWORK, holder.urn)
        elif verdict is not False:
            what = "a subnet of it has a route to an internet gateway"
            yield Finding(
                f"whether {what} {NOT_KNOWN}" if verdict is UNKNOWN else what, "none that has", holder.urn
            )


def _leads_out(routing: Routing, found: Placement) -> Known:
    """Whether one of the subnets that something is in leads out; of those it may be in none may."""
    verdict = any_of(routing.leads_out(subnet) for subnet in found.subnets)
    if found.is_exact:
        return verdict
    return UNKNOWN if verdict is not False or len(found.subnets) < found.number else False


def nat_gateway_zones_multiple(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """The way out of a network outlives the loss of a zone, by one in each or by one over all."""
    minimum, gateways = settings.number("minimumZones"), NatGateways(graph)
    for vpc in graph.of_type((VPC,)):
        found = gateways.zonal[vpc.urn]
        if vpc.urn in gateways.regional:
            continue
        if found or gateways.zonal[UNKNOWN]:
            spread = zones(found)
            is_exact = spread.is_exact and not gateways.zonal[UNKNOWN]
            yield from _must_span(vpc, Zones(spread.number, is_exact), minimum, "its NAT gateways")
        else:
            yield NotApplicable(NO_NAT_GATEWAY, vpc.urn)


RULES: Final = (
    subnet_public_address_unassigned,
    subnet_zones_multiple,
    subnet_data_tier_private,
    nat_gateway_zones_multiple,
)
