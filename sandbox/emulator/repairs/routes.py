"""Makes an HTTP API refuse as AWS does, and only where a route asks for a signature.

ministack lets the unsigned call a route with AWS_IAM, as it takes them for the account's root; it takes a
signature for another service or region too, and words what it refuses as other services do.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeAlias

from sandbox.emulator.requests.apis import SERVICE
from sandbox.emulator.requests.calls import call
from sandbox.emulator.world import World

Refused: TypeAlias = tuple[int, dict[str, str], bytes] | None
INVOKE = "execute-api:Invoke"


def install(_: World) -> None:
    """Replace what ministack asks before it passes a request on to an API."""
    from ministack import app  # noqa: PLC0415 it reads the environment when it is loaded

    beneath: Callable[..., Refused] = vars(app)["_enforce_execute_api"]
    kind_of: Callable[..., str | None] = vars(app)["_execute_api_authorization_type"]

    def enforce(  # noqa: PLR0913, PLR0917 ministack calls it so
        api_id: str,
        stage: str,
        method: str,
        execute_path: str,
        headers: dict[str, str],
        query_params: dict[str, list[str]],
        iam_action: str = INVOKE,
    ) -> Refused:
        kind = kind_of(api_id, stage, method, execute_path)
        if iam_action == INVOKE and kind is None:
            return None  # no such route: the API says so, or answers a browser that asks what it may
        denied = beneath(api_id, stage, method, execute_path, headers, query_params, iam_action)
        region = _region(api_id)
        if region is None or kind != "AWS_IAM":
            return denied
        return _forbidden() if denied or not _for_api(headers, query_params, region) else None

    vars(app)["_enforce_execute_api"] = enforce


def _region(api_id: str) -> str | None:
    """Return the region of an HTTP API, ``None`` for an API of another kind."""
    from ministack.services import apigateway  # noqa: PLC0415 it reads the environment when it is loaded

    scope = apigateway.find_api_scope(api_id)
    return scope and scope[1]


def _for_api(headers: dict[str, str], query: dict[str, Any], region: str) -> bool:
    signed = call("", "", "", {"authorization": headers.get("authorization", "")}, b"")
    if not signed.service:
        scope = (query.get("X-Amz-Credential") or [""])[0].split("/")
        return scope[2:4] == [region, SERVICE]
    return (signed.service, signed.region) == (SERVICE, region)


def _forbidden() -> Refused:
    body = json.dumps({"message": "Forbidden"}).encode()
    return int(HTTPStatus.FORBIDDEN), {"Content-Type": "application/json"}, body
