"""The planned resources and how they belong together.

Joins survive a preview in which no physical id is known yet: they go through the dependencies that the
program declared, then through names and ids that are known, within one region. A join that cannot be decided
is a result of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar, cast

from dr_guard.aws.kinds import (
    family,
)
from dr_guard.join import Join, joined
from dr_guard.resource import Resource
from dr_guard.values import MISSING, UNKNOWN, Plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dr_guard.values import Known

T = TypeVar("T")


@dataclass(frozen=True)
class Satellites:
    """Resources that configure another one: those that do, and those of which it cannot be known."""

    joined: tuple[Resource, ...]
    doubtful: tuple[Resource, ...]


@dataclass(frozen=True)
class Graph:
    """All planned resources of a stack."""

    resources: tuple[Resource, ...]
    _joins: dict[tuple[tuple[str, ...], str], Join] = field(default_factory=dict, repr=False)
    _made: dict[object, object] = field(default_factory=dict, repr=False)

    def once(self, make: Callable[[Graph], T]) -> T:
        """Return what is made of the graph, for every rule that asks for it the same."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])

    @cached_property
    def by_urn(self) -> Mapping[str, Resource]:
        """The resources by URN."""
        return {resource.urn: resource for resource in self.resources}

    @cached_property
    def _by_type(self) -> Mapping[str, list[tuple[int, Resource]]]:
        found: dict[str, list[tuple[int, Resource]]] = defaultdict(list)
        for position, resource in enumerate(self.resources):
            found[resource.type].append((position, resource))
        return found

    def of_type(self, types: Iterable[str]) -> tuple[Resource, ...]:
        """Return the resources of any of these types, in the order of registration."""
        found = [each for token in dict.fromkeys(types) for each in self._by_type.get(token, ())]
        return tuple(resource for _, resource in sorted(found, key=itemgetter(0)))

    def points_to(self, source: Resource, path: str, target: Resource) -> Known:
        """Whether the value at ``path`` refers to ``target``; ``UNKNOWN`` where that cannot be known."""
        return self.refers(source, path.partition(".")[0], source.get(path), target)

    def refers(self, source: Resource, prop: str, value: Plain, target: Resource) -> Known:
        """Whether ``value``, somewhere within the top-level input ``prop``, refers to ``target``.

        What the input does not depend on is out where it depends on another of that kind. Then a name that is
        known decides, which may be derived from what it depends on.
        """
        if value is MISSING:
            return False
        rivals = self._candidates(source, prop, target)
        if rivals and target not in rivals:
            return False
        if isinstance(value, str) and target.identities:
            here = _region_in(value) or source.region
            near = len(rivals) == 1 or may_share_region(here, target.region)
            return near and any(names(value, identity) for identity in target.identities)
        if len(rivals) == 1 or (rivals and value is UNKNOWN and _is_one_each(source, prop)):
            return True
        return UNKNOWN if value is UNKNOWN or rivals else False

    def _candidates(self, source: Resource, prop: str, target: Resource) -> tuple[Resource, ...]:
        urns = source.property_dependencies.get(prop, ())
        found = (self.by_urn.get(urn) for urn in urns)
        kind = family(target.type)
        return tuple(resource for resource in found if resource and family(resource.type) == kind)

    def satellites(self, target: Resource, types: Iterable[str], path: str) -> Satellites:
        """Return the resources of these types, in its region, whose ``path`` refers to ``target``."""
        referring = self.referring(target, types, path)
        judged = [pair for pair in referring if may_share_region(pair[0].region, target.region)]
        return Satellites(
            tuple(other for other, verdict in judged if verdict is True),
            tuple(other for other, verdict in judged if verdict is UNKNOWN),
        )

    def referring(
        self, target: Resource, types: Iterable[str], path: str
    ) -> Iterator[tuple[Resource, Known]]:
        """Yield the resources of these types, in any region, whose ``path`` refers to ``target``, or may.

        Each comes with which of both, in the order of registration.
        """
        key = tuple(types), path
        if key not in self._joins:
            self._joins[key] = joined(self.of_type(types), path, self.by_urn)
        for other in self._joins[key].candidates(target):
            verdict = self.points_to(other, path, target)
            if verdict is not False:
                yield other, verdict


def may_share_region(one: Plain, other: Plain) -> bool:
    """Whether two regions are one, as far as both are known."""
    return one == other or not (isinstance(one, str) and isinstance(other, str))


def _region_in(value: str) -> str:
    """Return the region that an ARN names, otherwise an empty string."""
    return "".join(value.split(":")[3:4]) if value.startswith("arn:") else ""


def _is_one_each(source: Resource, prop: str) -> bool:
    """Whether a list holds as many unknown members as it has dependencies, so that each is one member's."""
    members, urns = source.get(prop), source.property_dependencies.get(prop, ())
    return isinstance(members, list) and sum(map(_is_partly_unknown, members)) == len(urns)


def _is_partly_unknown(value: Plain) -> bool:
    if isinstance(value, dict):
        return any(map(_is_partly_unknown, value.values()))
    if isinstance(value, list):
        return any(map(_is_partly_unknown, value))
    return value is UNKNOWN


def names(value: str, identity: str) -> bool:
    """Whether a reference names a resource of that name or id; it may be an ARN, a URL or a version's ARN."""
    return (
        value == identity or value.endswith((f":{identity}", f"/{identity}")) or _is_version(value, identity)
    )


def _is_version(value: str, identity: str) -> bool:
    return identity.startswith("arn:") and value.startswith(f"{identity}:")
