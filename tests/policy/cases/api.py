"""HTTP APIs."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

ROUTE: Final = "api-route-authorized"
LOGGED: Final = "api-stage-logged"
THROTTLED: Final = "api-stage-throttled"
CORS: Final = "api-cors-origin-restricted"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
NO_BURST: Final = "the burst limit is not set; wanted: at least 1 request"
NO_RATE: Final = "the rate limit in a second is not set; wanted: at least 1 request"
OPEN: Final = "the route is meant to be open"


def route(key: object, **inputs: object) -> Planned:
    """Return a route."""
    return Planned("aws:apigatewayv2/route:Route", {"routeKey": key, **inputs})


def stage(**inputs: object) -> Planned:
    """Return a stage."""
    return Planned("aws:apigatewayv2/stage:Stage", inputs)


def limits(burst: object, rate: object) -> Planned:
    """Return a stage with these limits."""
    return stage(defaultRouteSettings={"throttlingBurstLimit": burst, "throttlingRateLimit": rate})


def cors(*origins: object) -> Planned:
    """Return an API that these origins may call."""
    return Planned("aws:apigatewayv2/api:Api", {"corsConfiguration": {"allowOrigins": list(origins)}})


CASES: Final = (
    passes(ROUTE, "IAM", route("POST /process", authorizationType="AWS_IAM")),
    passes(ROUTE, "a token, at a route that is not known", route(UNKNOWN, authorizationType="JWT")),
    fails(
        ROUTE,
        "none",
        route("POST /process", authorizationType="NONE"),
        says="the authorization is NONE; wanted: AWS_IAM or JWT or CUSTOM",
    ),
    fails(
        ROUTE,
        "missing",
        route("$default"),
        says="the authorization is not set; wanted: AWS_IAM or JWT or CUSTOM",
    ),
    fails(
        ROUTE,
        "unknown",
        route("POST /process", authorizationType=UNKNOWN),
        says="the authorization cannot be known at preview; wanted: AWS_IAM or JWT or CUSTOM",
    ),
    fails(
        ROUTE,
        "the health check, where it is not open",
        route("GET /health"),
        says="the authorization is not set; wanted: AWS_IAM or JWT or CUSTOM",
        config={"openRoutes": ["GET /status"]},
    ),
    skips(ROUTE, "the health check", route("GET /health", authorizationType="NONE"), because=OPEN),
    skips(ROUTE, "a preflight request", route("OPTIONS /process"), because=OPEN),
    skips(ROUTE, "another type", OTHER),
    passes(
        LOGGED, "to a group", stage(accessLogSettings={"destinationArn": "arn:aws:logs:::x", "format": "{}"})
    ),
    passes(LOGGED, "to a group that is not known yet", stage(accessLogSettings={"destinationArn": UNKNOWN})),
    fails(LOGGED, "missing", stage(), says="the access log is not set; wanted: a log group"),
    passes(THROTTLED, "both", limits(10, 5)),
    fails(THROTTLED, "missing", stage(), says=(NO_BURST, NO_RATE)),
    fails(THROTTLED, "rate missing", limits(10, None), says=NO_RATE),
    fails(
        THROTTLED,
        "zero",
        limits(0, 0.5),
        says=(
            "the burst limit is 0 requests; wanted: at least 1 request",
            "the rate limit in a second is 0.5 requests; wanted: at least 1 request",
        ),
    ),
    fails(
        THROTTLED,
        "unknown",
        limits(UNKNOWN, 5),
        says="the burst limit cannot be known at preview; wanted: at least 1 request",
    ),
    passes(CORS, "one origin", cors("https://shop.test")),
    fails(CORS, "every origin", cors("*"), says="every page at * may call it; wanted: named origins"),
    fails(
        CORS,
        "every origin over TLS",
        cors("https://shop.test", "https://*"),
        says="every page at https://* may call it; wanted: named origins",
    ),
    fails(
        CORS,
        "unknown",
        cors(UNKNOWN),
        says="an origin that may call it cannot be known at preview; wanted: named origins",
    ),
    skips(CORS, "none", cors(), because="the API allows no other origin"),
)
