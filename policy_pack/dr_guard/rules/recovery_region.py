"""What is there in the recovery region, and where nothing may be."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from dr_guard.aws.kinds import (
    BUCKET_ENCRYPTIONS,
    BUCKETS,
    COMPUTE,
    KEYS,
    STATEFUL,
)
from dr_guard.aws.recovery.keys import is_symmetric
from dr_guard.aws.recovery.recovery_paths import CARRIED, RecoveryPaths
from dr_guard.aws.regions import NO_RECOVERY_REGION, is_in, recovery_regions
from dr_guard.aws.storage.buckets import is_log_target
from dr_guard.aws.tokens import (
    CERTIFICATE,
    COMPOSITE_ALARM,
    EXTERNAL_KEY,
    KEY,
    LOG_GROUP,
    METRIC_ALARM,
    REPLICA_EXTERNAL_KEY,
    REPLICA_KEY,
    TOPIC,
)
from dr_guard.checks import NOT_KNOWN, counted
from dr_guard.finding import Finding, NotApplicable
from dr_guard.logic import any_of
from dr_guard.references import References, referred
from dr_guard.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.references import Referred
    from dr_guard.resource import Resource

SINGLE_REGION_KEYS: Final = (KEY, EXTERNAL_KEY)
REPLICA_KEYS: Final = (REPLICA_KEY, REPLICA_EXTERNAL_KEY)
NO_ALLOWED_REGION: Final = "no region is configured as allowed"
# What hears of a service that reports to one region alone has to be there.
WATCHERS: Final = (METRIC_ALARM, COMPOSITE_ALARM, TOPIC, KEY, LOG_GROUP, CERTIFICATE)
# What has no region, or is where AWS keeps it, whichever region its provider names.
GLOBAL_SERVICES: Final = (
    "aws:budgets/",
    "aws:cloudfront/",
    "aws:costexplorer/",
    "aws:globalaccelerator/",
    "aws:iam/",
    "aws:networkmanager/",
    "aws:organizations/",
    "aws:route53/",
    "aws:shield/",
)


def stateful_recovery_region_covered(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """What holds data comes to a recovery region by one way at least: a replica, or a copy of its backups."""
    regions = recovery_regions(settings)
    if not regions:
        yield NotApplicable(NO_RECOVERY_REGION)
        return
    paths = RecoveryPaths(graph, regions)
    for resource in graph.of_type(CARRIED):
        if is_in(resource, regions) is True:
            yield NotApplicable("it is in a recovery region", resource.urn)
        elif resource.type in BUCKETS and is_log_target(graph, resource):
            yield NotApplicable("it takes access logs and nothing else", resource.urn)
        else:
            yield from _must_be_reached(resource, paths)


def _must_be_reached(resource: Resource, paths: RecoveryPaths) -> Iterator[Outcome]:
    verdict = paths.reach(resource)
    if verdict is not True:
        unclear = f"whether what it holds comes to a recovery region {NOT_KNOWN}"
        found = unclear if verdict is UNKNOWN else "nothing of what it holds comes to a recovery region"
        wanted = "a replica there, or a backup plan that covers it and copies to a vault there"
        yield Finding(found, wanted, resource.urn)


def key_recovery_region_available(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """For every key that data rests on, a key stands ready where the data is recovered."""
    regions = recovery_regions(settings)
    if not regions:
        yield NotApplicable(NO_RECOVERY_REGION)
        return
    used = _keys_of_data(graph)
    ciphers = (key for key in graph.of_type(SINGLE_REGION_KEYS) if is_symmetric(key))
    others = any_of(is_in(key, regions) for key in ciphers)
    replicas = _replicated_to(graph, regions)
    for key in graph.of_type(SINGLE_REGION_KEYS):
        if key.urn not in used or is_in(key, regions) is True:
            yield NotApplicable("no data outside the recovery regions rests on it", key.urn)
            continue
        ready = any_of((replicas.holds(key), others))
        if ready is not True:
            unclear = f"whether a key stands ready in a recovery region {NOT_KNOWN}"
            found = unclear if ready is UNKNOWN else "no key stands ready in a recovery region"
            yield Finding(found, "a replica of it there, or a key of that region", key.urn)


def _keys_of_data(graph: Graph) -> frozenset[str]:
    """Return the URNs of what those resources depend on that hold data, or say how a bucket is encrypted."""
    holders = (each for each in graph.of_type((*STATEFUL, *BUCKET_ENCRYPTIONS)) if each.type not in KEYS)
    return frozenset(
        urn for holder in holders for urns in holder.property_dependencies.values() for urn in urns
    )


def _replicated_to(graph: Graph, regions: tuple[str, ...]) -> Referred:
    """Return the keys that have a replica in one of these regions."""
    keys = References(graph, SINGLE_REGION_KEYS, is_global=True)
    return referred(
        keys.match(replica, "primaryKeyArn", replica.get("primaryKeyArn"))
        for replica in graph.of_type(REPLICA_KEYS)
        if is_in(replica, regions) is True
    )


def resource_region_allowed(resource: Resource, settings: Settings) -> Iterator[Outcome]:
    """Nothing is where it may not be; what watches a global service may also be where that reports."""
    allowed, watching = settings.strings("allowedRegions"), settings.strings("watchRegions")
    region = resource.region
    if not allowed:
        yield NotApplicable(NO_ALLOWED_REGION)
    elif resource.type.startswith(GLOBAL_SERVICES):
        yield NotApplicable("it is of a service without regions")
    elif not isinstance(region, str):
        yield Finding(f"its region {NOT_KNOWN}", " or ".join(allowed))
    elif region not in (*allowed, *(watching if resource.type in WATCHERS else ())):
        yield Finding("it is in another region than those allowed", " or ".join(allowed))


def compute_recovery_region_matched(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """What serves is there as often in the recovery regions as in all others."""
    regions = recovery_regions(settings)
    if not regions:
        yield NotApplicable(NO_RECOVERY_REGION)
        return
    for token in COMPUTE:
        resources = graph.of_type((token,))
        counts = Counter(is_in(each, regions) for each in resources)
        here, there, unclear = counts[False], counts[True], counts[UNKNOWN]
        if there < here + unclear:
            noun = resources[0].kind
            found = (
                f"the region of {counted(unclear, noun)} {NOT_KNOWN}"
                if unclear
                else f"of {counted(here, noun)}, {there:g} are in a recovery region too"
            )
            yield Finding(found, f"as many {noun}s there")


RULES: Final = (
    stateful_recovery_region_covered,
    key_recovery_region_available,
    resource_region_allowed,
    compute_recovery_region_matched,
)
