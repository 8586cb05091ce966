"""API Gateway's own metrics of an HTTP API, of every request that reaches it; ministack has none."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.emulator.requests.apis import answered
from sandbox.emulator.requests.operations import Answer
from sandbox.emulator.world import World


def install(_: World) -> None:
    """Record by ``ApiId``; latency is the machine's."""
    from ministack import app  # noqa: PLC0415 it reads the environment when it is loaded

    beneath: Callable[..., Awaitable[Answer | None]] = vars(app)["_handle_execute_api_request"]

    async def measured(host: str, path: str, *rest: Any, **named: Any) -> Answer | None:  # noqa: ANN401 passed on
        started = time.monotonic()
        answer = await beneath(host, path, *rest, **named)
        parsed = vars(app)["_parse_execute_api_url"](host, path)
        if answer is not None and parsed is not None:
            answered(parsed[0], answer[0], (time.monotonic() - started) * 1000)
        return answer

    vars(app)["_handle_execute_api_request"] = measured
