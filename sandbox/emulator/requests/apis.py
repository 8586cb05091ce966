"""Which API of API Gateway a request is for, and where that API lives: unsigned requests do not say."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from sandbox.emulator.metrics import record
from sandbox.emulator.requests.calls import Call

SERVICE = "execute-api"
NAMESPACE = "AWS/ApiGateway"


def reached(call: Call, account: str) -> Call:
    """Return a request to an API with its service and its API's region; any other one as it is."""
    from ministack import app  # noqa: PLC0415 it reads the environment when it is loaded
    from ministack.core.responses import get_region, request_scope  # noqa: PLC0415 the same
    from ministack.services import apigateway, apigateway_v1  # noqa: PLC0415 the same

    parsed = app._parse_execute_api_url(call.headers.get("host", ""), call.path)  # noqa: SLF001 no other way
    if parsed is None or call.path.startswith("/restapis/"):
        return call
    with request_scope(account, get_region()):
        for module in (apigateway, apigateway_v1):
            found = module.find_api_scope(parsed[0])
            if found is not None:
                return replace(call, service=SERVICE, region=found[1], operation="")
    return replace(call, service=SERVICE, operation="")


def named(call: Call) -> str:
    """Return the id of the API that a request is for, empty where it is for none."""
    from ministack import app  # noqa: PLC0415 it reads the environment when it is loaded

    parsed = app._parse_execute_api_url(call.headers.get("host", ""), call.path)  # noqa: SLF001 no other way
    return parsed[0] if parsed else ""


def answered(api: str, status: int, milliseconds: float) -> None:
    """Count an API's answer in its metrics."""
    from ministack.services import apigateway  # noqa: PLC0415 it reads the environment when it is loaded

    scope = apigateway.find_api_scope(api)
    if scope is None:
        return
    account, region = scope
    failed = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    refused = not failed and status >= HTTPStatus.BAD_REQUEST
    for name, value, unit in (
        ("Count", 1, "Count"),
        ("4xx", int(refused), "Count"),
        ("5xx", int(failed), "Count"),
        ("Latency", milliseconds, "Milliseconds"),
    ):
        record(account, region, NAMESPACE, name, {"ApiId": api}, value, unit)
