"""The audit: one row for each record, kept where it can be asked questions."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from .database import Database

CREATE: Final = """\
create table if not exists audit (
    record_id text,
    id text primary key,
    checksum text,
    received_at timestamptz,
    request_id text
)"""
INSERT: Final = """\
insert into audit (record_id, id, checksum, received_at, request_id)
values (:record_id, :id, :checksum, cast(:received_at as timestamptz), :request_id)
on conflict (id) do nothing"""
# PostgreSQL's code for it, in the message: the Data API has one error for all that is wrong with a statement.
UNDEFINED_TABLE: Final = "42P01"


@dataclass(frozen=True)
class Row:
    """One row, column by column, as the record has it; ``received_at`` is ISO 8601."""

    record_id: str
    id: str
    checksum: str
    received_at: str
    request_id: str


@dataclass(frozen=True)
class Audit:
    """The table ``audit`` of a database; botocore's errors pass through."""

    database: Database

    def write(self, row: Row) -> None:
        """Write the row unless one has its ``id`` already; the first row of all makes the table."""
        try:
            self.database.execute(INSERT, asdict(row))
        except ClientError as error:
            if UNDEFINED_TABLE not in str(error):
                raise
            self.database.execute(CREATE)
            self.database.execute(INSERT, asdict(row))
