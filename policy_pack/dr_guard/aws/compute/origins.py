"""Which web pages may call an API from a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.checks import NOT_KNOWN
from dr_guard.finding import Finding
from dr_guard.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dr_guard.values import Plain

OPEN: Final = ("*", "http://*", "https://*")


def must_be_named(origins: Iterable[Plain]) -> Iterator[Finding]:
    """Yield a finding for every origin that stands for more than one, or may."""
    for origin in origins:
        if origin is UNKNOWN:
            yield Finding(f"an origin that may call it {NOT_KNOWN}", "named origins")
        elif origin in OPEN:
            yield Finding(f"every page at {origin} may call it", "named origins")
