"""The NAT gateways of each network, and the subnets that they stand in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dr_guard.aws.kinds import (
    SUBNETS,
    VPCS,
)
from dr_guard.aws.tokens import (
    NAT_GATEWAY,
)
from dr_guard.directory import Directory, key
from dr_guard.resource import Resource
from dr_guard.values import UNKNOWN

if TYPE_CHECKING:
    from dr_guard.graph import Graph
    from dr_guard.values import Mark


@dataclass(frozen=True)
class NatGateways:
    """The NAT gateways of a stack, by their network's URN or id, ``UNKNOWN`` where that is not known."""

    graph: Graph

    @cached_property
    def _vpcs(self) -> Directory:
        return Directory(self.graph, VPCS)

    @cached_property
    def regional(self) -> frozenset[str | Mark]:
        """The networks that have one gateway over all zones."""
        found = self.graph.of_type((NAT_GATEWAY,))
        return frozenset(key(self._vpcs.referent(each, "vpcId")) for each in found if _is_regional(each))

    @cached_property
    def zonal(self) -> defaultdict[str | Mark, tuple[Resource, ...]]:
        """The subnets that the gateways of a network stand in, each with one or more."""
        subnets = Directory(self.graph, SUBNETS)
        found: defaultdict[str | Mark, tuple[Resource, ...]] = defaultdict(tuple)
        for gateway in self.graph.of_type((NAT_GATEWAY,)):
            subnet = subnets.referent(gateway, "subnetId")
            if isinstance(subnet, Resource):
                found[key(self._vpcs.referent(subnet, "vpcId"))] += (subnet,)
            elif subnet is UNKNOWN and not _is_regional(gateway):
                found[UNKNOWN] += (gateway,)
        return found


def _is_regional(gateway: Resource) -> bool:
    return gateway.get("availabilityMode") == "regional"
