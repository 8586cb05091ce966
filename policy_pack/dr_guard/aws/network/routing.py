"""Which subnets have a route to an internet gateway.

A subnet's route table is the one that is associated with it, otherwise its network's main one; a table's
routes are its own and those that are resources.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from dr_guard.aws.kinds import (
    SUBNETS,
    VPCS,
)
from dr_guard.aws.tokens import (
    DEFAULT_ROUTE_TABLE,
    INTERNET_GATEWAY,
    INTERNET_GATEWAY_ATTACHMENT,
    MAIN_ROUTE_TABLE_ASSOCIATION,
    NETWORK_ROUTE,
    ROUTE_TABLE,
    ROUTE_TABLE_ASSOCIATION,
)
from dr_guard.directory import Directory, key
from dr_guard.logic import any_of
from dr_guard.resource import Resource
from dr_guard.values import UNKNOWN, Mark, Plain, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dr_guard.graph import Graph
    from dr_guard.values import Known

ROUTE_TABLES: Final = (ROUTE_TABLE, DEFAULT_ROUTE_TABLE)
GATEWAYS: Final = (INTERNET_GATEWAY, INTERNET_GATEWAY_ATTACHMENT)


@dataclass(frozen=True)
class Routing:
    """The routes of a stack; a table is told by its URN or id, a main one by its network's."""

    graph: Graph

    @cached_property
    def subnets(self) -> Directory:
        """The subnets of the stack."""
        return Directory(self.graph, SUBNETS)

    @cached_property
    def _vpcs(self) -> Directory:
        return Directory(self.graph, VPCS)

    @cached_property
    def _tables(self) -> Directory:
        return Directory(self.graph, (*ROUTE_TABLES, *VPCS))

    def leads_out(self, subnet: Resource) -> Known:
        """Whether a subnet has a route to an internet gateway."""
        own = self._associated.get(subnet.urn)
        if own:
            return any_of(self._opens(table) for table in own)
        verdict = self._opens(self._main(subnet))
        return any_of((verdict, UNKNOWN)) if UNKNOWN in self._associated else verdict

    def _opens(self, table: str | Mark) -> Known:
        """Whether a table has such a route; a route of a table that is not known may be any table's."""
        stray = self._open.get(UNKNOWN, False) is not False
        verdict = UNKNOWN if table is UNKNOWN else self._open.get(table, False)
        return any_of((verdict, UNKNOWN)) if stray else verdict

    @cached_property
    def _open(self) -> Mapping[str | Mark, Known]:
        found: defaultdict[str | Mark, list[Known]] = defaultdict(list)
        for table, verdict in self._routes():
            found[table].append(verdict)
        return {table: any_of(verdicts) for table, verdicts in found.items()}

    def _routes(self) -> Iterator[tuple[str | Mark, Known]]:
        """Yield the table of every route, and whether it leads to an internet gateway."""
        for holder in self.graph.of_type(ROUTE_TABLES):
            for route in entries(holder.inputs, "routes"):
                gateway = lookup(route, "gatewayId")
                yield self._table(holder), _is_internet(self.graph, holder, "routes", gateway)
        for route in self.graph.of_type((NETWORK_ROUTE,)):
            gateway = route.get("gatewayId")
            yield self._named(route), _is_internet(self.graph, route, "gatewayId", gateway)

    @cached_property
    def _associated(self) -> Mapping[str | Mark, tuple[str | Mark, ...]]:
        """The tables that are associated with a subnet."""
        found: defaultdict[str | Mark, tuple[str | Mark, ...]] = defaultdict(tuple)
        for association in self.graph.of_type((ROUTE_TABLE_ASSOCIATION,)):
            found[key(self.subnets.referent(association, "subnetId"))] += (self._named(association),)
        return dict(found)

    @cached_property
    def _mains(self) -> Mapping[str | Mark, str | Mark]:
        """The tables that a network has been given in the place of its first main one."""
        found = self.graph.of_type((MAIN_ROUTE_TABLE_ASSOCIATION,))
        return {key(self._vpcs.referent(each, "vpcId")): self._named(each) for each in found}

    def _main(self, subnet: Resource) -> str | Mark:
        vpc = key(self._vpcs.referent(subnet, "vpcId"))
        if isinstance(vpc, Mark) or UNKNOWN in self._mains:
            return UNKNOWN
        return self._mains.get(vpc, _first_main(vpc))

    def _named(self, source: Resource) -> str | Mark:
        """Return the table that an association or a route names."""
        found = self._tables.referent(source, "routeTableId")
        return self._table(found) if isinstance(found, Resource) else found

    def _table(self, table: Resource) -> str | Mark:
        """Return what tells a table from others, where a network stands for its first main one."""
        if table.type in VPCS:
            return _first_main(table.urn)
        if table.type != DEFAULT_ROUTE_TABLE:
            return table.urn
        vpc = self._vpcs.referent(table, "defaultRouteTableId")
        return _first_main(vpc.urn) if isinstance(vpc, Resource) else UNKNOWN


def _first_main(vpc: str) -> str:
    return f"main of {vpc}"


def _is_internet(graph: Graph, source: Resource, prop: str, gateway: Plain) -> Known:
    """Whether a route's gateway is one to the internet; an unknown one is what the input depends on."""
    if gateway is not UNKNOWN:
        return isinstance(gateway, str) and gateway.startswith("igw-")
    found = [graph.by_urn.get(urn) for urn in source.property_dependencies.get(prop, ())]
    if any(resource and resource.type in GATEWAYS for resource in found):
        return True
    return False if found and all(found) else UNKNOWN
