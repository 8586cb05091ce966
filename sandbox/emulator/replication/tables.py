"""Global tables: each write reaches the replicas in its time, and where two meet the later one stays."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sandbox.emulator.replication.lines import Lines
from sandbox.emulator.tables.history import Item
from sandbox.emulator.tables.store import Table, private

Written: TypeAlias = tuple[str, str, str, str]
"""A region, a table's name, and an item's keys."""


@dataclass
class Tables:
    """Writes to replicas; ``_last`` is when each item was written, kept while any are on their way."""

    lines: Lines
    _last: dict[Written, float] = field(default_factory=dict)

    def replicating(self, beneath: Callable[..., Any]) -> Callable[..., Any]:
        """Return what sends a write instead of applying it, as ``beneath`` does, to all replicas at once."""

        def replicate(table: Table, event: str, old: Item | None, new: Item | None) -> None:
            regions = table.get("_global_regions")
            if not regions:
                return
            home, now = table["TableArn"].split(":")[3], self.lines.world.clock.now()
            keys = _keys(table, new or old or {})
            old, new = copy.deepcopy((old, new))
            if not self.lines.busy():
                self._last.clear()
            self._last[home, table["TableName"], *keys] = now
            for region in regions:
                if region != home:
                    pair = {**table, "_global_regions": [home, region]}
                    where = (region, table["TableName"], *keys)
                    self.lines.send(
                        (home, region),
                        lambda pair=pair, where=where: self._apply(
                            where, now, lambda: beneath(pair, event, old, new)
                        ),
                    )

        return replicate

    def _apply(self, where: Written, written: float, act: Callable[[], None]) -> None:
        """Apply a write unless a later one is there already."""
        if self._last.get(where, written) <= written:
            self._last[where] = written
            act()


def _keys(table: Table, item: Item) -> tuple[str, str]:
    value = private("_extract_key_val")
    ranged = table["sk_name"]
    return value(item.get(table["pk_name"])), value(item.get(ranged)) if ranged else ""
