"""What the function is told by its environment variables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES: Final = (
    "TABLE_NAME",
    "BUCKET_NAME",
    "SELF_REPAIR",
    "PITR_DAYS",
    "POWERTOOLS_SERVICE_NAME",
    "POWERTOOLS_METRICS_NAMESPACE",
)
DATABASE_NAMES: Final = ("DATABASE_CLUSTER_ARN", "DATABASE_SECRET_ARN", "DATABASE_NAME")
PITR_DAYS_OFFERED: Final = range(1, 36)


class MisconfiguredError(Exception):
    """The environment variables do not describe a function that can run; the message names every fault."""


@dataclass(frozen=True)
class DatabaseSettings:
    """Where the audit goes: a cluster, the secret that opens it, and the database's name in it."""

    cluster_arn: str
    secret_arn: str
    name: str


@dataclass(frozen=True)
class Environment:
    """One function's settings; ``pitr_days`` is how far back the table must be restorable.

    ``database`` is None where the system has none.
    """

    table_name: str
    bucket_name: str
    self_repair: bool
    pitr_days: int
    service: str
    metrics_namespace: str
    database: DatabaseSettings | None = None


def read(variables: Mapping[str, str]) -> Environment:
    """Read the settings; raises MisconfiguredError with all faults at once."""
    if faults := [*_faults(variables)]:
        raise MisconfiguredError("; ".join(faults))
    return Environment(
        table_name=variables["TABLE_NAME"],
        bucket_name=variables["BUCKET_NAME"],
        self_repair=variables["SELF_REPAIR"] == "true",
        pitr_days=int(variables["PITR_DAYS"]),
        service=variables["POWERTOOLS_SERVICE_NAME"],
        metrics_namespace=variables["POWERTOOLS_METRICS_NAMESPACE"],
        database=_database(variables),
    )


def _database(variables: Mapping[str, str]) -> DatabaseSettings | None:
    cluster_arn, secret_arn, name = (variables.get(each, "") for each in DATABASE_NAMES)
    return DatabaseSettings(cluster_arn, secret_arn, name) if name else None


def _faults(variables: Mapping[str, str]) -> list[str]:
    found = {name: variables.get(name, "") for name in NAMES}
    faults = [f"{name} is not set" for name, value in found.items() if not value]
    repair, days = found["SELF_REPAIR"], found["PITR_DAYS"]
    if repair not in {"", "true", "false"}:
        faults.append(f"SELF_REPAIR is {repair!r}; it must be 'true' or 'false'")
    if days and days not in map(str, PITR_DAYS_OFFERED):
        faults.append(f"PITR_DAYS is {days!r}; it must be a whole number from 1 to 35")
    return [*faults, *_database_faults(variables)]


def _database_faults(variables: Mapping[str, str]) -> list[str]:
    """Refuse part of a database: the function would run as if there were none."""
    unset = [name for name in DATABASE_NAMES if not variables.get(name)]
    if len(unset) == len(DATABASE_NAMES):
        return []
    return [f"{name} is not set; a database needs all of {', '.join(DATABASE_NAMES)}" for name in unset]
