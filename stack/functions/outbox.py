"""The outbox: audit rows that are owed, as items of the table.

An item is written together with its record, or neither is, and goes only when its row is in the database. So
no record lacks its row for good, however long the database is down.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError

from .audit import Row
from .faults import UnavailableError, serving
from .permissions import OUTBOX_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aws_lambda_powertools import Logger

    from .audit import Audit
    from .table import Table

PENDING: Final = "audit"


class Delivery(Enum):
    """What became of a row: it is written, or waits for the database or table, or for someone to mend it."""

    DONE = auto()
    UNAVAILABLE = auto()
    REFUSED = auto()


@dataclass(frozen=True)
class Outbox:
    """Where rows wait, and where they go."""

    table: Table
    audit: Audit
    logger: Logger

    def owed(self, row: Row) -> Mapping[str, str]:
        """Make the item that stands for the row until it is written."""
        return {**asdict(row), "id": f"{OUTBOX_PREFIX}{row.id}", "pending": PENDING}

    def waiting(self) -> Iterator[Row]:
        """Read the rows that are owed, in no order; what an item lacks is empty."""
        names = [field.name for field in fields(Row)]
        for item in self.table.pending(PENDING):
            found = {name: item.get(name, "") for name in names}
            yield Row(**{**found, "id": item["id"].removeprefix(OUTBOX_PREFIX)})

    def count(self) -> int:
        """Count the rows that are owed; of many thousands, only the first."""
        return self.table.count_pending(PENDING)

    def deliver(self, row: Row) -> Delivery:
        """Write the row, then take its item out; a failure is logged, never raised, and the item waits."""
        try:
            with serving("database"):
                self.audit.write(row)
            with serving("table"):
                self.table.remove(f"{OUTBOX_PREFIX}{row.id}")
        except UnavailableError as error:
            self.logger.warning("an audit row waits", id=row.id, part=error.part, reason=error.reason)
            return Delivery.UNAVAILABLE
        except (ClientError, BotoCoreError):
            self.logger.exception("an audit row was refused and waits", id=row.id)
            return Delivery.REFUSED
        return Delivery.DONE
