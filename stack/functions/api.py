"""The HTTP face: ``POST /process`` and ``GET /health``.

Every answer is JSON; what is refused has ``error``, one line for the sender.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.content_types import APPLICATION_JSON
from aws_lambda_powertools.event_handler.exceptions import NotFoundError

from . import health
from .faults import UnavailableError
from .payload import InvalidError, decoded, parsed
from .records import ConflictError, Store, store
from .submission import submitted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .runtime import Runtime

RETRY_AFTER_SECONDS: Final = 5


@dataclass(frozen=True)
class Api:
    """The two routes, and what becomes of the errors that they raise."""

    resolver: APIGatewayHttpResolver
    runtime: Runtime

    def process(self) -> Response[str]:
        """Answer 201 with the new record, or 200 with the one that an earlier request stored."""
        event = self.resolver.current_event
        raw = decoded(event.body or "", is_base64=bool(event.is_base64_encoded))
        receipt = store(
            submitted(parsed(raw), event.headers.get("idempotency-key")),
            Store(self.runtime.table, self.runtime.bucket, self.runtime.outbox),
            received_at=self.runtime.clock(),
            request_id=self.resolver.lambda_context.aws_request_id,
        )
        return _answer(HTTPStatus.CREATED if receipt.stored else HTTPStatus.OK, asdict(receipt))

    def health(self) -> Response[str]:
        """Answer 200 when requests succeed, though perhaps degraded, else 503; both name each part."""
        found = health.check(self.runtime.table, self.runtime.bucket, self.runtime.database)
        body = {"status": found.status, "parts": found.parts}
        return _answer(HTTPStatus.OK if found.serves else HTTPStatus.SERVICE_UNAVAILABLE, body)

    def not_found(self, _: NotFoundError) -> Response[str]:
        """Answer 404 for any other route."""
        return _refusal(HTTPStatus.NOT_FOUND, "there is no such route")

    def invalid(self, error: InvalidError) -> Response[str]:
        """Answer 400 with what was found and wanted."""
        return _refusal(HTTPStatus.BAD_REQUEST, str(error))

    def conflict(self, error: ConflictError) -> Response[str]:
        """Answer 409: sending the same again will not help."""
        return _refusal(HTTPStatus.CONFLICT, str(error))

    def unavailable(self, error: UnavailableError) -> Response[str]:
        """Answer 503: the same request may be sent again after the seconds named."""
        self.runtime.logger.warning("a part is unavailable", part=error.part, reason=error.reason)
        answer = _refusal(HTTPStatus.SERVICE_UNAVAILABLE, f"the {error.part} is unavailable; try again")
        answer.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return answer

    def unexpected(self, _: Exception) -> Response[str]:
        """Answer 500 and leave the details to the log."""
        self.runtime.logger.exception("a request failed unexpectedly")  # noqa: LOG004 # called while handling
        return _refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "the request failed unexpectedly")


def resolver(runtime: Runtime) -> APIGatewayHttpResolver:
    """Make the resolver that answers every HTTP request; it raises nothing."""
    api = Api(APIGatewayHttpResolver(), runtime)
    api.resolver.post("/process")(api.process)
    api.resolver.get("/health")(api.health)
    api.resolver.exception_handler(NotFoundError)(api.not_found)
    api.resolver.exception_handler(InvalidError)(api.invalid)
    api.resolver.exception_handler(ConflictError)(api.conflict)
    api.resolver.exception_handler(UnavailableError)(api.unavailable)
    api.resolver.exception_handler(Exception)(api.unexpected)
    return api.resolver


def _answer(status: HTTPStatus, body: Mapping[str, object]) -> Response[str]:
    return Response(status.value, APPLICATION_JSON, json.dumps(body))


def _refusal(status: HTTPStatus, error: str) -> Response[str]:
    return _answer(status, {"error": error})
