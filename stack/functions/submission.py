"""What a sender submits: one document under an id, and the key by which a repeat is recognised."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .payload import InvalidError

FIELDS: Final = ("id", "document")
NAME: Final = re.compile(r"[A-Za-z0-9._-]{1,128}")
NAME_WANTED: Final = "1 to 128 of A-Z a-z 0-9 . _ -"
JSON_TYPES: Final[Mapping[type, str]] = {
    dict: "an object",
    list: "an array",
    str: "a string",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    type(None): "null",
}


@dataclass(frozen=True)
class Submission:
    """A valid request: ``key`` makes it one and the same request however often it is sent.

    ``document`` is JSON in its canonical form: names sorted, no white space, ASCII. So two texts of one
    document are the same, and ``checksum``, that form's SHA-256 in hexadecimal digits, tells documents apart.
    """

    key: str
    record_id: str
    document: bytes

    @property
    def checksum(self) -> str:
        """Name the document by its content."""
        return hashlib.sha256(self.document).hexdigest()


def submitted(value: object, idempotency_key: str | None) -> Submission:
    """Make a submission of a body's JSON value; without an idempotency key the id stands for it.

    Raises InvalidError for the first thing that is not as wanted.
    """
    if not isinstance(value, dict):
        raise InvalidError(f"the body is {_kind(value)}; it must be an object with {' and '.join(FIELDS)}")
    for field in FIELDS:
        if field not in value:
            raise InvalidError(f"{field} is missing; the body must have {' and '.join(FIELDS)}")
    if len(value) > len(FIELDS):
        raise InvalidError(f"the body has {len(value)} fields; it must have only {' and '.join(FIELDS)}")
    record_id = _name("id", value["id"])
    key = record_id if idempotency_key is None else _name("the Idempotency-Key header", idempotency_key)
    return Submission(key, record_id, _canonical(value["document"]))


def _name(field: str, value: object) -> str:
    if not isinstance(value, str):
        raise InvalidError(f"{field} is {_kind(value)}; it must be a string of {NAME_WANTED}")
    if not NAME.fullmatch(value):
        raise InvalidError(f"{field} has {len(value)} characters, not {NAME_WANTED}")
    return value


def _canonical(document: object) -> bytes:
    if not isinstance(document, Mapping):
        raise InvalidError(f"document is {_kind(document)}; it must be an object")
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode()


def _kind(value: object) -> str:
    return JSON_TYPES[type(value)]
