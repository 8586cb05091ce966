"""Every mutation of every stack, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tests.mutations.clean import Clean
from tests.mutations.mutation import Mutation
from tests.mutations.table import MUTATIONS


@dataclass(frozen=True)
class Outcome:
    """The controls that fired on one broken stack."""

    stack: str
    mutation: Mutation
    fired: frozenset[str]

    @property
    def is_killed(self) -> bool:
        """Whether the control fired that guards what was broken."""
        return self.mutation.control in self.fired

    @property
    def is_exact(self) -> bool:
        """Whether it did, and of the others exactly those that should."""
        return self.fired == self.mutation.expected


def outcomes(stacks: Iterable[Clean]) -> tuple[Outcome, ...]:
    """Break every stack in every way that there is for it."""
    return tuple(
        Outcome(clean.name, mutation, clean.fired(mutation.applied(clean.registrations)))
        for clean in stacks
        for mutation in MUTATIONS[clean.name]
    )
