"""S3 lifecycles: what becomes of versions and of uploads that were never finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dr_guard.rules.rule import Rule

RULES: Final[tuple[Rule, ...]] = ()
