"""Who a policy document lets in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dr_guard.checks import NOT_KNOWN
from dr_guard.documents import statements
from dr_guard.finding import Finding
from dr_guard.values import UNKNOWN, Plain, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

WANTED = "named principals, or a condition that holds everyone to an account, a resource or a network"


def must_name_principals(policy: Plain, noun: str) -> Iterator[Finding]:
    """Yield a finding for every statement that lets everyone in.

    A single principal that is not known yet is one that the stack creates, so it counts as named.
    """
    parsed = statements(policy)
    if parsed is UNKNOWN:
        yield Finding(f"{noun} {NOT_KNOWN}", WANTED)
        return
    for number, statement in enumerate(parsed, start=1):
        where = f"statement {number} of {noun}"
        if statement.allows and statement.has("NotPrincipal"):
            yield Finding(f"{where} allows everyone but those it names", WANTED)
        elif statement.allows and lookup(statement.data, "Principal") is UNKNOWN:
            yield Finding(f"who {where} allows {NOT_KNOWN}", WANTED)
        elif statement.allows and statement.is_for_anyone() and not statement.is_pinned():
            yield Finding(f"{where} allows everyone", WANTED)
