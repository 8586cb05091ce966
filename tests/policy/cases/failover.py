"""Route 53 failover: who takes over, on whose word, and how soon."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

PAIR: Final = "failover-record-pair-complete"
CHECKED: Final = "failover-record-health-checked"
DISTINCT: Final = "failover-record-regions-distinct"

NO_PART: Final = "the record has no part in a failover"
NO_SECONDARY: Final = "no record of its zone, name and type is its SECONDARY; wanted: a SECONDARY record"
NO_PRIMARY: Final = "no record of its zone, name and type is its PRIMARY; wanted: a PRIMARY record"
UNTOLD: Final = (
    "its zone, name or type cannot be known at preview; wanted: all three, to tell which record takes over"
)
CHECK_WANTED: Final = "wanted: a health check, or an alias that evaluates its target's health"
ELSEWHERE: Final = "wanted: a target in another region than its primary's"
SAME_PLACE: Final = f"it leads to where its primary does; {ELSEWHERE}"
NO_PLACE: Final = f"where it or its primary leads cannot be known at preview; {ELSEWHERE}"


def record(
    who: str, role: object, depends: dict[str, tuple[str, ...]] | None = None, /, **inputs: object
) -> Planned:
    """Return a failover record of api.example.com."""
    own = {
        "name": "api.example.com",
        "type": "A",
        "zoneId": "Z1",
        "failoverRoutingPolicies": [{"type": role}],
    }
    return Planned("aws:route53/record:Record", {**own, **inputs}, who, depends=depends or {})


def primary(depends: dict[str, tuple[str, ...]] | None = None, **inputs: object) -> Planned:
    """Return the primary record."""
    return record("first", "PRIMARY", depends, **inputs)


def secondary(depends: dict[str, tuple[str, ...]] | None = None, **inputs: object) -> Planned:
    """Return the secondary record."""
    return record("it", "SECONDARY", depends, **inputs)


def check(**inputs: object) -> Planned:
    """Return the health check of the primary record."""
    return Planned("aws:route53/healthCheck:HealthCheck", {"type": "HTTPS", **inputs}, "check")


def to(name: str) -> list[dict[str, object]]:
    """Return an alias."""
    return [{"name": name, "zoneId": "Z2", "evaluateTargetHealth": True}]


def domain(name: str, region: object, kind: str = "aws:apigatewayv2/domainName:DomainName") -> Planned:
    """Return what a record leads to."""
    return Planned(kind, {}, name, provider={"region": region})


ZONE: Final = Planned("aws:route53/zone:Zone", {"name": "example.com"}, "zone")
IN_ZONE: Final[dict[str, tuple[str, ...]]] = {"zoneId": ("zone",)}
FIRST: Final[dict[str, tuple[str, ...]]] = {"aliases": ("one",)}
SECOND: Final[dict[str, tuple[str, ...]]] = {"aliases": ("two",)}
SINGLE: Final = Planned("aws:route53/record:Record", {"name": "a", "type": "A", "zoneId": "Z1"})
IRELAND: Final = "d-1.execute-api.eu-west-1.amazonaws.com"
FRANKFURT: Final = "www.s3-website.eu-central-1.amazonaws.com"
DISTRIBUTION: Final = "aws:cloudfront/distribution:Distribution"
CHECK: Final[dict[str, tuple[str, ...]]] = {"healthCheckId": ("check",)}

CASES: Final = (
    passes(PAIR, "both", primary(), secondary()),
    passes(PAIR, "one object", primary(failoverRoutingPolicies={"type": "PRIMARY"}), secondary()),
    passes(PAIR, "written otherwise", primary(), secondary(name="API.example.com.")),
    passes(
        PAIR,
        "in a zone that is not made yet",
        ZONE,
        primary(IN_ZONE, zoneId=UNKNOWN),
        secondary(IN_ZONE, zoneId=UNKNOWN, name="api"),
    ),
    passes(
        PAIR,
        "of the zone itself",
        ZONE,
        primary(IN_ZONE, zoneId=UNKNOWN, name="example.com"),
        secondary(IN_ZONE, zoneId=UNKNOWN, name=""),
    ),
    fails(PAIR, "missing: the secondary", primary(), at="first", says=NO_SECONDARY),
    fails(PAIR, "missing: the primary", secondary(), says=NO_PRIMARY),
    fails(PAIR, "of another type", record("it", "PRIMARY", type="AAAA"), says=NO_SECONDARY),
    fails(PAIR, "a name that is not known", record("it", "PRIMARY", name=UNKNOWN), says=UNTOLD),
    fails(PAIR, "a zone that is not known", record("it", "PRIMARY", zoneId=UNKNOWN), says=UNTOLD),
    fails(
        PAIR,
        "a part that is not known",
        record("it", UNKNOWN),
        says="its part in the failover cannot be known at preview; wanted: PRIMARY or SECONDARY",
    ),
    skips(PAIR, "no failover", SINGLE, because=NO_PART),
    passes(CHECKED, "an id", primary(healthCheckId=UNKNOWN), secondary()),
    passes(CHECKED, "a check that is on", primary(CHECK, healthCheckId=UNKNOWN), check(disabled="false")),
    passes(CHECKED, "a check that does not say", primary(CHECK, healthCheckId=UNKNOWN), check()),
    passes(CHECKED, "its target's health", primary(aliases=to(IRELAND))),
    fails(CHECKED, "missing", record("it", "PRIMARY"), says=f"nothing checks its health; {CHECK_WANTED}"),
    fails(
        CHECKED,
        "an alias that is not asked after",
        record("it", "PRIMARY", aliases=[{"name": IRELAND, "evaluateTargetHealth": False}]),
        says=f"nothing checks its health; {CHECK_WANTED}",
    ),
    fails(
        CHECKED,
        "unknown",
        record("it", "PRIMARY", aliases=[{"name": IRELAND, "evaluateTargetHealth": UNKNOWN}]),
        says=f"whether its target's health is evaluated cannot be known at preview; {CHECK_WANTED}",
    ),
    fails(
        CHECKED,
        "a check that is off",
        record("it", "PRIMARY", CHECK, healthCheckId=UNKNOWN),
        check(disabled=True),
        says="its health check is off; wanted: one that is on",
    ),
    fails(
        CHECKED,
        "a check that may be off",
        record("it", "PRIMARY", CHECK, healthCheckId=UNKNOWN),
        check(disabled=UNKNOWN),
        says="its health check cannot be known at preview; wanted: one that is on",
    ),
    skips(CHECKED, "no failover", SINGLE, because=NO_PART),
    passes(DISTINCT, "by their names", primary(aliases=to(IRELAND)), secondary(aliases=to(FRANKFURT))),
    passes(
        DISTINCT,
        "by what they come from",
        domain("one", "eu-west-1"),
        domain("two", "eu-central-1"),
        primary(FIRST, aliases=to(UNKNOWN)),
        secondary(SECOND, aliases=to(UNKNOWN)),
    ),
    passes(
        DISTINCT,
        "to a distribution, which is everywhere",
        domain("one", "eu-west-1"),
        domain("two", "eu-west-1", DISTRIBUTION),
        primary(FIRST, aliases=to(UNKNOWN)),
        secondary(SECOND, aliases=to(UNKNOWN)),
    ),
    passes(
        DISTINCT,
        "to other people's",
        primary(aliases=to(IRELAND)),
        secondary(type="A", records=["192.0.2.1"]),
    ),
    passes(DISTINCT, "missing: the secondary", primary(aliases=to(IRELAND))),
    fails(
        DISTINCT,
        "one region",
        primary(aliases=to(IRELAND)),
        secondary(aliases=to(f"x.{IRELAND}")),
        says=SAME_PLACE,
    ),
    fails(
        DISTINCT,
        "one provider",
        domain("one", "eu-west-1"),
        domain("two", "eu-west-1"),
        primary(FIRST, aliases=to(UNKNOWN)),
        secondary(SECOND, aliases=to(UNKNOWN)),
        says=SAME_PLACE,
    ),
    fails(
        DISTINCT,
        "one address",
        primary(records=["192.0.2.1"]),
        secondary(records=["192.0.2.1"]),
        says=SAME_PLACE,
    ),
    fails(DISTINCT, "unknown", primary(aliases=to(IRELAND)), secondary(aliases=to(UNKNOWN)), says=NO_PLACE),
    fails(
        DISTINCT,
        "a region that is not known",
        domain("two", UNKNOWN),
        primary(aliases=to(IRELAND)),
        secondary(SECOND, aliases=to(UNKNOWN)),
        says=NO_PLACE,
    ),
    fails(
        DISTINCT,
        "a name that is not known",
        primary(),
        secondary(name=UNKNOWN),
        says=f"its zone, name or type cannot be known at preview; {ELSEWHERE}",
    ),
    skips(DISTINCT, "no failover", SINGLE, because=NO_PART),
)
