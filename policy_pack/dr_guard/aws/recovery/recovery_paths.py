"""By which ways what a resource holds comes to a recovery region."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from dr_guard.aws import kinds, tokens
from dr_guard.aws.backup.coverage import Coverage
from dr_guard.aws.recovery.copies import FORMS, Copies
from dr_guard.aws.storage.replications import replications
from dr_guard.graph import may_share_region
from dr_guard.logic import all_of, any_of, negated
from dr_guard.references import Match, References, Referred, referred
from dr_guard.values import UNKNOWN, Mark, entries, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from dr_guard.aws.storage.replications import Replication
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known, Plain

CLUSTERS: Final = (tokens.CLUSTER, tokens.DOCUMENT_CLUSTER, tokens.GRAPH_CLUSTER)
GLOBAL_DATABASES: Final = (
    tokens.GLOBAL_CLUSTER,
    tokens.GLOBAL_DOCUMENT_CLUSTER,
    tokens.GLOBAL_GRAPH_CLUSTER,
)


@dataclass(frozen=True)
class Carrier:
    """A type that copies resources of the types ``carried``, which ``prop`` names, to where ``region`` says.

    An empty ``region`` is the carrier's own: it is the copy, or is registered where the copy is.
    """

    token: str
    prop: str
    carried: tuple[str, ...]
    region: str = ""


CARRIERS: Final = (
    Carrier(tokens.DATABASE, "replicateSourceDb", (tokens.DATABASE,)),
    Carrier(tokens.BACKUPS_REPLICATION, "sourceDbInstanceArn", (tokens.DATABASE,)),
    Carrier(tokens.CLUSTER, "replicationSourceIdentifier", (tokens.CLUSTER, tokens.DATABASE)),
    Carrier(tokens.GRAPH_CLUSTER, "replicationSourceIdentifier", (tokens.GRAPH_CLUSTER,)),
    Carrier(
        tokens.FILE_SYSTEM_REPLICATION, "sourceFileSystemId", (tokens.FILE_SYSTEM,), "destination.region"
    ),
    Carrier(tokens.WAREHOUSE_SNAPSHOT_COPY, "clusterIdentifier", (tokens.WAREHOUSE,), "destinationRegion"),
)
# The kinds that AWS copies to another region in some way; of the others, such as a user pool, it does not.
CARRIED: Final = (
    *FORMS,
    *kinds.BUCKETS,
    *CLUSTERS,
    tokens.DATABASE,
    tokens.WAREHOUSE,
    tokens.FILE_SYSTEM,
    *kinds.FILE_SERVERS,
    tokens.VOLUME,
    tokens.REPOSITORY,
)


@dataclass(frozen=True)
class RecoveryPaths:
    """The ways into these regions that a stack has."""

    graph: Graph
    regions: Container[str]

    def reach(self, resource: Resource) -> Known:
        """Whether what a resource holds comes to one of the regions by any way."""
        return any_of((self.by_replica(resource), self.by_backup(resource)))

    def by_backup(self, resource: Resource) -> Known:
        """Whether a backup of it is copied there."""
        return any_of(
            all_of((rule.is_its, self._coverage.copies_to(rule, self.regions)))
            for rule in self._coverage.rules(resource)
        )

    def by_replica(self, resource: Resource) -> Known:
        """Whether it is replicated there, in the way of its kind."""
        return any_of((self._carried.holds(resource), *self._in_the_way_of_its_kind(resource)))

    def _in_the_way_of_its_kind(self, resource: Resource) -> Iterator[Known]:
        if resource.type in FORMS:
            for copy in self._copies.of(resource):
                yield all_of((copy.is_its, self._is_there(copy.region)))
        elif resource.type in kinds.BUCKETS:
            yield any_of(self._arrives(each) for each in replications(self.graph, resource))
        elif resource.type in CLUSTERS:
            yield self.in_global_database(resource)
        elif resource.type == tokens.REPOSITORY:
            yield any_of(self._takes(registry, resource) for registry in self._registries)

    def by_replication(self, bucket: Resource, *, is_timed: bool) -> Known:
        """Whether objects are replicated there, with S3's time control or without it."""
        return any_of(
            all_of((self._arrives(each), _is_timed(each) if is_timed else negated(_is_timed(each))))
            for each in replications(self.graph, bucket)
        )

    def _arrives(self, replication: Replication) -> Known:
        return all_of((replication.is_active, self._any_there(replication.destination(self._buckets))))

    def _is_there(self, region: Plain) -> Known:
        return region in self.regions if isinstance(region, str) else UNKNOWN

    def _any_there(self, match: Match) -> Known:
        there = [self._is_there(each.region) for each in match.candidates]
        if match.found:
            return there[0]
        return UNKNOWN if match.is_open or UNKNOWN in there or True in there else False

    @cached_property
    def _carried(self) -> Referred:
        """What the resources of the types ``CARRIERS`` copy there."""
        return referred(self._matches())

    def _matches(self) -> Iterator[Match]:
        for carrier in CARRIERS:
            targets = References(self.graph, carrier.carried, is_global=True)
            for each in self.graph.of_type((carrier.token,)):
                verdict = self._is_there(each.get(carrier.region) if carrier.region else each.region)
                if verdict is not False and is_set(each.get(carrier.prop)):
                    match = targets.match(each, carrier.prop, each.get(carrier.prop))
                    yield (
                        match if verdict is True else Match(possible=match.candidates, is_open=match.is_open)
                    )

    def in_global_database(self, cluster: Resource) -> Known:
        """Whether another cluster of its global database is there."""
        key = self._global_keys.get(cluster.urn)
        if key is None:
            return False
        if key is UNKNOWN:
            return UNKNOWN
        others = (urn for urn in self._global_members[key] if urn != cluster.urn)
        return any_of(self._is_there(self.graph.by_urn[urn].region) for urn in others)

    @cached_property
    def _global_members(self) -> Mapping[str | Mark, list[str]]:
        """The URNs of the clusters of each global database."""
        found: dict[str | Mark, list[str]] = defaultdict(list)
        for urn, key in self._global_keys.items():
            found[key].append(urn)
        return found

    @cached_property
    def _global_keys(self) -> Mapping[str, str | Mark]:
        """What tells the global database of each cluster that is in one, by the cluster's URN."""
        databases = References(self.graph, GLOBAL_DATABASES, is_global=True)
        clusters = References(self.graph, CLUSTERS, is_global=True)
        found: dict[str, str | Mark] = {}
        for database in databases.targets:
            prop = "sourceDbClusterIdentifier"
            for first in clusters.match(database, prop, database.get(prop)).candidates:
                found[first.urn] = database.urn
        for cluster in clusters.targets:
            value = cluster.get("globalClusterIdentifier")
            if is_set(value):
                match = databases.match(cluster, "globalClusterIdentifier", value)
                own = value if value is UNKNOWN else str(value)
                found[cluster.urn] = match.found.urn if match.found else own
        return found

    def _takes(self, registry: Resource, repository: Resource) -> Known:
        """Whether a registry of the repository's region copies it there."""
        return any_of(
            all_of(
                (
                    may_share_region(registry.region, repository.region),
                    self._is_there(lookup(destination, "region")),
                    _lets_through(rule, repository),
                )
            )
            for rule in entries(registry.get("replicationConfiguration"), "rules")
            for destination in entries(rule, "destinations")
        )

    @cached_property
    def _registries(self) -> tuple[Resource, ...]:
        return self.graph.of_type((tokens.REPOSITORY_REPLICATION,))

    @cached_property
    def _buckets(self) -> References:
        return References(self.graph, kinds.BUCKETS, is_global=True)

    @cached_property
    def _copies(self) -> Copies:
        return Copies(self.graph)

    @cached_property
    def _coverage(self) -> Coverage:
        return Coverage(self.graph)


def _is_timed(replication: Replication) -> Known:
    status = replication.time_control
    return UNKNOWN if status is UNKNOWN else status == "Enabled"


def _lets_through(rule: Plain, repository: Resource) -> Known:
    """Whether a registry's rule is about a repository; one without filters is about all."""
    filters = entries(rule, "repositoryFilters")
    if not filters:
        return True
    name = repository.get("name")
    beginnings = [lookup(each, "filter") for each in filters]
    if not isinstance(name, str) or UNKNOWN in beginnings:
        return UNKNOWN
    return any(isinstance(each, str) and name.startswith(each) for each in beginnings)
