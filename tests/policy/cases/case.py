"""One row of a table: a stack, and what one control says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.policy.analyzer import Planned


@dataclass(frozen=True)
class Case:
    """``says`` are the sentences of its violations, ``excuses`` the reasons for which it does not apply."""

    control: str
    label: str
    stack: tuple[Planned, ...]
    says: tuple[str, ...] = ()
    excuses: tuple[str, ...] = ()
    config: Mapping[str, object] | None = field(default=None)

    @property
    def id(self) -> str:
        """The name of the case in a test report."""
        return f"{self.control}: {self.label}"
