"""HTTP and WebSocket APIs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.compute.openapi import must_be_authorized
from dr_guard.aws.compute.origins import must_be_named
from dr_guard.aws.tokens import (
    API,
    API_MAPPING,
    ROUTE,
)
from dr_guard.checks import must_be_on, must_be_one_of, must_be_set, must_lie_within
from dr_guard.finding import Finding, NotApplicable
from dr_guard.values import entries, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Plain

AUTHORIZATIONS: Final = ("AWS_IAM", "JWT", "CUSTOM")
OPEN: Final = "the route is meant to be open"
SOCKET: Final = "a WebSocket is authorized where it is opened"


def api_route_authorized(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """Nobody unnamed calls a route that is not meant to be open."""
    intended = settings.strings("openRoutes")
    sockets = _socket_routes(graph)
    for route in graph.of_type((ROUTE,)):
        yield from _open_route(route, intended, is_socket=route in sockets)
    for api in graph.of_type((API,)):
        if is_set(api.get("target")) and _key(api) not in intended:
            yield Finding("the route that target makes has no authorization", "routes of its own", api.urn)
        yield from must_be_authorized(api.get("body"), intended, AUTHORIZATIONS, api.urn)


def _open_route(route: Resource, intended: tuple[str, ...], *, is_socket: bool) -> Iterator[Outcome]:
    key = route.get("routeKey")
    if isinstance(key, str) and (key in intended or key.startswith("OPTIONS ")):
        yield NotApplicable(OPEN, route.urn)
    elif isinstance(key, str) and key != "$connect" and (is_socket or (" " not in key and key != "$default")):
        yield NotApplicable(SOCKET, route.urn)
    else:
        authorization = route.get("authorizationType")
        yield from must_be_one_of(authorization, "the authorization", AUTHORIZATIONS, ("NONE",), route.urn)


def _socket_routes(graph: Graph) -> frozenset[Resource]:
    sockets = (api for api in graph.of_type((API,)) if api.get("protocolType") == "WEBSOCKET")
    return frozenset(route for api in sockets for route in graph.satellites(api, (ROUTE,), "apiId").joined)


def _key(api: Resource) -> Plain:
    """Return the key of the route that an API makes for its target."""
    return api.get("routeKey") if is_set(api.get("routeKey")) else "$default"


def api_stage_logged(stage: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Who called an API is on record."""
    if stage.type == API:
        yield from _made_stage(stage, "no access log")
    else:
        yield from must_be_set(stage.get("accessLogSettings.destinationArn"), "the access log", "a log group")


def _made_stage(api: Resource, lack: str) -> Iterator[Outcome]:
    """Yield what is wrong with the stage that an API makes for its target, which takes no settings."""
    if is_set(api.get("target")):
        yield Finding(f"the stage that target makes has {lack}", "a stage of its own")
    else:
        yield NotApplicable("the API makes no stage")


def api_stage_throttled(stage: Resource, settings: Settings) -> Iterator[Outcome]:
    """One caller cannot use up what all share."""
    if stage.type == API:
        yield from _made_stage(stage, "no limits")
        return
    for where, limits in (("", stage.get("defaultRouteSettings")), *_limited_routes(stage)):
        burst, rate = lookup(limits, "throttlingBurstLimit"), lookup(limits, "throttlingRateLimit")
        if is_set(burst) or not where:
            bounds = (1, settings.number("maximumBurst"))
            yield from must_lie_within(burst, f"the burst limit{where}", bounds, "request")
        if is_set(rate) or not where:
            bounds = (1, settings.number("maximumRatePerSecond"))
            yield from must_lie_within(rate, f"the rate limit in a second{where}", bounds, "request")


def _limited_routes(stage: Resource) -> Iterator[tuple[str, Plain]]:
    for number, member in enumerate(entries(stage.inputs, "routeSettings")):
        yield f" of routeSettings[{number}]", member


def api_stage_metrics_detailed(stage: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Each route of an API is measured by itself."""
    for where, measured in (("", stage.get("defaultRouteSettings")), *_limited_routes(stage)):
        yield from must_be_on(lookup(measured, "detailedMetricsEnabled"), f"measuring each route{where}")


def api_cors_origin_restricted(api: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Only pages of named origins may call an API from a browser."""
    origins = entries(api.inputs, "corsConfiguration.allowOrigins")
    if not origins:
        yield NotApplicable("the API allows no other origin")
    yield from must_be_named(origins)


def api_domain_tls_current(domain: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No API is called over an outdated version of TLS."""
    policy = domain.get("domainNameConfiguration.securityPolicy")
    yield from must_be_one_of(policy, "the security policy", ("TLS_1_2",), ("TLS_1_0",))


def api_domain_mutual_tls_enabled(domain: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Only clients with a certificate call an API by its domain name."""
    store = domain.get("mutualTlsAuthentication.truststoreUri")
    yield from must_be_set(store, "the trust store", "the certificates of those who issue the clients' own")


def api_default_endpoint_disabled(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """An API that has a domain name is called by that alone."""
    for api in graph.of_type((API,)):
        mappings = graph.satellites(api, (API_MAPPING,), "apiId")
        if mappings.joined or mappings.doubtful:
            switch = api.get("disableExecuteApiEndpoint")
            yield from must_be_on(switch, "the switch disableExecuteApiEndpoint", api.urn)
        else:
            yield NotApplicable("no domain name of the stack leads to the API", api.urn)


RULES: Final = (
    api_route_authorized,
    api_stage_logged,
    api_stage_throttled,
    api_stage_metrics_detailed,
    api_cors_origin_restricted,
    api_domain_tls_current,
    api_domain_mutual_tls_enabled,
    api_default_endpoint_disabled,
)
