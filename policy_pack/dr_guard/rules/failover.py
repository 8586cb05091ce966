"""Route 53 failover: who takes over, on whose word, and how soon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.dns import records
from dr_guard.aws.dns.health import ALARM_REGION, Watch, check_seconds
from dr_guard.aws.dns.records import PRIMARY, SECONDARY
from dr_guard.aws.tokens import (
    HEALTH_CHECK,
    RECORD,
)
from dr_guard.checks import NOT_KNOWN, counted, must_not_be_on, state
from dr_guard.finding import Finding, NotApplicable
from dr_guard.references import References
from dr_guard.values import MISSING, UNKNOWN, Plain, boolean, is_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource

OTHERS: Final = {PRIMARY: SECONDARY, SECONDARY: PRIMARY}
PLAIN: Final = ("HTTP", "HTTP_STR_MATCH")
ENCRYPTED: Final = ("HTTPS", "HTTPS_STR_MATCH")
UNASKED: Final = ("CALCULATED", "CLOUDWATCH_METRIC", "RECOVERY_CONTROL")


def failover_record_pair_complete(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every failover record has its counterpart."""
    found = records.families(graph)
    yield from _no_failover(graph)
    for record in found.unknown:
        yield Finding(
            f"its zone, name or type {NOT_KNOWN}", "all three, to tell which record takes over", record.urn
        )
    for family in found.known.values():
        roles = {records.role(record) for record in family}
        for record in family:
            yield from _must_have_other(record, roles)


def _must_have_other(record: Resource, roles: set[Plain]) -> Iterator[Outcome]:
    other = OTHERS.get(str(records.role(record)))
    if other is None:
        yield Finding(f"its part in the failover {NOT_KNOWN}", f"{PRIMARY} or {SECONDARY}", record.urn)
    elif other not in roles:
        found = f"no record of its zone, name and type is its {other}"
        yield Finding(found, f"a {other} record", record.urn)


def failover_record_health_checked(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every primary record can be seen to have failed; by a check that is off it never does."""
    yield from _no_failover(graph)
    health_checks = References(graph, (HEALTH_CHECK,), is_global=True)
    wanted = "a health check, or an alias that evaluates its target's health"
    for record in graph.of_type((RECORD,)):
        if records.role(record) not in (PRIMARY, UNKNOWN):
            continue
        follows = records.follows_target(record)
        if not is_set(record.get("healthCheckId")) and follows is not True:
            unclear = f"whether its target's health is evaluated {NOT_KNOWN}"
            yield Finding(unclear if follows is UNKNOWN else "nothing checks its health", wanted, record.urn)
        check = records.check_of(record, health_checks)
        if check:
            switch = boolean(check.get("disabled"))
            if switch not in (False, MISSING):
                found = "is off" if switch is True else state(switch)
                yield Finding(f"its health check {found}", "one that is on", record.urn)


def _no_failover(graph: Graph) -> Iterator[Outcome]:
    """Yield for every record that has no part in a failover that it has none."""
    for record in graph.of_type((RECORD,)):
        if records.role(record) is MISSING:
            yield NotApplicable("the record has no part in a failover", record.urn)


def health_check_detection_timely(check: Resource, settings: Settings) -> Iterator[Outcome]:
    """A health check sees a failure in time; one that is off sees none, and one turned round the opposite."""
    yield from must_not_be_on(check.get("disabled"), "the switch disabled")
    if check.get("type") in UNASKED:
        yield NotApplicable("the health check asks no endpoint")
        return
    yield from must_not_be_on(check.get("invertHealthcheck"), "the switch invertHealthcheck")
    seconds, limit = check_seconds(check), settings.number("maximumSeconds")
    wanted = f"at most {counted(limit, 'second')}"
    if seconds is None:
        yield Finding(f"how long it takes to see a failure {NOT_KNOWN}", wanted)
    elif seconds > limit:
        yield Finding(f"it takes {counted(seconds, 'second')} to see a failure", wanted)


def health_check_transport_encrypted(check: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No health check asks in the clear; one that only connects sends nothing."""
    kind = check.get("type")
    if kind in (*PLAIN, UNKNOWN, MISSING):
        yield Finding(f"its type {state(kind, PLAIN)}", " or ".join(ENCRYPTED))


def health_check_alarmed(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Somebody learns of it when a health check fails."""
    watch = Watch(graph)
    for check in graph.of_type((HEALTH_CHECK,)):
        if check.get("type") == "CLOUDWATCH_METRIC":
            yield NotApplicable("the health check is an alarm's own", check.urn)
            continue
        watched = watch.covers(check)
        if watched is not True:
            unclear = f"whether an alarm watches it {NOT_KNOWN}"
            found = unclear if watched is UNKNOWN else "no alarm watches it"
            wanted = f"an alarm on its HealthCheckStatus, in {ALARM_REGION}"
            yield Finding(found, wanted, check.urn)


def failover_record_regions_distinct(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """What takes over is not in the region that is lost."""
    yield from _no_failover(graph)
    found = records.families(graph)
    wanted = "a target in another region than its primary's"
    for record in found.unknown:
        yield Finding(f"its zone, name or type {NOT_KNOWN}", wanted, record.urn)
    for family in found.known.values():
        primaries = [record for record in family if records.role(record) == PRIMARY]
        lost = {place for record in primaries for place in records.places(graph, record)}
        for record in family:
            if records.role(record) == SECONDARY:
                yield from _must_be_elsewhere(record, records.places(graph, record), lost, wanted)


def _must_be_elsewhere(
    record: Resource, places: tuple[Plain, ...], lost: set[Plain], wanted: str
) -> Iterator[Outcome]:
    if UNKNOWN in places or UNKNOWN in lost:
        yield Finding(f"where it or its primary leads {NOT_KNOWN}", wanted, record.urn)
    elif lost & set(places):
        yield Finding("it leads to where its primary does", wanted, record.urn)


RULES: Final = (
    failover_record_pair_complete,
    failover_record_health_checked,
    failover_record_regions_distinct,
    health_check_detection_timely,
    health_check_transport_encrypted,
    health_check_alarmed,
)
