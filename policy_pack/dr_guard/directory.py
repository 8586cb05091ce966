"""Which resource a reference to one names.

The way back from what refers to what is referred to, found once per reference, where ``Graph`` asks of a pair
of resources whether the one refers to the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from dr_guard.resource import Resource
from dr_guard.values import MISSING, UNKNOWN, Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dr_guard.graph import Graph

# The resource itself; the id of one that the stack does not have; otherwise MISSING or UNKNOWN.
Referent: TypeAlias = Resource | str | Mark


@dataclass(frozen=True)
class Directory:
    """The resources of some types, by what may name them."""

    graph: Graph
    types: tuple[str, ...]

    @cached_property
    def known(self) -> Mapping[str, Resource]:
        """The resources by each name and id that is known."""
        found = self.graph.of_type(self.types)
        return {identity: resource for resource in found for identity in resource.identities}

    def linked(self, source: Resource, prop: str) -> tuple[Resource, ...]:
        """Return the resources that a top-level input depends on."""
        urns = dict.fromkeys(source.property_dependencies.get(prop, ()))
        found = (self.graph.by_urn.get(urn) for urn in urns)
        return tuple(resource for resource in found if resource and resource.type in self.types)

    def referent(self, source: Resource, prop: str) -> Referent:
        """Return what a top-level input that holds one id names.

        An id may also be one of something that AWS makes with a resource, such as a network's main route
        table: then it is that resource that is named, whether or not it is of these types.
        """
        value, linked = source.get(prop), self.linked(source, prop)
        if value is MISSING:
            return MISSING
        if isinstance(value, str) and value in self.known:
            return self.known[value]
        if len(linked) == 1:
            return linked[0]
        if isinstance(value, str) and not linked:
            return value
        return UNKNOWN if linked else self._stranger(source, prop)

    def _stranger(self, source: Resource, prop: str) -> Resource | Literal[Mark.UNKNOWN]:
        """Return the one resource of another type that an input depends on; a component may stand for any."""
        urns = source.property_dependencies.get(prop, ())
        found = self.graph.by_urn.get(urns[0]) if len(urns) == 1 else None
        return found if found and found.type.startswith("aws:") else UNKNOWN


def key(referent: Referent) -> str | Mark:
    """Return what tells a referent from others: a URN, an id, or that there is none that is known."""
    return referent.urn if isinstance(referent, Resource) else referent
