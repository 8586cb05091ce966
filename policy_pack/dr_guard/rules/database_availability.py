"""RDS clusters and instances: what goes on when a part fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.database.databases import (
    DATABASES,
    REPLICA,
    is_instance_replica,
    is_multi_zone_cluster,
    is_older,
    is_serverless_v1,
    version,
)
from dr_guard.aws.database.kinship import kin
from dr_guard.aws.kinds import (
    SUBNETS,
)
from dr_guard.aws.network.placement import placement, zones
from dr_guard.aws.regions import NO_RECOVERY_REGION, is_in, recovery_regions
from dr_guard.aws.tokens import (
    CLUSTER,
    CLUSTER_INSTANCE,
    GLOBAL_CLUSTER,
    SUBNET_GROUP,
)
from dr_guard.checks import NOT_KNOWN, counted, must_be_on, must_lie_within, state
from dr_guard.directory import Directory
from dr_guard.finding import Finding, NotApplicable
from dr_guard.logic import any_of
from dr_guard.values import MISSING, UNKNOWN, is_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Plain

ENOUGH: Final = 2
LAST_FIRST_TIER: Final = 1
CAPACITY: Final = "serverlessv2ScalingConfiguration"


def database_instances_multiple(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every database has an instance to fail over to, in another zone."""
    for database in graph.of_type(DATABASES):
        if is_instance_replica(database):
            yield NotApplicable(REPLICA, database.urn)
        elif database.type != CLUSTER:
            yield from must_be_on(database.get("multiAz"), "Multi-AZ", database.urn)
        elif is_multi_zone_cluster(database) or is_serverless_v1(database):
            yield NotApplicable("RDS itself spreads the cluster over zones", database.urn)
        else:
            yield from _must_have_instances(graph, database)


def _must_have_instances(graph: Graph, cluster: Resource) -> Iterator[Finding]:
    instances = graph.satellites(cluster, (CLUSTER_INSTANCE,), "clusterIdentifier")
    number, wanted = len(instances.joined), "at least 2, in different zones"
    where = {instance.get("availabilityZone") for instance in instances.joined}
    if number >= ENOUGH and not (len(where) == 1 and all(isinstance(zone, str) for zone in where)):
        return
    if number >= ENOUGH:
        yield Finding("its instances are all in one zone", wanted, cluster.urn)
    elif number + len(instances.doubtful) >= ENOUGH:
        yield Finding(f"how many instances it has {NOT_KNOWN}", wanted, cluster.urn)
    else:
        yield Finding(f"it has {counted(number, 'instance')}", wanted, cluster.urn)


