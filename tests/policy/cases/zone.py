"""Route 53 zones, and the records in them."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

TTL: Final = "record-ttl-bounded"
ALIAS: Final = "record-alias-health-evaluated"
TARGET: Final = "record-target-managed"
LOGGED: Final = "zone-queries-logged"
SIGNED: Final = "zone-dnssec-enabled"
GUARDED: Final = "zone-deletion-guarded"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
WEIGHTED: Final = [{"weight": 1}]
AT_MOST: Final = "wanted: at most 60 seconds"
OFF: Final = "evaluation of its target's health is off; wanted: on"
ALONE: Final = "the record is the only one of its name"
UNHELD: Final = (
    "it leads to an endpoint of AWS or an address that no resource holds; "
    "wanted: one that a resource of the program gives, or that elsewhere names"
)
UNCLEAR: Final = (
    "where it leads cannot be known at preview; "
    "wanted: one that a resource of the program gives, or that elsewhere names"
)
WEBSITE: Final = "www.example.com.s3-website-eu-west-1.amazonaws.com"


def record(*depends: str, **inputs: object) -> Planned:
    """Return a record of type A whose aliases and records come from these resources."""
    both = {"aliases": depends, "records": depends} if depends else {}
    return Planned("aws:route53/record:Record", {"type": "A", **inputs}, depends=both)


def routed(**inputs: object) -> Planned:
    """Return one of several records of a name."""
    return record(weightedRoutingPolicies=WEIGHTED, **inputs)


def alias(evaluated: object, zone: str = "Z2") -> list[dict[str, object]]:
    """Return an alias."""
    return [{"name": "d.example.com", "zoneId": zone, "evaluateTargetHealth": evaluated}]


def zone(**inputs: object) -> Planned:
    """Return a zone."""
    return Planned("aws:route53/zone:Zone", inputs)


def of_zone(token: str, prop: str, name: str = "satellite", **inputs: object) -> Planned:
    """Return what refers to the zone."""
    return Planned(token, {prop: UNKNOWN, **inputs}, name, depends={prop: ("it",)})


LOG: Final = "aws:route53/queryLog:QueryLog"
DNSSEC: Final = "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec"
SIGNING_KEY: Final = "aws:route53/keySigningKey:KeySigningKey"
SIGNER: Final = Planned(DNSSEC, {"hostedZoneId": UNKNOWN}, "signer", depends={"hostedZoneId": ("satellite",)})
PRIVATE: Final = [{"vpcId": UNKNOWN}]

CASES: Final = (
    passes(TTL, "a minute", routed(ttl=60)),
    passes(TTL, "a health check of its own", record(ttl=30, healthCheckId=UNKNOWN)),
    fails(TTL, "an hour", routed(ttl=3600), says=f"the time to live is 3600 seconds; {AT_MOST}"),
    fails(
        TTL, "checked", record(ttl=300, healthCheckId="a"), says=f"the time to live is 300 seconds; {AT_MOST}"
    ),
    fails(
        TTL,
        "multivalue",
        record(ttl=61, multivalueAnswerRoutingPolicy=True),
        says=f"the time to live is 61 seconds; {AT_MOST}",
    ),
    fails(TTL, "missing", routed(), says=f"the time to live is not set; {AT_MOST}"),
    fails(TTL, "no number", routed(ttl="60"), says=f"the time to live is something else; {AT_MOST}"),
    fails(
        TTL, "unknown", routed(ttl=UNKNOWN), says=f"the time to live cannot be known at preview; {AT_MOST}"
    ),
    fails(
        TTL,
        "as configured",
        routed(ttl=60),
        config={"maximumSeconds": 10},
        says="the time to live is 60 seconds; wanted: at most 10 seconds",
    ),
    skips(
        TTL,
        "an alias",
        routed(aliases=alias(evaluated=True)),
        because="an alias takes its target's time to live",
    ),
    skips(TTL, "alone", record(ttl=3600), because=ALONE),
    skips(TTL, "another type", OTHER),
    passes(ALIAS, "evaluated", routed(aliases=alias(evaluated=True))),
    passes(ALIAS, "as a string", routed(aliases=alias("true"))),
    passes(ALIAS, "one object", routed(aliases=alias(evaluated=True)[0])),
    passes(ALIAS, "a distribution", routed(aliases=alias(evaluated=False, zone="Z2FDTNDATAQYW2"))),
    passes(ALIAS, "no alias", routed(records=["192.0.2.1"])),
    fails(ALIAS, "not evaluated", routed(aliases=alias(evaluated=False)), says=OFF),
    fails(ALIAS, "one object, not evaluated", routed(aliases=alias(evaluated=False)[0]), says=OFF),
    fails(
        ALIAS,
        "missing",
        routed(aliases=[{"name": "d", "zoneId": "Z2"}]),
        says="evaluation of its target's health is not set; wanted: on",
    ),
    fails(
        ALIAS,
        "unknown",
        routed(aliases=alias(UNKNOWN)),
        says="evaluation of its target's health cannot be known at preview; wanted: on",
    ),
    skips(
        ALIAS,
        "checked",
        routed(aliases=alias(evaluated=False), healthCheckId=UNKNOWN),
        because="a health check of its own decides",
    ),
    skips(ALIAS, "alone", record(aliases=alias(evaluated=False)), because=ALONE),
    skips(ALIAS, "another type", OTHER),
    passes(
        TARGET,
        "of a resource",
        record("lb", records=[UNKNOWN]),
        Planned("aws:lb/loadBalancer:LoadBalancer", {}, "lb"),
    ),
    passes(
        TARGET,
        "of a resource that is there",
        record("lb", aliases=[{"name": "a.eu-west-1.elb.amazonaws.com"}]),
        Planned("aws:lb/loadBalancer:LoadBalancer", {}, "lb"),
    ),
    passes(
        TARGET,
        "the website of a bucket",
        record(aliases=[{"name": WEBSITE}]),
        Planned("aws:s3/bucket:Bucket", {"bucket": "www.example.com"}, "b"),
    ),
    passes(TARGET, "elsewhere", record(records=["198.51.100.7", "8.8.8.8"]), config={"elsewhere": ["8.8.*"]}),
    passes(TARGET, "private", record(records=["10.0.0.1"])),
    passes(TARGET, "other people's", record(type="CNAME", records=["host.example.net"])),
    passes(TARGET, "text", record(type="TXT", records=["8.8.8.8"])),
    passes(TARGET, "missing: it leads nowhere", record()),
    fails(TARGET, "a bucket that is gone", record(aliases=[{"name": WEBSITE}]), says=UNHELD),
    fails(TARGET, "a literal endpoint", record(type="CNAME", records=["d1.cloudfront.net."]), says=UNHELD),
    fails(TARGET, "a literal address", record(records=["8.8.8.8"]), says=UNHELD),
    fails(TARGET, "another address", record(type="AAAA", records=["2600:1f18::1"]), says=UNHELD),
    fails(TARGET, "unknown", record(records=[UNKNOWN]), says=UNCLEAR),
    fails(
        TARGET, "all unknown", record(type=UNKNOWN, records=UNKNOWN, aliases=UNKNOWN), says=(UNCLEAR, UNCLEAR)
    ),
    skips(TARGET, "another type", OTHER, because=f"the stack has no resource that {TARGET} is about"),
    passes(LOGGED, "logged", zone(), of_zone(LOG, "zoneId")),
    passes(
        LOGGED,
        "logged from another region",
        zone(),
        Planned(
            LOG, {"zoneId": UNKNOWN}, "log", depends={"zoneId": ("it",)}, provider={"region": "us-east-1"}
        ),
    ),
    fails(LOGGED, "missing", zone(), says="it has no query log; wanted: one that refers to it"),
    fails(
        LOGGED,
        "unknown",
        zone(),
        Planned(LOG, {"zoneId": UNKNOWN}, "log"),
        says="which query log belongs to it cannot be known at preview; wanted: one that refers to it",
    ),
    skips(LOGGED, "private", zone(vpcs=PRIVATE), because="the zone is private"),
    passes(SIGNED, "signed", zone(), of_zone(DNSSEC, "hostedZoneId")),
    passes(SIGNED, "signed and said so", zone(), of_zone(DNSSEC, "hostedZoneId", signingStatus="SIGNING")),
    passes(
        SIGNED,
        "signed, by way of the key that signs it",
        zone(),
        of_zone(SIGNING_KEY, "hostedZoneId"),
        SIGNER,
    ),
    fails(
        SIGNED,
        "missing: another zone is signed",
        zone(),
        SIGNER,
        Planned(SIGNING_KEY, {"hostedZoneId": "Z1"}, "satellite"),
        says="it has no DNSSEC signing; wanted: one that refers to it",
    ),
    fails(SIGNED, "missing", zone(), says="it has no DNSSEC signing; wanted: one that refers to it"),
    fails(
        SIGNED,
        "switched off",
        zone(),
        of_zone(DNSSEC, "hostedZoneId", signingStatus="NOT_SIGNING"),
        at="satellite",
        says="the signing status is NOT_SIGNING; wanted: SIGNING",
    ),
    fails(
        SIGNED,
        "unknown",
        zone(),
        of_zone(DNSSEC, "hostedZoneId", signingStatus=UNKNOWN),
        at="satellite",
        says="the signing status cannot be known at preview; wanted: SIGNING",
    ),
    skips(SIGNED, "private", zone(vpcs=PRIVATE), because="the zone is private"),
    passes(GUARDED, "missing: the default", zone()),
    passes(GUARDED, "off", zone(forceDestroy=False)),
    passes(GUARDED, "off as a string", zone(forceDestroy="false")),
    fails(GUARDED, "on", zone(forceDestroy=True), says="deletion with all records is on; wanted: off"),
    fails(
        GUARDED,
        "unknown",
        zone(forceDestroy=UNKNOWN),
        says="deletion with all records cannot be known at preview; wanted: off",
    ),
    skips(GUARDED, "another type", OTHER),
)
