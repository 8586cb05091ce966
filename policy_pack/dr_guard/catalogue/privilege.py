"""IAM: grants through which more can be had than was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dr_guard.control import Control

CONTROLS: Final[tuple[Control, ...]] = ()
