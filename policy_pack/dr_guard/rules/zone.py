"""Route 53 zones, and the records in them."""

from __future__ import annotations

from fnmatch import fnmatchcase
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from dr_guard.aws.dns import records
from dr_guard.aws.tokens import (
    QUERY_LOG,
    RECORD,
    ZONE,
    ZONE_DNSSEC,
)
from dr_guard.checks import NOT_KNOWN, counted, must_be_on, must_not_be_on, state
from dr_guard.finding import Finding, NotApplicable
from dr_guard.references import Match, References, referred
from dr_guard.values import MISSING, UNKNOWN, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known, Plain

# CloudFront says nothing of its health, and Route 53 refuses to ask for it.
DISTRIBUTIONS_ZONE: Final = "Z2FDTNDATAQYW2"
ADDRESSING: Final = ("A", "AAAA", "CNAME")
PRIVATE: Final = "the zone is private"


def record_ttl_bounded(record: Resource, settings: Settings) -> Iterator[Outcome]:
    """A record that Route 53 may answer otherwise is soon asked for again."""
    ttl = record.get("ttl")
    if not (records.is_routed(record) or is_set(record.get("healthCheckId"))):
        yield NotApplicable("the record is the only one of its name")
    elif ttl is MISSING and is_set(record.get("aliases")):
        yield NotApplicable("an alias takes its target's time to live")
    else:
        yield from _must_be_at_most(ttl, "the time to live", settings.number("maximumSeconds"))


def _must_be_at_most(value: Plain, noun: str, maximum: float) -> Iterator[Outcome]:
    wanted = f"at most {counted(maximum, 'second')}"
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield Finding(f"{noun} {state(value)}", wanted)
    elif value > maximum:
        yield Finding(f"{noun} is {counted(value, 'second')}", wanted)


def record_alias_health_evaluated(record: Resource, _settings: Settings) -> Iterator[Outcome]:
    """An alias among which Route 53 chooses is taken out when its target fails."""
    if not records.is_routed(record):
        yield NotApplicable("the record is the only one of its name")
    elif is_set(record.get("healthCheckId")):
        yield NotApplicable("a health check of its own decides")
    else:
        for alias in records.aliases(record):
            if lookup(alias, "zoneId") != DISTRIBUTIONS_ZONE:
                yield from must_be_on(
                    lookup(alias, "evaluateTargetHealth"), "evaluation of its target's health"
                )


def record_target_managed(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """No record leads to what somebody else can take when the program no longer holds it."""
    known = frozenset(identity for each in graph.resources for identity in each.identities)
    elsewhere = settings.strings("elsewhere")
    for record in graph.of_type((RECORD,)):
        for prop, target in records.targets(record):
            yield from _must_be_managed(
                record, target, known, elsewhere, is_declared=_is_declared(record, prop)
            )


def _is_declared(record: Resource, prop: str) -> bool:
    """Whether an input of a record comes from other resources, of the program or of another stack."""
    return bool(record.property_dependencies.get(prop))


def _must_be_managed(
    record: Resource, target: Plain, known: frozenset[str], elsewhere: tuple[str, ...], *, is_declared: bool
) -> Iterator[Outcome]:
    wanted = "one that a resource of the program gives, or that elsewhere names"
    if is_declared or record.get("type") not in (*ADDRESSING, UNKNOWN):
        return
    if target is UNKNOWN:
        yield Finding(f"where it leads {NOT_KNOWN}", wanted, record.urn)
    elif isinstance(target, str) and _is_takeable(target) and not _is_held(target, known, elsewhere):
        found = "it leads to an endpoint of AWS or an address that no resource holds"
        yield Finding(found, wanted, record.urn)


def _is_takeable(target: str) -> bool:
    """Whether a target is an address or a name that AWS hands out again."""
    try:
        return ip_address(target).is_global
    except ValueError:
        return records.is_of_aws(target)


def _is_held(target: str, known: frozenset[str], elsewhere: tuple[str, ...]) -> bool:
    """Whether a resource bears that name or address; a bucket's endpoint begins with the bucket's name."""
    labels = target.lower().rstrip(".").split(".")
    own = any(".".join(labels[:end]) in known for end in range(1, len(labels) + 1))
    return own or any(fnmatchcase(target, pattern) for pattern in elsewhere)


def zone_queries_logged(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every public zone's queries are logged, wherever the log is."""
    yield from _must_be_named(graph, QUERY_LOG, "zoneId", "query log")


def zone_dnssec_enabled(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every public zone is signed."""
    yield from _must_be_named(graph, ZONE_DNSSEC, "hostedZoneId", "DNSSEC signing")
    for signer in graph.of_type((ZONE_DNSSEC,)):
        status = signer.get("signingStatus")
        if status not in (MISSING, "SIGNING"):
            yield Finding(f"the signing status {state(status, ('NOT_SIGNING',))}", "SIGNING", signer.urn)


def _must_be_named(graph: Graph, token: str, prop: str, noun: str) -> Iterator[Outcome]:
    """Yield a finding for every public zone that no resource of a type names; a private one needs none."""
    zones = References(graph, (ZONE,), is_global=True)
    named = referred(match for each in graph.of_type((token,)) for match in _zones(zones, each, prop))
    for zone in zones.targets:
        if is_set(zone.get("vpcs")):
            yield NotApplicable(PRIVATE, zone.urn)
        elif named.holds(zone) is not True:
            yield _lacking(zone, noun, named.holds(zone))


def _zones(zones: References, source: Resource, prop: str) -> Iterator[Match]:
    """Yield the zone that a resource names, be it by way of another, as the key that signs it, which does."""
    match = zones.match(source, prop, source.get(prop))
    behind = source.property_dependencies.get(prop, ()) if match.is_derived else ()
    between = [each for urn in behind if (each := zones.graph.by_urn.get(urn))]
    yield match
    yield from (zones.match(each, prop, each.get(prop)) for each in between)


def _lacking(zone: Resource, noun: str, verdict: Known) -> Finding:
    unclear = f"which {noun} belongs to it {NOT_KNOWN}"
    return Finding(unclear if verdict is UNKNOWN else f"it has no {noun}", "one that refers to it", zone.urn)


def zone_deletion_guarded(zone: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No zone is deleted together with records that others have made."""
    yield from must_not_be_on(zone.get("forceDestroy"), "deletion with all records")


RULES: Final = (
    record_ttl_bounded,
    record_alias_health_evaluated,
    record_target_managed,
    zone_queries_logged,
    zone_dnssec_enabled,
    zone_deletion_guarded,
)
