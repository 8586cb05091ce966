"""Operations as plain functions: from what a request says to what is sent back, or to a refusal."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeAlias

from sandbox.emulator.requests.calls import Call
from sandbox.emulator.requests.operations import Answer, Beneath, Operation, as_json, refusal

Given: TypeAlias = dict[str, Any]
"""The members of a request by AWS's own names, wherever in it they stood."""
Act: TypeAlias = Callable[[str, Given], Mapping[str, Any]]
"""Gets a region and a request; returns what to send as JSON. It may raise ``Refused``."""


class Refused(Exception):  # noqa: N818 it is AWS's answer, not a fault of ours
    """AWS's refusal of a request: its error code, and a message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def body_of(asked: Call) -> Given:
    """Read a request of a protocol that has everything in its body."""
    given: Given = json.loads(asked.body or b"{}")
    return given


def answering(act: Act, read: Callable[[Call], Given] = body_of, status: int = HTTPStatus.OK) -> Operation:
    """Return an operation that answers with what ``act`` returns, or with its refusal."""

    async def operation(asked: Call, _: Beneath) -> Answer:
        try:
            return as_json(act(asked.region, read(asked)), status)
        except Refused as error:
            return refusal(error.code, str(error))

    return operation
