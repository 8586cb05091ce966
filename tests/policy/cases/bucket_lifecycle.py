"""S3 lifecycles: what becomes of versions and of uploads that were never finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tests.policy.cases.case import Case

CASES: Final[tuple[Case, ...]] = ()
