"""Replicas of DynamoDB tables, and who reaches a table from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dr_guard.control import Control

CONTROLS: Final[tuple[Control, ...]] = ()
