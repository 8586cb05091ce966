"""The rows that wait in the outbox: the schedule works them off, a bounded number at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError

from .outbox import Delivery

if TYPE_CHECKING:
    from collections.abc import Callable

    from .outbox import Outbox

MAX_DELIVERED: Final = 100
# A row that gets no answer, such as one that somebody holds locked, costs the others no more than its time.
MAX_UNAVAILABLE: Final = 3
# After so long a run begins no more deliveries. One takes up to 16 s when nothing answers any more: 4 s for
# the row and 12 s for its item. So the function, which has 30 s, can still say what it found.
PERIOD: Final = timedelta(seconds=12)


@dataclass(frozen=True)
class Backlog:
    """What a run did about it: rows delivered, and rows that wait; None when they could not be counted."""

    delivered: int
    waiting: int | None


def count(outbox: Outbox) -> Backlog:
    """Deliver nothing and count what waits; a failure is logged, never raised."""
    try:
        return Backlog(0, outbox.count())
    except (ClientError, BotoCoreError):
        outbox.logger.exception("the audit rows that wait could not be counted")
        return Backlog(0, None)


def work_off(outbox: Outbox, over: Callable[[], bool]) -> Backlog:
    """Deliver what waits, row by row, until ``over`` or a limit says that the next run goes on.

    A row that is refused stays and holds up no other. A failure is logged, never raised.
    """
    before = count(outbox)
    if not before.waiting:
        return before
    delivered = _deliver(outbox, over)
    return Backlog(delivered, max(0, before.waiting - delivered))


def _deliver(outbox: Outbox, over: Callable[[], bool]) -> int:
    found: Counter[Delivery] = Counter()
    limits = {Delivery.DONE: MAX_DELIVERED, Delivery.UNAVAILABLE: MAX_UNAVAILABLE}
    try:
        for row in outbox.waiting():
            if over() or any(found[each] == limit for each, limit in limits.items()):
                break
            found[outbox.deliver(row)] += 1
    except (ClientError, BotoCoreError):
        outbox.logger.exception("the outbox could not be read to its end")
    return found[Delivery.DONE]
