"""Which clusters of a stack hold one another's data, as members of a global database or as replicas."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dr_guard.aws.database.databases import is_global_member, is_replica
from dr_guard.aws.tokens import (
    CLUSTER,
    GLOBAL_CLUSTER,
)
from dr_guard.references import References

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dr_guard.graph import Graph
    from dr_guard.resource import Resource


@dataclass(frozen=True)
class Kinship:
    """The copies of each global database and of each cluster, all by URN.

    ``members`` are the clusters that belong to a global database or replicate another, be it one of the
    program's; ``stray`` are those of which it cannot be known to which.
    """

    copies: Mapping[str, tuple[Resource, ...]]
    members: frozenset[str]
    stray: frozenset[str]


def kin(graph: Graph) -> Kinship:
    """Return who holds whose data."""
    clusters = References(graph, (CLUSTER,), is_global=True)
    databases = References(graph, (GLOBAL_CLUSTER,), is_global=True)
    copies: defaultdict[str, tuple[Resource, ...]] = defaultdict(tuple)
    members = {each.urn for each in clusters.targets if is_global_member(each) or is_replica(each)}
    stray: set[str] = set()
    for cluster in clusters.targets:
        for prop, others in (
            ("globalClusterIdentifier", databases),
            ("replicationSourceIdentifier", clusters),
        ):
            match = others.match(cluster, prop, cluster.get(prop))
            for origin in match.candidates:
                copies[origin.urn] += (cluster,)
            if match.is_open:
                stray.add(cluster.urn)
    for database in databases.targets:
        prop = "sourceDbClusterIdentifier"
        for first in clusters.match(database, prop, database.get(prop)).candidates:
            copies[database.urn] += (first,)
            members.add(first.urn)
    return Kinship(dict(copies), frozenset(members), frozenset(stray))
