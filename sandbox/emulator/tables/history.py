"""What was in a table when: its items at one time, and each change since."""

from __future__ import annotations

import copy
from collections import deque
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Item: TypeAlias = dict[str, Any]
Items: TypeAlias = dict[tuple[str, str], Item]
"""Items by their keys as ministack has them: the hash key's value, and the range key's."""
DAY_SECONDS = 86400
LAG_SECONDS = 300
"""How far the latest time that AWS restores to is behind, typically."""


@dataclass
class History:
    """All that became of a table's items in the last ``days``, from ``since`` on; nothing is before that."""

    since: float
    days: int
    _before: Items
    _changes: deque[tuple[float, tuple[str, str], Item | None]] = field(default_factory=deque)

    def earliest(self, now: float) -> int:
        """Return the first time whose items are known, in whole seconds as AWS counts them here."""
        return int(max(self.since, now - self.days * DAY_SECONDS))

    def latest(self, now: float) -> int:
        """Return the last time that can be restored to: five minutes ago, but not before the first."""
        return max(self.earliest(now), int(now - LAG_SECONDS))

    def note(self, now: float, key: tuple[str, str], item: Item | None) -> None:
        """Remember that an item became this, or went."""
        self._changes.append((now, key, copy.deepcopy(item)))
        while self._changes[0][0] < self.earliest(now):
            _apply(self._before, *self._changes.popleft()[1:])

    def replace(self, now: float, items: Items) -> None:
        """Remember that all items became these."""
        known = self.as_of(now)
        for key in known.keys() - items.keys():
            self.note(now, key, None)
        for key, item in items.items():
            if known.get(key) != item:
                self.note(now, key, item)

    def as_of(self, time: float) -> Items:
        """Return the items as they were at a time, all changes of that very time included."""
        items = dict(self._before)
        for when, key, item in list(self._changes):
            if when > time:
                break
            _apply(items, key, item)
        return items


def _apply(items: Items, key: tuple[str, str], item: Item | None) -> None:
    if item is None:
        items.pop(key, None)
    else:
        items[key] = item
