"""APIs: their stages, origins and domain names."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

LOGGED: Final = "api-stage-logged"
THROTTLED: Final = "api-stage-throttled"
MEASURED: Final = "api-stage-metrics-detailed"
CORS: Final = "api-cors-origin-restricted"
TLS: Final = "api-domain-tls-current"
CLIENTS: Final = "api-domain-mutual-tls-enabled"
ENDPOINT: Final = "api-default-endpoint-disabled"

NO_BURST: Final = "the burst limit is not set; wanted: 1 to 2500 requests"
NO_RATE: Final = "the rate limit in a second is not set; wanted: 1 to 5000 requests"
ENDPOINT_OPEN: Final = "the switch disableExecuteApiEndpoint is not set; wanted: on"
UNMEASURED: Final = "measuring each route is not set; wanted: on"
NO_STORE: Final = "the trust store is not set; wanted: the certificates of those who issue the clients' own"
TARGET: Final = "arn:aws:lambda:eu-west-1:1:function:f"


def stage(**inputs: object) -> Planned:
    """Return a stage."""
    return Planned("aws:apigatewayv2/stage:Stage", inputs)


def limits(burst: object, rate: object) -> Planned:
    """Return a stage with these limits."""
    return stage(defaultRouteSettings={"throttlingBurstLimit": burst, "throttlingRateLimit": rate})


def both(**inputs: object) -> Planned:
    """Return a stage with limits."""
    return stage(defaultRouteSettings={"throttlingBurstLimit": 10, "throttlingRateLimit": 5}, **inputs)


def cors(*origins: object) -> Planned:
    """Return an API that these origins may call."""
    return Planned("aws:apigatewayv2/api:Api", {"corsConfiguration": {"allowOrigins": list(origins)}})


def api(**inputs: object) -> Planned:
    """Return an API."""
    return Planned("aws:apigatewayv2/api:Api", {"protocolType": "HTTP", **inputs}, "api")


def domain(**configuration: object) -> Planned:
    """Return a domain name."""
    inputs = {"domainName": "api.shop.test", "domainNameConfiguration": configuration}
    return Planned("aws:apigatewayv2/domainName:DomainName", inputs)


def mapped(api_id: object = UNKNOWN, *, known: bool = True) -> Planned:
    """Return what leads from a domain name to the API, or to one that is not known."""
    depends = {"apiId": ("api",)} if known else {}
    return Planned("aws:apigatewayv2/apiMapping:ApiMapping", {"apiId": api_id}, "mapping", depends=depends)


CASES: Final = (
    passes(
        LOGGED, "to a group", stage(accessLogSettings={"destinationArn": "arn:aws:logs:::x", "format": "{}"})
    ),
    passes(LOGGED, "to a group that is not known yet", stage(accessLogSettings={"destinationArn": UNKNOWN})),
    fails(LOGGED, "missing", stage(), says="the access log is not set; wanted: a log group"),
    fails(
        LOGGED,
        "a target",
        api(target=TARGET),
        says="the stage that target makes has no access log; wanted: a stage of its own",
        at="api",
    ),
    skips(LOGGED, "no target", api(), because="the API makes no stage"),
    passes(THROTTLED, "both", limits(10, 5)),
    fails(THROTTLED, "missing", stage(), says=(NO_BURST, NO_RATE)),
    fails(THROTTLED, "rate missing", limits(10, None), says=NO_RATE),
    fails(
        THROTTLED,
        "zero",
        limits(0, 0.5),
        says=(
            "the burst limit is 0 requests; wanted: 1 to 2500 requests",
            "the rate limit in a second is 0.5 requests; wanted: 1 to 5000 requests",
        ),
        mendable=False,
    ),
    fails(
        THROTTLED,
        "too much, as configured",
        limits(1000, 1000),
        says=(
            "the burst limit is 1000 requests; wanted: 1 to 100 requests",
            "the rate limit in a second is 1000 requests; wanted: 1 to 50 requests",
        ),
        config={"maximumBurst": 100, "maximumRatePerSecond": 50},
    ),
    fails(
        THROTTLED,
        "unknown",
        limits(UNKNOWN, 5),
        says="the burst limit cannot be known at preview; wanted: 1 to 2500 requests",
    ),
    passes(
        THROTTLED,
        "both, and those of a route",
        both(routeSettings=[{"routeKey": "GET /x"}, {"throttlingBurstLimit": 5, "throttlingRateLimit": 2.5}]),
    ),
    fails(
        THROTTLED,
        "both, and too much for a route",
        both(routeSettings=[{}, {"throttlingBurstLimit": 5000, "throttlingRateLimit": 10_000}]),
        says=(
            "the burst limit of routeSettings[1] is 5000 requests; wanted: 1 to 2500 requests",
            "the rate limit in a second of routeSettings[1] is 10000 requests; wanted: 1 to 5000 requests",
        ),
        mendable=False,
    ),
    fails(
        THROTTLED,
        "both, and routes that are not known",
        both(routeSettings=UNKNOWN),
        says=(
            "the burst limit of routeSettings[0] cannot be known at preview; wanted: 1 to 2500 requests",
            (
                "the rate limit in a second of routeSettings[0] cannot be known at preview; "
                "wanted: 1 to 5000 requests"
            ),
        ),
    ),
    fails(
        THROTTLED,
        "a target",
        api(target=TARGET),
        says="the stage that target makes has no limits; wanted: a stage of its own",
        at="api",
        mendable=False,
    ),
    skips(THROTTLED, "no target", api(), because="the API makes no stage"),
    passes(MEASURED, "on", stage(defaultRouteSettings={"detailedMetricsEnabled": True})),
    fails(MEASURED, "missing", stage(), says=UNMEASURED),
    fails(
        MEASURED,
        "off for a route",
        stage(defaultRouteSettings={"detailedMetricsEnabled": True}, routeSettings=[{"routeKey": "GET /x"}]),
        says="measuring each route of routeSettings[0] is not set; wanted: on",
    ),
    fails(
        MEASURED,
        "unknown",
        stage(defaultRouteSettings=UNKNOWN),
        says="measuring each route cannot be known at preview; wanted: on",
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
    fails(
        CORS,
        "unknown as a whole",
        api(corsConfiguration=UNKNOWN),
        says="an origin that may call it cannot be known at preview; wanted: named origins",
        at="api",
    ),
    skips(CORS, "none", cors(), because="the API allows no other origin"),
    skips(CORS, "missing", api(), because="the API allows no other origin"),
    passes(TLS, "current", domain(securityPolicy="TLS_1_2")),
    fails(
        TLS,
        "outdated",
        domain(securityPolicy="TLS_1_0"),
        says="the security policy is TLS_1_0; wanted: TLS_1_2",
    ),
    fails(TLS, "missing", domain(), says="the security policy is not set; wanted: TLS_1_2"),
    fails(
        TLS,
        "unknown",
        domain(securityPolicy=UNKNOWN),
        says="the security policy cannot be known at preview; wanted: TLS_1_2",
    ),
    passes(
        CLIENTS,
        "a trust store",
        Planned(domain().type, {"mutualTlsAuthentication": {"truststoreUri": "s3://b/store.pem"}}),
    ),
    passes(CLIENTS, "one that is not known", Planned(domain().type, {"mutualTlsAuthentication": UNKNOWN})),
    fails(CLIENTS, "missing", domain(), says=NO_STORE),
    passes(ENDPOINT, "disabled", api(disableExecuteApiEndpoint=True), mapped()),
    fails(ENDPOINT, "missing", api(), mapped(), says=ENDPOINT_OPEN, at="api"),
    fails(
        ENDPOINT,
        "missing, where a name may lead to it",
        api(),
        mapped(known=False),
        says=ENDPOINT_OPEN,
        at="api",
    ),
    fails(
        ENDPOINT,
        "open",
        api(disableExecuteApiEndpoint=False),
        mapped(),
        says="the switch disableExecuteApiEndpoint is off; wanted: on",
        at="api",
    ),
    fails(
        ENDPOINT,
        "unknown",
        api(disableExecuteApiEndpoint=UNKNOWN),
        mapped(),
        says="the switch disableExecuteApiEndpoint cannot be known at preview; wanted: on",
        at="api",
    ),
    *(
        skips(ENDPOINT, label, *stack, because="no domain name of the stack leads to the API")
        for label, stack in (
            ("no domain name", (api(),)),
            ("the domain name of another API", (api(), mapped("other", known=False))),
        )
    ),
)
