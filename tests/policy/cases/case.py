"""One row of a table: a stack, and what one control says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.policy.analyzer import Planned


@dataclass(frozen=True)
class Case:
    """``says`` are what follows the resource's name in each violation, ``at`` the resource they are about.

    ``mendable`` is whether the control's fixes, where it has any, leave nothing to say.
    """

    control: str
    label: str
    stack: tuple[Planned, ...]
    says: tuple[str, ...]
    at: str
    because: str
    config: Mapping[str, object] | None
    mendable: bool = True

    @property
    def id(self) -> str:
        """The name of the case in a test report."""
        return f"{self.control}: {self.label}"


def passes(control: str, label: str, *stack: Planned, config: Mapping[str, object] | None = None) -> Case:
    """Return a case in which the control is satisfied."""
    return Case(control, label, stack, (), "", "", config)


def fails(  # noqa: PLR0913 # a row has as many columns as it has
    control: str,
    label: str,
    *stack: Planned,
    says: str | tuple[str, ...],
    at: str = "it",
    config: Mapping[str, object] | None = None,
    mendable: bool = True,
) -> Case:
    """Return a case in which the control is violated; an empty ``at`` is the stack as a whole."""
    said = (says,) if isinstance(says, str) else says
    return Case(control, label, stack, said, at, "", config, mendable)


def skips(control: str, label: str, *stack: Planned, because: str = "") -> Case:
    """Return a case in which the control does not apply, by default to that type of resource."""
    return Case(control, label, stack, (), "", because or f"{control} is about other types of resource", None)
