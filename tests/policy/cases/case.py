"""One row of a table: a stack, and what one control says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.policy.analyzer import Planned


@dataclass(frozen=True)
class Case:
    """``says`` are what follows the resource's name in each violation, ``at`` the resource they are about."""

    control: str
    label: str
    stack: tuple[Planned, ...]
    says: tuple[str, ...]
    at: str
    because: str
    config: Mapping[str, object] | None

    @property
    def id(self) -> str:
        """The name of the case in a test report."""
        return f"{self.control}: {self.label}"


def passes(control: str, label: str, *stack: Planned, config: Mapping[str, object] | None = None) -> Case:
    """Return a case in which the control is satisfied."""
    return Case(control, label, stack, (), "", "", config)


def fails(
    control: str,
    label: str,
    *stack: Planned,
    says: str | tuple[str, ...],
    at: str = "it",
    config: Mapping[str, object] | None = None,
) -> Case:
    """Return a case in which the control is violated; an empty ``at`` is the stack as a whole."""
    ""
    return Case(control, label, stack, (says,) if isinstance(says, str) else says, at, "", config)


def skips(control: str, label: str, *stack: Planned, because: str = "") -> Case:
    """Return a case in which the control does not apply, by default to that type of resource."""
    ""
    return Case(control, label, stack, (), "", because or f"{control} is about other types of resource", None)
