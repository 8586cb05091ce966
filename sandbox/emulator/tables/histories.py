"""The histories of all tables that keep one, written wherever ministack changes an item."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.emulator.clock import Clock
from sandbox.emulator.tables.history import History, Item
from sandbox.emulator.tables.store import Table, items_of, replace


@dataclass
class Histories:
    """Histories by the id of their table, which no two tables of one name share."""

    clock: Clock
    _kept: dict[str, History] = field(default_factory=dict)

    def of(self, table: Table) -> History | None:
        """Return a table's history, ``None`` where it keeps none."""
        return self._kept.get(table["TableId"])

    def start(self, table: Table, days: int) -> None:
        """Keep a table's history for ``days``, from now on where none was kept."""
        history = self.of(table)
        if history is None:
            self._kept[table["TableId"]] = History(self.clock.now(), days, items_of(table))
        else:
            history.days = days

    def end(self, table: Table) -> None:
        """Keep a table's history no longer, and forget it."""
        self._kept.pop(table["TableId"], None)

    def watch(self) -> None:
        """Write down from now on what ministack does to items."""
        replace("_set_item", self._setting)
        replace("_remove_item", self._removing)
        replace("_items_replaced", self._replacing)

    def _setting(self, beneath: Callable[..., Any]) -> Callable[..., Any]:
        def set_item(table: Table, hashed: str, ranged: str, item: Item) -> Item | None:
            before: Item | None = beneath(table, hashed, ranged, item)
            self._note(table, (hashed, ranged), item)
            return before

        return set_item

    def _removing(self, beneath: Callable[..., Any]) -> Callable[..., Any]:
        def remove_item(table: Table, hashed: str, ranged: str) -> Item | None:
            before: Item | None = beneath(table, hashed, ranged)
            self._note(table, (hashed, ranged), None)
            return before

        return remove_item

    def _replacing(self, beneath: Callable[..., Any]) -> Callable[..., Any]:
        def items_replaced(table: Table) -> None:
            beneath(table)
            history = self.of(table)
            if history:
                history.replace(self.clock.now(), items_of(table))

        return items_replaced

    def _note(self, table: Table, key: tuple[str, str], item: Item | None) -> None:
        history = self.of(table)
        if history:
            history.note(self.clock.now(), key, item)
