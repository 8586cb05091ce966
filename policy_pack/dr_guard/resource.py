"""A planned resource, as a program asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from dr_guard.aws.tokens import CLUSTER, CLUSTER_INSTANCE, DATABASE, GLOBAL_CLUSTER
from dr_guard.values import MISSING, Plain, lookup

IDENTITIES = ("id", "arn", "name", "bucket", "url")
# What a type calls its name where another type's input of that word refers to it.
OWN_NAMES: Final[Mapping[str, str]] = {
    CLUSTER: "clusterIdentifier",
    CLUSTER_INSTANCE: "identifier",
    DATABASE: "identifier",
    GLOBAL_CLUSTER: "globalClusterIdentifier",
}


@dataclass(frozen=True)
class Options:
    """The resource options that an analyzer is told of."""

    protect: bool = False
    delete_before_replace: bool = False
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
        keys = (*IDENTITIES, OWN_NAMES.get(self.type, "id"))
        both = [source.get(key) for source in (self.inputs, self.outputs) for key in keys]
        return frozenset(value for value in both if isinstance(value, str) and value)
