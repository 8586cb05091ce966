"""The relational database, as far as this function uses it; botocore's errors pass through.

It is asked through the RDS Data API, so there is no driver, and no connection to keep or to run out of.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .clients import DatabaseClient

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True)
class Database:
    """One database of a cluster; its password is read by the Data API, never by this function."""

    client: DatabaseClient
    cluster_arn: str
    secret_arn: str
    name: str

    def execute(self, sql: str, parameters: Mapping[str, str] = NOTHING) -> None:
        """Run one statement and commit it; ``:name`` stands in it for the parameter, a text, of that name."""
        self.client.execute_statement(
            resourceArn=self.cluster_arn,
            secretArn=self.secret_arn,
            database=self.name,
            sql=sql,
            parameters=[
                {"name": name, "value": {"stringValue": value}} for name, value in parameters.items()
            ],
        )

    def reach(self) -> None:
        """Return when the writer answers and this function may ask it."""
        self.execute("select 1")
