"""The planned resources and how they belong together.

Joins survive a preview in which no physical id is known yet: they go through the dependencies that the
program declared, then through names and ids that are known. A join that cannot be decided is a result of
its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from dr_guard.values import MISSING, UNKNOWN, Plain, lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dr_guard.values import Known

IDENTITIES = ("id", "arn", "name", "bucket", "url")


@dataclass(frozen=True)
class Options:
    """The resource options that an analyzer is told of."""

    protect: bool = False
    ignore_changes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Resource:
    """A planned resource.

    ``inputs`` are what the program asked for; ``outputs`` are the names and ids that the engine expects, none
    where a resource is seen alone. ``property_dependencies`` holds URNs by top-level input. Two resources are
    equal where they are the same one.
    """

    type: str
    name: str
    urn: str
    inputs: dict[str, Plain]
    outputs: dict[str, Plain] = field(default_factory=dict)
    options: Options = Options()
    provider: dict[str, Plain] = field(default_factory=dict)
    parent: str = ""
    property_dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The last part of the type: ``Table`` for ``aws:dynamodb/table:Table``."""
        return self.type.rpartition(":")[2]

    @property
    def region(self) -> Plain:
        """The resource's own region, otherwise its provider's."""
        own = self.get("region")
        return lookup(self.provider, "region") if own is MISSING else own

    def get(self, path: str) -> Plain:
        """Return what the inputs hold at a dotted path."""
        return lookup(self.inputs, path)

    @cached_property
    def identities(self) -> frozenset[str]:
        """The names and ids of the resource that are known at preview."""
        both = [source.get(key) for source in (self.inputs, self.outputs) for key in IDENTITIES]
        return frozenset(value for value in both if isinstance(value, str) and value)


@dataclass(frozen=True)
class Satellites:
    """Resources that configure another one: those that do, and those of which it cannot be known."""

    joined: tuple[Resource, ...]
    doubtful: tuple[Resource, ...]


@dataclass(frozen=True)
class Graph:
    """All planned resources of a stack."""

    resources: tuple[Resource, ...]

    @cached_property
    def by_urn(self) -> Mapping[str, Resource]:
        """The resources by URN."""
        return {resource.urn: resource for resource in self.resources}

    def of_type(self, types: Iterable[str]) -> tuple[Resource, ...]:
        """Return the resources of any of these types, in the order of registration."""
        wanted = frozenset(types)
        return tuple(resource for resource in self.resources if resource.type in wanted)

    def points_to(self, source: Resource, path: str, target: Resource) -> Known:
        """Whether the value at ``path`` refers to ``target``; ``UNKNOWN`` where that cannot be known."""
        return self.refers(source, path.partition(".")[0], source.get(path), target)

    def refers(self, source: Resource, prop: str, value: Plain, target: Resource) -> Known:
        """Whether ``value``, somewhere within the top-level input ``prop``, refers to ``target``."""
        if value is MISSING:
            return False
        if isinstance(value, str) and target.identities:
            return any(names(value, identity) for identity in target.identities)
        rivals = self._candidates(source, prop, target)
        if target in rivals and len(rivals) == 1:
            return True
        return UNKNOWN if value is UNKNOWN and (target in rivals or not rivals) else False

    def _candidates(self, source: Resource, prop: str, target: Resource) -> tuple[Resource, ...]:
        urns = source.property_dependencies.get(prop, ())
        found = (self.by_urn.get(urn) for urn in urns)
        return tuple(resource for resource in found if resource and resource.type == target.type)

    def satellites(self, target: Resource, types: Iterable[str], path: str) -> Satellites:
        """Return the resources of these types whose ``path`` refers to ``target``."""
        judged = [(other, self.points_to(other, path, target)) for other in self.of_type(types)]
        return Satellites(
            tuple(other for other, verdict in judged if verdict is True),
            tuple(other for other, verdict in judged if verdict is UNKNOWN),
        )


def names(value: str, identity: str) -> bool:
    """Whether a reference names a resource of that name or id; it may be an ARN, a URL or a version's ARN."""
    return (
        value == identity or value.endswith((f":{identity}", f"/{identity}")) or _is_version(value, identity)
    )


def _is_version(value: str, identity: str) -> bool:
    return identity.startswith("arn:") and value.startswith(f"{identity}:")
