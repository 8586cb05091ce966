"""Route 53 records: what they are about, how they are chosen, and where they lead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from dr_guard.aws.tokens import (
    DISTRIBUTION,
    RECORD,
    ZONE,
)
from dr_guard.values import MISSING, UNKNOWN, Plain, boolean, entries, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dr_guard.graph import Graph
    from dr_guard.references import References
    from dr_guard.resource import Resource
    from dr_guard.values import Known

PRIMARY: Final = "PRIMARY"
SECONDARY: Final = "SECONDARY"
POLICIES: Final = (
    "cidrRoutingPolicy",
    "failoverRoutingPolicies",
    "geolocationRoutingPolicies",
    "geoproximityRoutingPolicy",
    "latencyRoutingPolicies",
    "multivalueAnswerRoutingPolicy",
    "weightedRoutingPolicies",
)
# What answers in AWS's name; the region, where there is one, stands between the service and the domain.
REGION: Final = re.compile(r"[.-]([a-z]{2}(?:-[a-z]+)+-\d)\b")
AWS_DOMAINS: Final = (
    ".amazonaws.com",
    ".amazonaws.com.cn",
    ".cloudfront.net",
    ".elasticbeanstalk.com",
    ".awsglobalaccelerator.com",
    ".awsapprunner.com",
)

# What answers from everywhere, wherever its provider is.
GLOBAL: Final = (DISTRIBUTION,)

Key: TypeAlias = tuple[str, str, str]


def role(record: Resource) -> Plain:
    """Return ``PRIMARY`` or ``SECONDARY``; ``MISSING`` where a record has no part in a failover."""
    policies = entries(record.inputs, "failoverRoutingPolicies")
    return lookup(policies[0], "type") if policies else MISSING


def is_routed(record: Resource) -> bool:
    """Whether a record is one of several of its name, among which Route 53 chooses."""
    return any(is_set(record.get(policy)) for policy in POLICIES)


def aliases(record: Resource) -> tuple[Plain, ...]:
    """Return the aliases of a record, at most one of which makes sense."""
    return entries(record.inputs, "aliases")


def follows_target(record: Resource) -> Known:
    """Whether a record is as healthy as what it is an alias of."""
    switches = [boolean(lookup(alias, "evaluateTargetHealth")) for alias in aliases(record)]
    return True if True in switches else UNKNOWN if UNKNOWN in switches else False


def check_of(record: Resource, health_checks: References) -> Resource | None:
    """Return the health check of a record, where it is one of these and that is known."""
    return health_checks.match(record, "healthCheckId", record.get("healthCheckId")).found


@dataclass(frozen=True)
class Families:
    """The failover records of a stack by zone, name and type, and those of which that cannot be known."""

    known: Mapping[Key, tuple[Resource, ...]]
    unknown: tuple[Resource, ...]


def families(graph: Graph) -> Families:
    """Return the failover records of a stack, sorted by what they answer for."""
    known: dict[Key, tuple[Resource, ...]] = {}
    unknown: list[Resource] = []
    for record in graph.of_type((RECORD,)):
        if role(record) is not MISSING:
            key = _key(graph, record)
            if key is None:
                unknown.append(record)
            else:
                known[key] = (*known.get(key, ()), record)
    return Families(known, tuple(unknown))


def _key(graph: Graph, record: Resource) -> Key | None:
    """Return what a record answers for; a name may be written with or without that of its zone."""
    name, kind, zone = (record.get(path) for path in ("name", "type", "zoneId"))
    held = [each for urn in _urns(record, "zoneId") if (each := graph.by_urn.get(urn)) and each.type == ZONE]
    if held:
        zone = held[0].urn
    if not (isinstance(name, str) and isinstance(kind, str) and isinstance(zone, str)):
        return None
    parent = held[0].get("name") if held else MISSING
    short = _bare(name)
    if isinstance(parent, str) and _bare(parent):
        short = "" if short == _bare(parent) else short.removesuffix(f".{_bare(parent)}")
    return (zone, short, kind)


def _bare(name: str) -> str:
    return name.lower().rstrip(".")


def _urns(record: Resource, prop: str) -> tuple[str, ...]:
    return record.property_dependencies.get(prop, ())


def targets(record: Resource) -> tuple[tuple[str, Plain], ...]:
    """Return where a record leads: the top-level input that says so, and an address or a name."""
    return (
        *(("aliases", lookup(alias, "name")) for alias in aliases(record)),
        *(("records", value) for value in entries(record.inputs, "records")),
    )


def places(graph: Graph, record: Resource) -> tuple[Plain, ...]:
    """Return where a record leads: a region, or for what is of no region a name of its own.

    ``UNKNOWN`` stands where nothing says.
    """
    return tuple(dict.fromkeys(_place(graph, record, prop, value) for prop, value in targets(record)))


def _place(graph: Graph, record: Resource, prop: str, value: Plain) -> Plain:
    named = REGION.findall(value.lower()) if isinstance(value, str) and is_of_aws(value) else ()
    if named:
        return named[-1]
    held = [each for urn in _urns(record, prop) if (each := graph.by_urn.get(urn))]
    regions = {each.urn if each.type in GLOBAL else each.region for each in held}
    if len(regions) == 1:
        place = regions.pop()
        return place if isinstance(place, str) else UNKNOWN
    return _bare(value) if isinstance(value, str) and not held else UNKNOWN


def is_of_aws(name: str) -> bool:
    """Whether a name is one that AWS gives."""
    return _bare(name).endswith(AWS_DOMAINS)
