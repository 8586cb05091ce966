"""A request to AWS, as plain data: which service and operation, where, by whom, and what it says."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qs

import botocore.session
from botocore.model import OperationModel

_SCOPE = re.compile(r"Credential=([^/,]+)/\d{8}/([^/]+)/([^/]+)/aws4_request")
_FORM = "application/x-www-form-urlencoded"
_PARAMETERS = {"+}": ".+", "Arn}": "(?:arn:.+|[^/]+)", "}": "[^/]+"}
"""What stands in a path for a parameter, by how the parameter's name ends: an ARN may hold slashes."""
MODELS = {"monitoring": "cloudwatch"}
"""What botocore calls a service that signs by another name."""


@dataclass(frozen=True)
class Call:
    """One request. ``service`` is the one it is signed for (``dynamodb``, ``monitoring``, ``s3``, ...).

    ``operation`` is botocore's name of it (``PutItem``), empty where none fits. What is unsigned has neither
    service nor region.
    """

    service: str
    operation: str
    region: str
    access_key: str
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


def call(method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Call:
    """Read a request; header names are in lower case."""
    parameters = {name: values[-1] for name, values in parse_qs(query, keep_blank_values=True).items()}
    signed = _SCOPE.search(headers.get("authorization", "")) or _SCOPE.search(
        f"Credential={parameters.get('X-Amz-Credential', '')}"
    )
    key, region, service = signed.groups() if signed else ("", "", "")
    asked = Call(service, "", region, key, method, path, parameters, headers, body)
    return replace(asked, operation=_operation(asked))


def _operation(asked: Call) -> str:
    headers, path = asked.headers, asked.path
    if "x-amz-target" in headers:
        return headers["x-amz-target"].rpartition(".")[2]
    if path.startswith("/service/") and "/operation/" in path:
        return path.rpartition("/")[2]
    if headers.get("content-type", "").startswith(_FORM):
        return parse_qs(asked.body.decode(errors="replace")).get("Action", [""])[0]
    given = asked.query.keys() | headers.keys()
    model = "apigatewayv2" if path.startswith("/v2/") else MODELS.get(asked.service, asked.service)
    for route in _routes(model):
        if route.method == asked.method and route.needs <= given and route.path.fullmatch(path):
            return route.operation
    return ""


@dataclass(frozen=True)
class _Route:
    """``needs`` are query parameters and headers without which it is another operation."""

    method: str
    path: re.Pattern[str]
    needs: frozenset[str]
    operation: str


@functools.cache
def _routes(model: str) -> tuple[_Route, ...]:
    """List a REST service's operations, those that need most first, and of these the most exact paths."""
    session = botocore.session.get_session()
    if model not in session.get_available_services():
        return ()
    service = session.get_service_model(model)
    routes = [_route(service.operation_model(name)) for name in service.operation_names]
    return tuple(sorted(routes, key=_exactness))


def _exactness(route: _Route) -> tuple[int, int, int]:
    pattern = route.path.pattern
    return -len(route.needs), pattern.count("[^/]+"), -len(pattern)


def _parameter(name: str) -> str:
    return next(pattern for end, pattern in _PARAMETERS.items() if name.endswith(end))


def _route(operation: OperationModel) -> _Route:
    uri, _, fixed = operation.http["requestUri"].partition("?")
    parts = re.split(r"(\{[^}]+\})", uri)
    pattern = "".join(_parameter(part) if part[:1] == "{" else re.escape(part) for part in parts)
    needs = {each.partition("=")[0] for each in fixed.split("&") if each}
    shape = operation.input_shape
    members = shape.members if shape else {}
    for name in shape.required_members if shape else ():
        member = members[name].serialization
        if member.get("location") in {"querystring", "header"}:
            needs.add(member["name"].lower() if member["location"] == "header" else member["name"])
    return _Route(operation.http["method"], re.compile(f"{pattern}/?"), frozenset(needs), operation.name)
