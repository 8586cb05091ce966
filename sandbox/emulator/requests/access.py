"""Who may ask: whoever signs with a key that this emulator knows; unsigned goes what AWS serves unsigned.

ministack judges what a key may do, and most of who holds it. What it serves to anyone (its administration,
the pages by which it shows what was sent, routes that check no signature) stays closed.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from contextvars import ContextVar
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

from sandbox.emulator.requests.calls import Call
from sandbox.emulator.requests.protocols import Answer

HOSTS = re.compile(r"(127\.0\.0\.1|localhost|.+\.localhost|.+\.amazonaws\.com(\.cn)?)(:\d+)?", re.IGNORECASE)
"""Names that a web page cannot have: others could be any page's that has come to point here."""
CLOSED = re.compile(r"/_|/health$|/restapis/[^/]+/[^/]+/_user_request_")
LINKS = frozenset({"ConfirmSubscription", "Unsubscribe"})
"""What a message of SNS links to, for whoever it reaches."""
linked: ContextVar[bool] = ContextVar("linked", default=False)
"""Whether a request follows such a link: ministack serves it as the account's own."""


def refusal(call: Call, scope: MutableMapping[str, Any], account: str) -> Answer | None:
    """Return why a request may not go on to ministack, ``None`` where it may."""
    if not HOSTS.fullmatch(call.headers.get("host", "")):
        said = b"found a Host that is not this machine's; wanted localhost, 127.0.0.1 or a name of AWS\n"
        return Answer(HTTPStatus.MISDIRECTED_REQUEST, {"content-type": "text/plain"}, said)
    if call.service == "execute-api" or is_function(call):
        return None
    if CLOSED.match(call.path):
        return Answer(HTTPStatus.NOT_FOUND)
    return _unproven(call, scope, account)


def is_function(call: Call) -> bool:
    """Whether it asks a function by its own address, which ministack checks the signature for."""
    from ministack import app  # noqa: PLC0415 it reads the environment when it is loaded

    return app._parse_lambda_url(call.headers.get("host", ""), call.path) is not None  # noqa: SLF001 no other way


def _unproven(call: Call, scope: MutableMapping[str, Any], account: str) -> Answer | None:
    from ministack import app  # noqa: PLC0415 it reads the environment when it is loaded
    from ministack.core import iam_evaluator, responses, router  # noqa: PLC0415 the same
    from ministack.services import s3  # noqa: PLC0415 the same

    headers = dict(call.headers)
    query = parse_qs(scope["query_string"].decode(), keep_blank_values=True)
    parameters = app._routing_params(call.method, call.path, headers, call.body, query)  # noqa: SLF001 no other way
    service = router.detect_service(call.method, call.path, headers, parameters)
    key = router.extract_access_key_id(headers, query)
    responses.set_request_account_id(key or account)
    responses.set_request_region(router.extract_region(headers, query))
    iam_evaluator.pin_signed_request(
        call.method, scope["raw_path"].decode("latin-1"), query, scope["headers"]
    )
    iam_evaluator.pin_signed_body(call.body)
    if not key and service == "sns" and parameters.get("Action", [""])[0] in LINKS:
        linked.set(True)
        return None
    # S3 proves its presigned requests itself, and only where they reach it.
    answer = s3._verify_presigned_sigv4(call.method, call.path, headers, query)  # noqa: SLF001 no other way
    if answer is None:
        failure = _failure(key, service)
        answer = failure and app._credential_failure(service, "", str(uuid4()), failure, headers)  # noqa: SLF001 no other way
    return Answer(*answer) if answer else None


def _failure(key: str, service: str) -> Any:  # noqa: ANN401 ministack's own
    from ministack.core import iam_evaluator  # noqa: PLC0415 the same

    if iam_evaluator._anonymous.get():  # noqa: SLF001 no other way
        message = "Request is missing Authentication Token"
        return iam_evaluator.AuthError("MissingAuthenticationToken", message)
    return iam_evaluator.check_credentials(key, service)
