"""A connection to PostgreSQL that gives values and errors as the server writes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeAlias

import pg8000.native
from pg8000.exceptions import DatabaseError, InterfaceError

ADMINISTRATOR = "rdsadmin"
"""The superuser, which AWS keeps for itself too."""
STARTING = "57P03"
BROKEN = frozenset({"57P01", "57P02"})
"""The server ends, or one of its processes did."""
Row: TypeAlias = Sequence[str | None]


class Unreachable(Exception):  # noqa: N818 it is a state of the server, not a fault of ours
    """The server does not answer, or not yet."""


class Failed(Exception):  # noqa: N818 it is the server's answer, not a fault of ours
    """PostgreSQL's refusal of a statement."""

    def __init__(self, state: str, message: str, position: str = "") -> None:
        super().__init__(message)
        self.state = state
        self.position = position


@dataclass(frozen=True)
class Result:
    """What a statement gave: its columns as pg8000 has them, rows, and how many it touched, -1 for none."""

    columns: Sequence[Mapping[str, Any]] | None
    rows: Sequence[Row]
    count: int


class Connection:
    """One session; not safe to share between threads."""

    def __init__(self, native: pg8000.native.Connection) -> None:
        self._native = native
        vars(native)["pg_types"] = defaultdict(lambda: str)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, sql: str, values: Sequence[str | None] = (), types: Sequence[int] = ()) -> Result:
        """Run one statement, its parameters as ``$1``; ``types`` are their object ids, 0 for unknown.

        Raises ``Failed``, or ``Unreachable`` where the server went.
        """
        try:
            context = self._native.execute_unnamed(sql, vals=values, oids=types)
        except DatabaseError as error:
            raise _failure(error) from error
        except (InterfaceError, OSError) as error:
            raise Unreachable(str(error)) from error
        rows = context.rows or []
        return Result(context.columns, rows, context.row_count)

    def value(self, sql: str, *values: str) -> str:
        """Return the first value of a statement's first row."""
        return str(self.run(sql, values, [0] * len(values)).rows[0][0])

    def close(self) -> None:
        """End the session, and with it what it did not commit."""
        try:
            self._native.close()
        except (InterfaceError, OSError):
            return


def connect(socket: str, user: str, password: str, database: str) -> Connection:
    """Open a session by a socket. Raises ``Failed`` where refused, ``Unreachable`` where none listens."""
    try:
        return Connection(
            pg8000.native.Connection(user, password=password, database=database, unix_sock=socket)
        )
    except DatabaseError as error:
        raise _failure(error) from error
    except (InterfaceError, OSError) as error:
        said = _said_before(error)
        raise (_failure(said) if said else Unreachable(str(error))) from error


def _said_before(error: BaseException | None) -> DatabaseError | None:
    """Return what the server said before it hung up: pg8000 fails anew when it then takes its leave."""
    while error is not None and not isinstance(error, DatabaseError):
        error = error.__context__
    return error


def _failure(error: DatabaseError) -> Failed | Unreachable:
    said = error.args[0]
    if not isinstance(said, dict) or said["C"] in {STARTING, *BROKEN}:
        return Unreachable(str(said))
    return Failed(said["C"], said["M"], said.get("P", ""))
