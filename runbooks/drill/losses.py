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

    ``span`` is from the newest write that is there to the last good one, of those made before the fault.
    """

    acknowledged: int
    lost: tuple[int, ...]
    span: timedelta


def reckon(beats: Iterable[Beat], there: AbstractSet[int], injected: datetime) -> Losses:
    """Count the losses; ``there`` are the numbers found whole, ``injected`` is the fault's moment."""
    acknowledged = [beat for beat in beats if beat.written]
    before = [beat for beat in acknowledged if beat.at <= injected]
    restored = [beat.at for beat in before if beat.number in there]
    newest = restored[-1] if restored else before[0].at if before else injected
    span = before[-1].at - newest if before else timedelta()
    return Losses(len(acknowledged), tuple(b.number for b in acknowledged if b.number not in there), span)
