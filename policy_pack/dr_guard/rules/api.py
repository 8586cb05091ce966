"""HTTP APIs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.checks import NOT_KNOWN, must_be_one_of, must_be_set, must_reach
from dr_guard.finding import Finding, NotApplicable
from dr_guard.values import UNKNOWN, entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Resource

OPEN_ORIGINS: Final = ("*", "http://*", "https://*")


def api_route_authorized(route: Resource, settings: Settings) -> Iterator[Outcome]:
    """Nobody unnamed calls a route that is not meant to be open."""
    key = route.get("routeKey")
    if isinstance(key, str) and (key in settings.strings("openRoutes") or key.startswith("OPTIONS ")):
        yield NotApplicable("the route is meant to be open")
    else:
        allowed = ("AWS_IAM", "JWT", "CUSTOM")
        yield from must_be_one_of(route.get("authorizationType"), "the authorization", allowed, ("NONE",))


def api_stage_logged(stage: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Who called an API is on record."""
    yield from must_be_set(stage.get("accessLogSettings.destinationArn"), "the access log", "a log group")


def api_stage_throttled(stage: Resource, _settings: Settings) -> Iterator[Outcome]:
    """One caller cannot use up what all share."""
    settings = "defaultRouteSettings"
    yield from must_reach(stage.get(f"{settings}.throttlingBurstLimit"), "the burst limit", 1, "request")
    yield from must_reach(
        stage.get(f"{settings}.throttlingRateLimit"), "the rate limit in a second", 1, "request"
    )


def api_cors_origin_restricted(api: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Only pages of named origins may call an API from a browser."""
    origins = entries(api.inputs, "corsConfiguration.allowOrigins")
    if not origins:
        yield NotApplicable("the API allows no other origin")
    for origin in origins:
        if origin is UNKNOWN:
            yield Finding(f"an origin that may call it {NOT_KNOWN}", "named origins")
        elif origin in OPEN_ORIGINS:
            yield Finding(f"every page at {origin} may call it", "named origins")


RULES: Final = (api_route_authorized, api_stage_logged, api_stage_throttled, api_cors_origin_restricted)
