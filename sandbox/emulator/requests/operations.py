"""How a repair takes over an operation of AWS: by its name, after ministack has checked who asks."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeAlias
from urllib.parse import urlencode

from sandbox.emulator.requests.calls import Call, call

Answer: TypeAlias = tuple[int, dict[str, str], bytes]
Beneath: TypeAlias = Callable[[], Awaitable[Answer]]
Operation: TypeAlias = Callable[[Call, Beneath], Awaitable[Answer]]
"""Gets the request, and what asks ministack itself; account and region are those of ministack's context."""


def take_over(service: str, operations: Mapping[str, Operation]) -> None:
    """Answer these operations of a service, by its name in ministack's registry, in ministack's place."""
    from ministack import app  # noqa: PLC0415 it reads the environment when it is loaded

    beneath = app.SERVICE_HANDLERS[service]

    async def handler(
        method: str, path: str, headers: dict[str, str], body: bytes, query_params: dict[str, list[str]]
    ) -> Answer:
        asked = call(method, path, urlencode(query_params, doseq=True), headers, body)
        act = operations.get(asked.operation)

        async def rest() -> Answer:
            return await beneath(method, path, headers, body, query_params)

        return await (act(asked, rest) if act else rest())

    app.SERVICE_HANDLERS[service] = handler


def as_json(content: Mapping[str, Any], status: int = HTTPStatus.OK) -> Answer:
    """Answer with JSON."""
    return int(status), {"Content-Type": "application/json"}, json.dumps(content).encode()


def refusal(code: str, message: str, status: int = HTTPStatus.BAD_REQUEST) -> Answer:
    """Answer with an error as services of a JSON protocol do."""
    answer = as_json({"__type": code, "message": message}, status)
    return answer[0], {**answer[1], "x-amzn-ErrorType": code}, answer[2]
