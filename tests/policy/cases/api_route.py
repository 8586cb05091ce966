"""The routes of APIs, and who may call them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

if TYPE_CHECKING:
    from collections.abc import Mapping

ROUTE: Final = "api-route-authorized"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
OPEN: Final = "the route is meant to be open"
SOCKET: Final = "a WebSocket is authorized where it is opened"
UNAUTHORIZED: Final = "the authorization is not set; wanted: AWS_IAM or JWT or CUSTOM"
MADE: Final = "the route that target makes has no authorization; wanted: routes of its own"
OPERATIONS: Final = "wanted: an authorization for every operation that is not meant to be open"
TARGET: Final = "arn:aws:lambda:eu-west-1:1:function:f"


def route(key: object, **inputs: object) -> Planned:
    """Return a route."""
    return Planned("aws:apigatewayv2/route:Route", {"routeKey": key, **inputs})


def api(**inputs: object) -> Planned:
    """Return an API."""
    return Planned("aws:apigatewayv2/api:Api", {"protocolType": "HTTP", **inputs}, "api")


def described(paths: Mapping[str, object], **document: object) -> Planned:
    """Return an API that an OpenAPI document describes."""
    return api(body=json.dumps({"openapi": "3.0.1", "paths": paths, **document}))


def open_operations(number: int) -> str:
    """Return what is said of an OpenAPI document with so many operations that anyone may call."""
    return f"the number of operations that anyone may call is {number}; {OPERATIONS}"


def socket_route(key: str, **inputs: object) -> Planned:
    """Return a route of the API, which is of a WebSocket."""
    data = {"routeKey": key, "apiId": UNKNOWN, **inputs}
    return Planned("aws:apigatewayv2/route:Route", data, depends={"apiId": ("api",)})


WEBSOCKET: Final = api(protocolType="WEBSOCKET")
GUARDED: Final = [{"jwt": []}]
EXPLICIT: Final = {"x-amazon-apigateway-auth": {"type": "AWS_IAM"}}

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
    skips(
        ROUTE,
        "another type",
        OTHER,
        because="the stack has no resource that api-route-authorized is about",
    ),
    passes(ROUTE, "an API alone", api()),
    fails(ROUTE, "a target", api(target=TARGET), says=MADE, at="api"),
    fails(ROUTE, "a target that is not known", api(target=UNKNOWN), says=MADE, at="api"),
    fails(ROUTE, "a target, with a key", api(target=TARGET, routeKey="POST /x"), says=MADE, at="api"),
    fails(
        ROUTE,
        "a target, with a key that is not known",
        api(target=TARGET, routeKey=UNKNOWN),
        says=MADE,
        at="api",
    ),
    passes(ROUTE, "a target that is meant to be open", api(target=TARGET, routeKey="GET /health")),
    passes(
        ROUTE, "a target, where everything is open", api(target=TARGET), config={"openRoutes": ["$default"]}
    ),
    passes(
        ROUTE, "where a WebSocket is opened", WEBSOCKET, socket_route("$connect", authorizationType="CUSTOM")
    ),
    fails(
        ROUTE, "missing where a WebSocket is opened", WEBSOCKET, socket_route("$connect"), says=UNAUTHORIZED
    ),
    passes(ROUTE, "missing where a WebSocket is open", WEBSOCKET, socket_route("$default")),
    fails(
        ROUTE,
        "missing where it may be no WebSocket",
        api(protocolType=UNKNOWN),
        socket_route("$default"),
        says=UNAUTHORIZED,
    ),
    skips(ROUTE, "a message of a WebSocket", route("send"), because=SOCKET),
    skips(ROUTE, "the end of a WebSocket", route("$disconnect"), because=SOCKET),
    passes(ROUTE, "a document", described({"/orders": {"post": {"security": GUARDED}}})),
    passes(ROUTE, "a document, as a whole", described({"/orders": {"post": {}}}, security=GUARDED)),
    passes(
        ROUTE, "a document with IAM", described({"/orders": {"x-amazon-apigateway-any-method": EXPLICIT}})
    ),
    passes(
        ROUTE,
        "a document with what is meant to be open",
        described({"/health": {"get": {}}, "/orders": {"options": {}, "parameters": [], "post": EXPLICIT}}),
    ),
    passes(ROUTE, "an empty document", api(body="")),
    passes(ROUTE, "a document without paths", described({"/orders": "none"})),
    fails(
        ROUTE,
        "an open document",
        described({"/orders": {"get": {}, "post": {"security": []}, "put": {"security": [{}]}}}),
        says=open_operations(3),
        at="api",
    ),
    fails(
        ROUTE,
        "an operation that opts out",
        described({"/orders": {"get": {"security": []}, "post": {}}}, security=GUARDED),
        says=open_operations(1),
        at="api",
    ),
    fails(
        ROUTE,
        "a document for every path",
        described({"$default": {"x-amazon-apigateway-any-method": {}}}),
        says=open_operations(1),
        at="api",
    ),
    passes(
        ROUTE,
        "a document for every path, where everything is open",
        described({"$default": {"x-amazon-apigateway-any-method": {}}}),
        config={"openRoutes": ["$default"]},
    ),
    fails(
        ROUTE,
        "a document in YAML",
        api(body="openapi: 3.0.1"),
        says=f"the OpenAPI document is no JSON, so that its operations are not read; {OPERATIONS}",
        at="api",
    ),
    fails(
        ROUTE,
        "a document that is not known",
        api(body=UNKNOWN),
        says=f"the OpenAPI document cannot be known at preview; {OPERATIONS}",
        at="api",
    ),
)
