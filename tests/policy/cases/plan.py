"""AWS Backup plans, their selections and restore tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tests.policy.cases.case import Case

CASES: Final[tuple[Case, ...]] = ()
