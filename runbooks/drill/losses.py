"""What became of acknowledged writes: a pure count of what was told to be stored against what is there."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from runbooks.drill.load import Beat


@dataclass(frozen=True)
class Losses:
    """How many writes were acknowledged, the numbers of those that are lost, and the span of the loss.

    ``last_good`` is when the last write before the fault was sent, ``None`` where there was none;
    ``last_recovered`` the newest of them up to which none is lost, ``None`` where the first is lost itself.
    ``span`` lies between the two, or between the first and the last: what is older than it is safe. Losses
    among the writes after the fault count, and have no span.
    """

    acknowledged: int
    lost: tuple[int, ...]
    span: timedelta
    last_good: datetime | None = None
    last_recovered: datetime | None = None


def reckon(beats: Iterable[Beat], there: AbstractSet[int], injected: datetime) -> Losses:
    """Count the losses; ``there`` are the numbers found whole, ``injected`` is the fault's moment."""
    acknowledged = [beat for beat in beats if beat.written]
    lost = tuple(beat.number for beat in acknowledged if beat.number not in there)
    before = [beat for beat in acknowledged if beat.at <= injected]
    if not before:
        return Losses(len(acknowledged), lost, timedelta())
    last = before[-1].at
    if not {beat.number for beat in before} & {*lost}:
        return Losses(len(acknowledged), lost, timedelta(), last, last)
    safe = [beat.at for beat in before if beat.number < lost[0]]
    span = last - (safe[-1] if safe else before[0].at)
    return Losses(len(acknowledged), lost, span, last, safe[-1] if safe else None)
