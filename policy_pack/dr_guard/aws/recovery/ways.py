"""Which mechanisms the resources of a stack have, as they are planned."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from dr_guard.aws.backup.coverage import Coverage
from dr_guard.aws.database.databases import is_multi_zone_cluster
from dr_guard.aws.kinds import (
    BUCKETS,
    SUBNETS,
)
from dr_guard.aws.network.placement import placement, zones
from dr_guard.aws.recovery.detection import Detection
from dr_guard.aws.recovery.objectives import MECHANISMS, Mechanism
from dr_guard.aws.recovery.recovery_paths import RecoveryPaths
from dr_guard.aws.regions import Elsewhere
from dr_guard.aws.storage.bucket_aspects import LIFECYCLE, REPLICATION
from dr_guard.aws.storage.buckets import is_versioned, places
from dr_guard.aws.storage.replications import in_force
from dr_guard.aws.tokens import (
    CLUSTER,
    CLUSTER_INSTANCE,
)
from dr_guard.directory import Directory
from dr_guard.logic import all_of, any_of, negated
from dr_guard.references import References, Referred, referred
from dr_guard.values import MISSING, UNKNOWN, Plain, boolean, entries, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dr_guard.aws.backup.coverage import Rule
    from dr_guard.aws.recovery.objectives import Disruption
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

SEVERAL: Final = 2
ONE_ZONE: Final = "ONEZONE_IA"
STRONG: Final = "STRONG"
BACKUPS: Final = ("table-backup", "store-backup")
PLANNED: Final = (*BACKUPS, "backup-copy")


@dataclass(frozen=True)
class Way:
    """A mechanism that a resource has or may have.

    ``added`` are the minutes that are lost besides what is published.
    """

    mechanism: Mechanism
    is_there: Known
    added: float = 0


@dataclass(frozen=True)
class Ways:
    """The mechanisms of a stack."""

    graph: Graph

    def of(self, resource: Resource, disruption: Disruption) -> tuple[Way, ...]:
        """Return the ways in which a resource comes back from a disruption, and those that it may have."""
        return tuple(
            way
            for mechanism in MECHANISMS
            if resource.type in mechanism.types and disruption in mechanism.after
            for way in self._ways(mechanism, resource)
            if way.is_there is not False
        )

    def is_copy(self, resource: Resource, disruption: Disruption) -> bool:
        """Whether a resource is what another region's is recovered from, and is lost by no loss of that."""
        return disruption == "region" and self._replicas.holds(resource) is True

    @cached_property
    def _replicas(self) -> Referred:
        """The buckets that others are replicated to."""
        buckets = References(self.graph, BUCKETS, is_global=True)
        holders = self.graph.of_type((*REPLICATION.types, *BUCKETS))
        return referred(each.destination(buckets) for holder in holders for each in in_force(holder))

    def _ways(self, mechanism: Mechanism, resource: Resource) -> Iterator[Way]:
        if mechanism.id not in PLANNED:
            yield Way(mechanism, PRESENT[mechanism.id](self, resource))
            return
        for rule in self.coverage.rules(resource):
            is_there = rule.is_its if mechanism.id in BACKUPS else self._is_copied(rule, resource)
            age = rule.minutes
            if age is None:
                yield Way(mechanism, all_of((is_there, UNKNOWN)))
            elif not math.isinf(age):
                yield Way(mechanism, is_there, age)

    def _is_copied(self, rule: Rule, resource: Resource) -> Known:
        home = resource.region
        if not isinstance(home, str):
            return UNKNOWN if is_set(lookup(rule.data, "copyActions")) else False
        return all_of((rule.is_its, self.coverage.copies_to(rule, Elsewhere(home))))

    def paths(self, resource: Resource) -> RecoveryPaths | None:
        """Return the ways out of a resource's region; ``None`` where that is not known."""
        home = resource.region
        if not isinstance(home, str):
            return None
        return self._paths.setdefault(home, RecoveryPaths(self.graph, Elsewhere(home)))

    @cached_property
    def _paths(self) -> dict[str, RecoveryPaths]:
        return {}

    @cached_property
    def coverage(self) -> Coverage:
        """The backup plans."""
        return Coverage(self.graph)

    @cached_property
    def detection(self) -> Detection:
        """The alarms and failover records."""
        return Detection(self.graph)

    @cached_property
    def subnets(self) -> Directory:
        """The subnets."""
        return Directory(self.graph, SUBNETS)


def _switch(value: Plain) -> Known:
    """Whether a switch is on; one that is not set is off."""
    found = boolean(value)
    return UNKNOWN if found is UNKNOWN else found is True


def _always(_ways: Ways, _resource: Resource) -> Known:
    return True


def _has_pitr(_ways: Ways, table: Resource) -> Known:
    return _switch(table.get("pointInTimeRecovery.enabled"))


def _has_replica(ways: Ways, resource: Resource) -> Known:
    paths = ways.paths(resource)
    return UNKNOWN if paths is None else paths.by_replica(resource)


def _has_loose_replica(ways: Ways, table: Resource) -> Known:
    return all_of((_has_replica(ways, table), negated(_is_consistent(table))))


