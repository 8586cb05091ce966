"""How a span of time is worded, everywhere that people read one."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

UNITS: Final = (("d", 86_400), ("h", 3600), ("min", 60))
FINE_SECONDS = 10
"""Spans shorter than this are given to a tenth of a second."""


def duration(span: timedelta) -> str:
    """Word a span, such as ``1 h 5 min 3 s``; what is shorter than a second is never worded as nothing."""
    if span < timedelta():
        return f"-{duration(-span)}"
    seconds = span.total_seconds()
    if 0 < seconds < FINE_SECONDS:
        return f"{seconds:.1f} s".replace(".0 ", " ") if seconds >= 0.1 else "under 0.1 s"  # noqa: PLR2004 as it says
    rest = round(seconds)
    said: list[str] = []
    for unit, length in UNITS:
        count, rest = divmod(rest, length)
        said += [f"{count} {unit}"] if count else []
    return " ".join([*said, *([f"{rest} s"] if rest or not said else [])])
