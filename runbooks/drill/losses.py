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

    ``span`` is from the newest write before which none is lost to the last one before the fault: what is
    older than it is safe. Losses among the writes after the fault count, and have no span.
    """

    acknowledged: int
    lost: tuple[int, ...]
    span: timedelta


def reckon(beats: Iterable[Beat], there: AbstractSet[int], injected: datetime) -> Losses:
    """Count the losses; ``there`` are the numbers found whole, ``injected`` is the fault's moment."""
    acknowledged = [beat for beat in beats if beat.written]
    lost = tuple(beat.number for beat in acknowledged if beat.number not in there)
    before = [beat for beat in acknowledged if beat.at <= injected]
    if not {beat.number for beat in before} & {*lost}:
        return Losses(len(acknowledged), lost, timedelta())
    safe = [beat for beat in before if beat.number < lost[0]]
    return Losses(len(acknowledged), lost, before[-1].at - (safe[-1] if safe else before[0]).at)