def _has_consistent_replica(ways: Ways, table: Resource) -> Known:
    return all_of((_has_replica(ways, table), _is_consistent(table)))


def _is_consistent(table: Resource) -> Known:
    modes = [lookup(replica, "consistencyMode") for replica in entries(table.inputs, "replicas")]
    return UNKNOWN if UNKNOWN in modes else STRONG in modes


def _has_versions(ways: Ways, bucket: Resource) -> Known:
    return is_versioned(ways.graph, bucket)


def _is_in_several_zones(ways: Ways, bucket: Resource) -> Known:
    """Whether a bucket moves nothing to a class of one zone."""
    rules = [
        rule
        for place in places(ways.graph, bucket, LIFECYCLE)
        for rule in entries(place.value, "rules") or (place.value,)
    ]
    classes = [lookup(each, "storageClass") for rule in rules for each in entries(rule, "transitions")]
    return False if ONE_ZONE in classes else UNKNOWN if UNKNOWN in classes else True


def _is_replicated(ways: Ways, bucket: Resource, *, is_timed: bool) -> Known:
    paths = ways.paths(bucket)
    return UNKNOWN if paths is None else paths.by_replication(bucket, is_timed=is_timed)


def _is_replicated_in_time(ways: Ways, bucket: Resource) -> Known:
    return _is_replicated(ways, bucket, is_timed=True)


def _is_replicated_at_some_time(ways: Ways, bucket: Resource) -> Known:
    return _is_replicated(ways, bucket, is_timed=False)


def _has_continuous_backups(ways: Ways, database: Resource) -> Known:
    """Whether a database keeps backups; a cluster that does not say keeps them for a day."""
    days = database.get("backupRetentionPeriod")
    default = 1 if database.type == CLUSTER else 0
    kept = default if days is MISSING else days
    own: Known = UNKNOWN if not isinstance(kept, int | float) else kept > 0
    planned = (all_of((rule.is_its, rule.is_continuous)) for rule in ways.coverage.rules(database))
    return any_of((own, *planned))


def _has_retained_backups(ways: Ways, database: Resource) -> Known:
    value = boolean(database.get("deleteAutomatedBackups"))
    is_kept: Known = UNKNOWN if value is UNKNOWN else value is False
    return all_of((is_kept, _has_continuous_backups(ways, database)))


def _has_final_snapshot(_ways: Ways, database: Resource) -> Known:
    is_named = is_set(database.get("finalSnapshotIdentifier"))
    return all_of((is_named, negated(_switch(database.get("skipFinalSnapshot")))))


def _has_standby(_ways: Ways, database: Resource) -> Known:
    return _switch(database.get("multiAz"))


def _has_reader(ways: Ways, cluster: Resource) -> Known:
    """Whether a cluster has two instances that are not known to be in one zone."""
    if is_multi_zone_cluster(cluster):
        return True
    instances = ways.graph.satellites(cluster, (CLUSTER_INSTANCE,), "clusterIdentifier")
    number = len(instances.joined)
    where = {instance.get("availabilityZone") for instance in instances.joined}
    if number >= SEVERAL:
        return not (len(where) == 1 and all(isinstance(zone, str) for zone in where))
    return UNKNOWN if number + len(instances.doubtful) >= SEVERAL else False


def _is_global(ways: Ways, cluster: Resource) -> Known:
    paths = ways.paths(cluster)
    return UNKNOWN if paths is None else paths.in_global_database(cluster)


def _is_in_several_subnets(ways: Ways, function: Resource) -> Known:
    """Whether a function's subnets are in several zones; one in no network is in all."""
    if not entries(function.inputs, "vpcConfig.subnetIds"):
        return True
    placed = placement(ways.subnets, function, "vpcConfig.subnetIds")
    found = zones(placed.subnets)
    if found.number >= SEVERAL:
        return True
    is_known = placed.is_exact and found.is_exact and len(placed.subnets) == placed.number
    return False if is_known else UNKNOWN


def _is_failed_over(ways: Ways, _api: Resource) -> Known:
    return ways.detection.routing_minutes is not None


PRESENT: Final[Mapping[str, Callable[[Ways, Resource], Known]]] = {
    "table-pitr": _has_pitr,
    "table-deleted-backup": _has_pitr,
    "table-zones": _always,
    "table-replica": _has_loose_replica,
    "table-replica-consistent": _has_consistent_replica,
    "bucket-versions": _has_versions,
    "bucket-zones": _is_in_several_zones,
    "bucket-replication-timed": _is_replicated_in_time,
    "bucket-replication": _is_replicated_at_some_time,
    "database-pitr": _has_continuous_backups,
    "database-retained-backups": _has_retained_backups,
    "database-final-snapshot": _has_final_snapshot,
    "database-standby": _has_standby,
    "database-replica": _has_replica,
    "cluster-reader": _has_reader,
    "cluster-storage": _always,
    "cluster-global": _is_global,
    "function-zones": _is_in_several_subnets,
    "api-failover": _is_failed_over,
}
