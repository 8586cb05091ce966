"""Which of a stack's subnets something is in, and over how many zones they are spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dr_guard.aws.kinds import (
    SUBNETS,
)
from dr_guard.aws.tokens import (
    SECURITY_GROUP,
)
from dr_guard.values import MISSING, UNKNOWN, entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dr_guard.directory import Directory
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Plain


@dataclass(frozen=True)
class Placement:
    """The stack's subnets that a list names, and how many it names in all.

    Where ``is_exact`` is false the list cannot be known: it may name some of these subnets, or others.
    """

    subnets: tuple[Resource, ...]
    number: int
    is_exact: bool


def placement(subnets: Directory, source: Resource, path: str) -> Placement:
    """Return where a list of subnets places a resource; ``subnets`` are all that the stack has.

    A list that is unknown as a whole holds what its input depends on, unless that is more than subnets and
    what stands beside them.
    """
    members = entries(source.inputs, path)
    known = {member: subnets.known.get(member) for member in members if isinstance(member, str)}
    named = tuple(subnet for subnet in known.values() if subnet)
    unknown = sum(member is UNKNOWN for member in members)
    if not unknown:
        return Placement(named, len(known), is_exact=True)
    prop = path.partition(".")[0]
    linked = subnets.linked(source, prop)
    pending = tuple(subnet for subnet in linked if subnet not in named)
    if source.get(path) is UNKNOWN:
        is_exact = bool(pending) and _is_plain(subnets.graph, source, prop)
        return Placement(pending, len(pending) if is_exact else unknown, is_exact)
    return Placement((*named, *pending), len(known) + unknown, is_exact=unknown == len(pending))


def _is_plain(graph: Graph, source: Resource, prop: str) -> bool:
    """Whether an input depends on subnets and security groups alone."""
    found = (graph.by_urn.get(urn) for urn in source.property_dependencies.get(prop, ()))
    return all(resource and resource.type in (*SUBNETS, SECURITY_GROUP) for resource in found)


@dataclass(frozen=True)
class Zones:
    """How many zones some subnets name, and whether there may be more that are not known."""

    number: int
    is_exact: bool


def zones(subnets: Sequence[Resource]) -> Zones:
    """Return over how many zones subnets are spread; one that names none counts for none.

    Names and ids are counted apart: which id a zone's name stands for differs from account to account.
    """
    names, ids = _labels(subnets, "availabilityZone"), _labels(subnets, "availabilityZoneId")
    is_exact = UNKNOWN not in (*names, *ids) and not (names and ids)
    return Zones(max(_distinct(names), _distinct(ids)), is_exact)


def _labels(subnets: Sequence[Resource], prop: str) -> tuple[Plain, ...]:
    found = (subnet.get(prop) for subnet in subnets)
    return tuple(value for value in found if value is not MISSING)


def _distinct(labels: tuple[Plain, ...]) -> int:
    return len({label for label in labels if isinstance(label, str)})
