"""Whether table and bucket serve, seen from the function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError

from .faults import reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .bucket import Bucket
    from .table import Table

OK: Final = "ok"
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


def check(table: Table, bucket: Bucket) -> Health:
    """Look at each part, whatever the others answer; a failure is a finding, never raised."""
    return Health({"table": _finding(lambda: _table(table)), "bucket": _finding(lambda: _bucket(bucket))})


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


def _bucket(bucket: Bucket) -> str:
    bucket.reach()
    return OK
