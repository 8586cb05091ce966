"""Requests to the Data API as ministack hands them on, and its answers."""

from __future__ import annotations

import asyncio
import functools
import json
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeAlias
from urllib.parse import urlencode

import botocore.session

from sandbox.emulator.data_api.operations import DataApi
from sandbox.emulator.requests.answers import Refused
from sandbox.emulator.requests.calls import call
from sandbox.emulator.requests.operations import Answer, as_json, refusal
from sandbox.errors import SandboxError

Handler: TypeAlias = Callable[[str, str, dict[str, str], bytes, dict[str, list[str]]], Awaitable[Answer]]


def handler(api: DataApi, beneath: Handler) -> Handler:
    """Return what answers in place of ``beneath``, which keeps what the Data API is not asked any more."""
    known = api.operations()

    async def handle(
        method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]]
    ) -> Answer:
        asked = call(method, path, urlencode(query, doseq=True), headers, body)
        if asked.operation not in known:
            return await beneath(method, path, headers, body, query)
        try:
            # In a thread: it waits for PostgreSQL.
            return as_json(await asyncio.to_thread(api.answer, asked, json.loads(body)))
        except SandboxError as error:
            logging.getLogger(__name__).warning("%s", error)
            failed = "InternalServerErrorException"
            return refusal(failed, str(error), _statuses()[failed])
        except Refused as error:
            return refusal(error.code, str(error), _statuses()[error.code])

    return handle


@functools.cache
def _statuses() -> dict[str, int]:
    model = botocore.session.get_session().get_service_model("rds-data")
    default = int(HTTPStatus.BAD_REQUEST)
    return {each.name: each.metadata["error"].get("httpStatusCode", default) for each in model.error_shapes}
