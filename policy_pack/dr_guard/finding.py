"""What a rule can say of a resource: that something is wrong, or that the rule does not apply to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Finding:
    """What was found, and what is wanted instead: two clauses that complete "<resource>: ...; wanted: ...".

    ``urn`` names the resource in a rule over the whole stack; empty, it is the resource that the rule was
    given.
    """

    found: str
    wanted: str
    urn: str = ""


@dataclass(frozen=True)
class NotApplicable:
    """Why a rule has nothing to say of a resource, as a clause."""

    reason: str
    urn: str = ""


Outcome: TypeAlias = Finding | NotApplicable
