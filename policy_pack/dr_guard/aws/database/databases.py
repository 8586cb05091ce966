"""What an RDS cluster or instance is: its engine, and what it takes from another database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.tokens import (
    CLUSTER,
    DATABASE,
)
from dr_guard.values import Plain, is_set

if TYPE_CHECKING:
    from dr_guard.resource import Resource

DATABASES: Final = (CLUSTER, DATABASE)
# The first that an engine's name begins with decides.
FAMILIES: Final = {
    "aurora-postgresql": "postgresql",
    "postgres": "postgresql",
    "aurora": "mysql",
    "mysql": "mysql",
    "mariadb": "mysql",
    "oracle": "oracle",
    "sqlserver": "sqlserver",
}
OTHER: Final = "other"
REPLICA: Final = "a replica takes it from its source"


def family(database: Resource) -> Plain:
    """Return what an engine is compatible with, ``MISSING`` or ``UNKNOWN`` where no engine is named yet."""
    engine = database.get("engine")
    if not isinstance(engine, str):
        return engine
    return next((name for prefix, name in FAMILIES.items() if engine.startswith(prefix)), OTHER)


def is_replica(database: Resource) -> bool:
    """Whether it is a read replica of another database; an unknown source is one."""
    return any(is_set(database.get(prop)) for prop in ("replicateSourceDb", "replicationSourceIdentifier"))


def is_instance_replica(database: Resource) -> bool:
    """Whether it is an instance that replicates another: RDS neither snapshots it nor gives it users."""
    return database.type == DATABASE and is_replica(database)


def is_restored(database: Resource) -> bool:
    """Whether it is made from a snapshot or from another database at some time."""
    return any(is_set(database.get(prop)) for prop in ("snapshotIdentifier", "restoreToPointInTime"))


def is_global_member(database: Resource) -> bool:
    """Whether it is one of the clusters of a global database."""
    return is_set(database.get("globalClusterIdentifier"))


def is_global_secondary(database: Resource) -> bool:
    """Whether it is a cluster of a global database that names no user, which the first cluster has to."""
    return is_global_member(database) and not is_set(database.get("masterUsername"))


def inherits_users(database: Resource) -> bool:
    """Whether its users, and their passwords, are those of another database."""
    return is_replica(database) or is_restored(database) or is_global_secondary(database)


def is_serverless_v1(database: Resource) -> bool:
    """Whether it is a cluster that has no instances, which Aurora Serverless v1 does without."""
    return database.get("engineMode") == "serverless"


def is_multi_zone_cluster(database: Resource) -> bool:
    """Whether it is a cluster that RDS itself gives three instances in three zones."""
    return is_set(database.get("dbClusterInstanceClass"))


def version(value: Plain) -> tuple[int, ...]:
    """Return the numbers that a version begins with: 8 and 0 of ``8.0.mysql_aurora.3.05``."""
    text = f"{value:g}" if isinstance(value, int | float) else value
    numbers: list[int] = []
    for part in text.split(".") if isinstance(text, str) else ():
        if not part.isdecimal():
            break
        numbers.append(int(part))
    return tuple(numbers)


def is_older(found: tuple[int, ...], oldest: tuple[int, ...]) -> bool:
    """Whether a version comes before another, as far as that one is given."""
    return found[: len(oldest)] < oldest
