"""How a service says in its own protocol that it refuses a request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4
from xml.sax.saxutils import escape

from sandbox.emulator.requests.calls import Call

XML_SERVICES = frozenset({"s3", "route53", "cloudfront"})
SMITHY_TEXT_LIMIT = 24
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What a client gets instead of AWS's answer."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Refusal:
    """An error of AWS: its code, what it says, and the status that a service answers with."""

    code: str
    message: str
    status: int


def refuse(call: Call, refusal: Refusal) -> Answer:
    """Return the answer that a client of the service asked reads this error from."""
    request = str(uuid4())
    answer = _answer(call, refusal, request)
    headers = {**answer.headers, "x-amzn-requestid": request, "x-amz-request-id": request}
    return Answer(answer.status, headers, b"" if call.method == "HEAD" else answer.body)


def is_xml(call: Call) -> bool:
    """Whether the error to a request is XML."""
    return call.headers.get("content-type", "").startswith(FORM) or call.service in XML_SERVICES


def _answer(call: Call, refusal: Refusal, request: str) -> Answer:
    if call.service == "execute-api":
        body = json.dumps({"message": refusal.message}).encode()
        return Answer(refusal.status, {"content-type": "application/json"}, body)
    if "cbor" in call.headers.get("smithy-protocol", "") + call.headers.get("content-type", ""):
        headers = {"content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor"}
        return Answer(refusal.status, headers, _cbor({"__type": refusal.code, "message": refusal.message}))
    if is_xml(call):
        return Answer(refusal.status, {"content-type": "text/xml"}, _xml(call, refusal, request).encode())
    kind = "application/x-amz-json-1.0" if "x-amz-target" in call.headers else "application/json"
    text = {"__type": refusal.code, "message": refusal.message}
    headers = {"content-type": kind, "x-amzn-errortype": refusal.code}
    return Answer(refusal.status, headers, json.dumps(text).encode())


def _xml(call: Call, refusal: Refusal, request: str) -> str:
    inner = f"<Code>{escape(refusal.code)}</Code><Message>{escape(refusal.message)}</Message>"
    if call.service == "s3":
        return f"<Error>{inner}<RequestId>{request}</RequestId></Error>"
    if call.service == "ec2":
        errors = f"<Errors><Error>{inner}</Error></Errors>"
        return f"<Response>{errors}<RequestID>{request}</RequestID></Response>"
    blame = "Receiver" if refusal.status >= 500 else "Sender"  # noqa: PLR2004 where HTTP's server errors begin
    error = f"<Error><Type>{blame}</Type>{inner}</Error>"
    return f"<ErrorResponse>{error}<RequestId>{request}</RequestId></ErrorResponse>"


def _cbor(texts: Mapping[str, str]) -> bytes:
    """Write a map of texts, of which there are fewer than two dozen, as CBOR (RFC 8949)."""
    items = (_cbor_text(text) for pair in texts.items() for text in pair)
    return bytes([0xA0 + len(texts)]) + b"".join(items)


def _cbor_text(text: str) -> bytes:
    raw = text.encode()
    if len(raw) < SMITHY_TEXT_LIMIT:
        return bytes([0x60 + len(raw)]) + raw
    return b"\x79" + len(raw).to_bytes(2, "big") + raw
