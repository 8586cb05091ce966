"""Route 53 health checks."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

TIMELY: Final = "health-check-detection-timely"
ENCRYPTED: Final = "health-check-transport-encrypted"
ALARMED: Final = "health-check-alarmed"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
AT_MOST: Final = "wanted: at most 90 seconds"
NO_TIME: Final = f"how long it takes to see a failure cannot be known at preview; {AT_MOST}"
TLS: Final = "wanted: HTTPS or HTTPS_STR_MATCH"
UNWATCHED: Final = "no alarm watches it; wanted: an alarm on its HealthCheckStatus, in us-east-1"
UNCLEAR: Final = (
    "whether an alarm watches it cannot be known at preview; "
    "wanted: an alarm on its HealthCheckStatus, in us-east-1"
)


def check(**inputs: object) -> Planned:
    """Return a health check."""
    return Planned(
        "aws:route53/healthCheck:HealthCheck", {"type": "HTTPS", **inputs}, provider={"region": "eu-west-1"}
    )


def timed(interval: object, failures: object) -> Planned:
    """Return a health check that fails after so many failures, so many seconds apart."""
    return check(requestInterval=interval, failureThreshold=failures)


def metric(**changes: object) -> dict[str, object]:
    """Return the metric of the health check."""
    own = {
        "namespace": "AWS/Route53",
        "metricName": "HealthCheckStatus",
        "dimensions": {"HealthCheckId": UNKNOWN},
    }
    return {**own, **changes}


def alarm(region: object = "us-east-1", of: str = "it", /, **inputs: object) -> Planned:
    """Return an alarm on the health check."""
    depends = {prop: (of,) for prop in ("dimensions", "metricQueries") if prop in inputs and of}
    provider = {"region": region}
    return Planned(
        "aws:cloudwatch/metricAlarm:MetricAlarm", inputs, "alarm", depends=depends, provider=provider
    )


PARENT: Final = Planned(
    "aws:route53/healthCheck:HealthCheck",
    {"type": "CALCULATED", "childHealthchecks": [UNKNOWN]},
    "parent",
    depends={"childHealthchecks": ("it",)},
)

CASES: Final = (
    passes(TIMELY, "three times 30", timed(30, 3)),
    passes(TIMELY, "nine times 10", timed(10, 9)),
    passes(TIMELY, "missing: the defaults", check()),
    passes(TIMELY, "as configured", timed(30, 10), config={"maximumSeconds": 300}),
    fails(TIMELY, "ten times 30", timed(30, 10), says=f"it takes 300 seconds to see a failure; {AT_MOST}"),
    fails(TIMELY, "ten times 10", timed(10, 10), says=f"it takes 100 seconds to see a failure; {AT_MOST}"),
    fails(
        TIMELY,
        "ten times the default",
        check(failureThreshold=10),
        says=f"it takes 300 seconds to see a failure; {AT_MOST}",
    ),
    fails(
        TIMELY,
        "as configured, too slow",
        timed(30, 3),
        config={"maximumSeconds": 30},
        mendable=False,
        says="it takes 90 seconds to see a failure; wanted: at most 30 seconds",
    ),
    fails(TIMELY, "an interval that is not known", timed(UNKNOWN, 3), says=NO_TIME),
    fails(TIMELY, "a threshold that is not known", timed(10, UNKNOWN), says=NO_TIME),
    passes(TIMELY, "neither off nor turned round", check(disabled=False, invertHealthcheck="false")),
    fails(TIMELY, "off", check(disabled=True), says="the switch disabled is on; wanted: off"),
    fails(TIMELY, "off, as text", check(disabled="true"), says="the switch disabled is on; wanted: off"),
    fails(
        TIMELY,
        "off and calculated",
        check(type="CALCULATED", disabled=True),
        says="the switch disabled is on; wanted: off",
    ),
    fails(
        TIMELY,
        "off, unknown",
        check(disabled=UNKNOWN),
        says="the switch disabled cannot be known at preview; wanted: off",
    ),
    fails(
        TIMELY,
        "turned round",
        check(invertHealthcheck=True),
        mendable=False,
        says="the switch invertHealthcheck is on; wanted: off",
    ),
    skips(
        TIMELY,
        "an alarm's, turned round",
        check(type="CLOUDWATCH_METRIC", invertHealthcheck=True),
        because="the health check asks no endpoint",
    ),
    skips(TIMELY, "calculated", check(type="CALCULATED"), because="the health check asks no endpoint"),
    skips(TIMELY, "another type", OTHER),
    *(
        passes(ENCRYPTED, kind, check(type=kind))
        for kind in ("HTTPS", "HTTPS_STR_MATCH", "TCP", "CALCULATED")
    ),
    fails(ENCRYPTED, "in the clear", check(type="HTTP"), says=f"its type is HTTP; {TLS}"),
    fails(
        ENCRYPTED,
        "in the clear, for a text",
        check(type="HTTP_STR_MATCH"),
        says=f"its type is HTTP_STR_MATCH; {TLS}",
    ),
    fails(ENCRYPTED, "missing", check(type=None), says=f"its type is not set; {TLS}"),
    fails(ENCRYPTED, "unknown", check(type=UNKNOWN), says=f"its type cannot be known at preview; {TLS}"),
    skips(ENCRYPTED, "another type", OTHER),
    passes(ALARMED, "alarmed", check(), alarm(**metric())),
    passes(
        ALARMED,
        "by a query",
        check(),
        alarm(metricQueries=[{"id": "e", "expression": "m"}, {"id": "m", "metric": metric()}]),
    ),
    passes(
        ALARMED, "by the other measure", check(), alarm(**metric(metricName="HealthCheckPercentageHealthy"))
    ),
    passes(ALARMED, "through its parent", check(), PARENT, alarm("us-east-1", "parent", **metric())),
    fails(
        ALARMED,
        "through a parent of which no part is known",
        check(),
        replace(PARENT, depends={}),
        alarm("us-east-1", "parent", **metric()),
        says=UNCLEAR,
    ),
    fails(ALARMED, "missing", check(), says=UNWATCHED),
    fails(ALARMED, "in another region", check(), alarm("eu-west-1", **metric()), says=UNWATCHED),
    fails(ALARMED, "on its latency", check(), alarm(**metric(metricName="TimeToFirstByte")), says=UNWATCHED),
    fails(ALARMED, "on something else", check(), alarm(**metric(namespace="AWS/Lambda")), says=UNWATCHED),
    fails(
        ALARMED,
        "on another check",
        check(),
        alarm("us-east-1", "", **metric(dimensions={"HealthCheckId": "a"})),
        says=UNWATCHED,
    ),
    fails(ALARMED, "a region that is not known", check(), alarm(UNKNOWN, **metric()), says=UNCLEAR),
    fails(ALARMED, "unknown", check(), alarm("us-east-1", "", **metric()), says=UNCLEAR),
    fails(
        ALARMED, "a namespace that is not known", check(), alarm(**metric(namespace=UNKNOWN)), says=UNCLEAR
    ),
    skips(
        ALARMED,
        "an alarm's own",
        check(type="CLOUDWATCH_METRIC"),
        because="the health check is an alarm's own",
    ),
)
