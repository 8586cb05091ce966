"""What a rule is, and what it can say: that something is wrong, or that it does not apply."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

# It takes a resource or the graph, and the settings of its control.
Rule: TypeAlias = Callable[..., Iterator[Outcome]]
