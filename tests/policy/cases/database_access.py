"""RDS clusters and instances: who reaches them, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tests.policy.cases.case import Case

CASES: Final[tuple[Case, ...]] = ()
