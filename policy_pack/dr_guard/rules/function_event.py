"""What calls Lambda functions, and what becomes of a call that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dr_guard.rules.rule import Rule

RULES: Final[tuple[Rule, ...]] = ()