def database_failover_tier_set(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Whichever instance is the writer, there is another that is as large and first in line.

    RDS takes an instance for one of tier 0 that names none.
    """
    for cluster in graph.of_type((CLUSTER,)):
        instances = graph.satellites(cluster, (CLUSTER_INSTANCE,), "clusterIdentifier").joined
        tiers = [instance.get("promotionTier") for instance in instances]
        first, unknown = sum(map(_is_first, tiers)), tiers.count(UNKNOWN)
        wanted = "at least 2"
        if len(tiers) < ENOUGH:
            yield NotApplicable("it has no two instances", cluster.urn)
        elif first < ENOUGH <= first + unknown:
            found = f"the number of its instances in promotion tiers 0 and 1 {NOT_KNOWN}"
            yield Finding(found, wanted, cluster.urn)
        elif first < ENOUGH:
            found = f"the number of its instances in promotion tiers 0 and 1 is {first}"
            yield Finding(found, wanted, cluster.urn)


def _is_first(tier: Plain) -> bool:
    return tier is MISSING or (isinstance(tier, int | float) and tier <= LAST_FIRST_TIER)


def database_capacity_bounded(cluster: Resource, settings: Settings) -> Iterator[Outcome]:
    """A serverless cluster neither sleeps nor grows without end."""
    if not is_set(cluster.get(CAPACITY)):
        yield NotApplicable("the cluster is not serverless")
        return
    bounds = (settings.number("minimumUnits"), settings.number("maximumUnits"))
    for prop, noun in (("minCapacity", "the minimum capacity"), ("maxCapacity", "the maximum capacity")):
        yield from must_lie_within(cluster.get(f"{CAPACITY}.{prop}"), noun, bounds, "unit")


def database_zones_multiple(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """A database can be run on in another zone."""
    subnets, minimum = Directory(graph, SUBNETS), settings.number("minimumZones")
    for group in graph.of_type((SUBNET_GROUP,)):
        yield from _must_span(subnets, group, minimum)


def _must_span(subnets: Directory, group: Resource, minimum: float) -> Iterator[Outcome]:
    place = placement(subnets, group, "subnetIds")
    spread, wanted = zones(place.subnets), f"at least {minimum:g}"
    if spread.number >= minimum:
        return
    if place.is_exact and place.number >= minimum and not place.subnets:
        yield NotApplicable("its subnets are not in the program", group.urn)
    elif place.is_exact and spread.is_exact and place.number == len(place.subnets):
        yield Finding(f"the number of zones that its subnets lie in is {spread.number}", wanted, group.urn)
    else:
        yield Finding(f"the number of zones that its subnets lie in {NOT_KNOWN}", wanted, group.urn)


def database_global_secondary_present(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """Every cluster has a copy that follows it in a recovery region."""
    regions = recovery_regions(settings)
    if not regions:
        yield NotApplicable(NO_RECOVERY_REGION)
        return
    family = kin(graph)
    for holder in graph.of_type((GLOBAL_CLUSTER, CLUSTER)):
        own = is_in(holder, regions) if holder.type == CLUSTER else False
        copied = any_of(is_in(copy, regions) for copy in family.copies.get(holder.urn, ()))
        wanted = "a secondary in a recovery region"
        if holder.urn in family.stray:
            yield Finding(f"which global database it belongs to {NOT_KNOWN}", wanted, holder.urn)
        elif holder.urn in family.members or own is True:
            yield NotApplicable("a copy is asked for elsewhere, or this is one", holder.urn)
        elif any_of((own, copied)) is UNKNOWN:
            yield Finding(f"whether it has a secondary in a recovery region {NOT_KNOWN}", wanted, holder.urn)
        elif copied is False:
            yield Finding("it has no secondary in a recovery region", wanted, holder.urn)


def database_minor_upgrade_automatic(database: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No database waits for somebody to mend what is known to be broken; RDS does it unless told not to."""
    value = database.get("autoMinorVersionUpgrade")
    if value is not MISSING:
        yield from must_be_on(value, "automatic minor upgrades")


def database_engine_version_supported(database: Resource, settings: Settings) -> Iterator[Outcome]:
    """Every database runs a major version that AWS still mends."""
    oldest = dict(each.split(":") for each in settings.strings("oldestVersions"))
    engine, value = database.get("engine"), database.get("engineVersion")
    if engine is UNKNOWN:
        yield Finding(f"the engine {NOT_KNOWN}", "one that is configured")
    elif not isinstance(engine, str) or engine not in oldest:
        yield NotApplicable("of its engine no oldest supported version is configured")
    elif value is not MISSING:
        yield from _must_not_be_older(value, oldest[engine])


def _must_not_be_older(value: Plain, oldest: str) -> Iterator[Finding]:
    found, least = version(value), version(oldest)
    if not found:
        yield Finding(f"the engine's version {state(value)}", f"at least {oldest}")
    elif is_older(found, least):
        shown = ".".join(map(str, found[: len(least)]))
        yield Finding(f"the engine's version is {shown}", f"at least {oldest}")


RULES: Final = (
    database_instances_multiple,
    database_failover_tier_set,
    database_capacity_bounded,
    database_zones_multiple,
    database_global_secondary_present,
    database_minor_upgrade_automatic,
    database_engine_version_supported,
)
