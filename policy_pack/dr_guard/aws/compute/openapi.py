"""The operations of an OpenAPI document, and who may call them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.checks import NOT_KNOWN
from dr_guard.finding import Finding
from dr_guard.values import MISSING, UNKNOWN, document, entries, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.values import Plain

METHODS: Final = (
    "get",
    "put",
    "post",
    "delete",
    "head",
    "patch",
    "trace",
    "x-amazon-apigateway-any-method",
)
WANTED: Final = "an authorization for every operation that is not meant to be open"


def must_be_authorized(
    body: Plain, intended: tuple[str, ...], authorizations: tuple[str, ...], urn: str
) -> Iterator[Finding]:
    """Yield a finding for a document with operations, besides the intended ones, that anyone may call.

    ``intended`` are route keys. What is no JSON, such as YAML, is not read.
    """
    if body is UNKNOWN:
        yield Finding(f"the OpenAPI document {NOT_KNOWN}", WANTED, urn)
    elif isinstance(body, str) and body and not body.lstrip().startswith("{"):
        yield Finding("the OpenAPI document is no JSON, so that its operations are not read", WANTED, urn)
    elif is_set(body):
        count = sum(_is_open(each, authorizations) for each in _operations(document(body), intended))
        if count:
            yield Finding(f"the number of operations that anyone may call is {count}", WANTED, urn)


def _operations(body: Plain, intended: tuple[str, ...]) -> Iterator[tuple[Plain, Plain]]:
    """Yield each operation with the requirements that hold where it has none of its own."""
    shared, paths = lookup(body, "security"), lookup(body, "paths")
    for path, methods in paths.items() if isinstance(paths, dict) else ():
        for method, operation in methods.items() if isinstance(methods, dict) else ():
            name = "ANY" if method.startswith("x-") else method.upper()
            if method in METHODS and f"{name} {path}" not in intended and path not in intended:
                yield operation, shared


def _is_open(operation: tuple[Plain, Plain], authorizations: tuple[str, ...]) -> bool:
    """Whether an operation asks for nothing; an empty requirement among others lets anyone in."""
    own, shared = operation
    if lookup(own, "x-amazon-apigateway-auth.type") in authorizations:
        return False
    security = lookup(own, "security")
    members = entries({"": shared if security is MISSING else security}, "")
    return not members or any(not isinstance(member, dict) or not member for member in members)
