"""Whether table, bucket and, where there is one, database serve, seen from the function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError

from .faults import reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .bucket import Bucket
    from .database import Database
    from .table import Table

OK: Final = "ok"
DATABASE: Final = "database"
# A table that is being updated serves: reads prove it, and adding a replica takes many minutes.
SERVING: Final = frozenset({"ACTIVE", "UPDATING"})
# No sender can use this id: the alphabet of keys has no such sign.
CANARY: Final = "health#canary"


@dataclass(frozen=True)
class Health:
    """For each part ``ok``, or in a few words what is wrong, fit to be shown to anyone."""

    parts: Mapping[str, str]

    @property
    def healthy(self) -> bool:
        """Tell whether every part is ``ok``."""
        return set(self.parts.values()) == {OK}

    @property
    def serves(self) -> bool:
        """Tell whether requests succeed: what is meant for a database that is down waits in the outbox."""
        return {found for part, found in self.parts.items() if part != DATABASE} == {OK}

    @property
    def status(self) -> str:
        """Give ``healthy``, ``degraded`` when requests succeed all the same, or ``unhealthy``."""
        if self.healthy:
            return "healthy"
        return "degraded" if self.serves else "unhealthy"


def check(table: Table, bucket: Bucket, database: Database | None = None) -> Health:
    """Look at each part that there is, whatever the others answer; a failure is a finding, never raised."""
    looks = {"table": lambda: _table(table), "bucket": lambda: _reached(bucket)}
    if database is not None:
        looks[DATABASE] = lambda: _reached(database)
    return Health({part: _finding(look) for part, look in looks.items()})


def _finding(look: Callable[[], str]) -> str:
    try:
        return look()
    except (ClientError, BotoCoreError) as error:
        return reason(error)


def _table(table: Table) -> str:
    status = table.status()
    if status not in SERVING:
        return f"status {status}"
    table.find(CANARY)
    return OK


def _reached(part: Bucket | Database) -> str:
    part.reach()
    return OK
