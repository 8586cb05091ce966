"""SQS queues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dr_guard.rules.rule import Rule

RULES: Final[tuple[Rule, ...]] = ()
