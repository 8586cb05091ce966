"""API Gateway's own metrics of an HTTP API, of every request that reaches it; ministack has none."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from sandbox.emulator.metrics import record
from sandbox.emulator.operations import Answer
from sandbox.emulator.world import World

NAMESPACE = "AWS/ApiGateway"


def install(_: World) -> None:
    """Record by ``ApiId``; latency is the machine's."""
    from ministack import app  # noqa: PLC0415 it reads the environment when it is loaded

    beneath: Callable[..., Awaitable[Answer | None]] = vars(app)["_handle_execute_api_request"]

    async def measured(host: str, path: str, *rest: Any, **named: Any) -> Answer | None:  # noqa: ANN401 passed on
        started = time.monotonic()
        answer = await beneath(host, path, *rest, **named)
        parsed = vars(app)["_parse_execute_api_url"](host, path)
        if answer is not None and parsed is not None:
            _record(parsed[0], answer[0], (time.monotonic() - started) * 1000)
        return answer

    vars(app)["_handle_execute_api_request"] = measured


def _record(api: str, status: int, milliseconds: float) -> None:
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
