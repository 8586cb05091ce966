"""Or and and over what may not be known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dr_guard.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dr_guard.values import Known


def any_of(verdicts: Iterable[Known]) -> Known:
    """Return true where one is, otherwise ``UNKNOWN`` where one is, otherwise false."""
    seen = set(verdicts)
    return True if True in seen else UNKNOWN if UNKNOWN in seen else False


def all_of(verdicts: Iterable[Known]) -> Known:
    """Return false where one is, otherwise ``UNKNOWN`` where one is, otherwise true."""
    seen = set(verdicts)
    return False if False in seen else UNKNOWN if UNKNOWN in seen else True


def negated(verdict: Known) -> Known:
    """Return the opposite; the opposite of an unknown is unknown."""
    return verdict if verdict is UNKNOWN else not verdict
