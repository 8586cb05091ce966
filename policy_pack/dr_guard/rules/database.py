"""RDS clusters and instances: what keeps their data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.backup.selections import Selections
from dr_guard.aws.database.databases import (
    DATABASES,
    REPLICA,
    is_global_secondary,
    is_instance_replica,
    is_replica,
    is_serverless_v1,
)
from dr_guard.checks import (
    NOT_KNOWN,
    must_be_customer_key,
    must_be_on,
    must_be_set,
    must_not_be_on,
    must_reach,
)
from dr_guard.finding import Finding, NotApplicable
from dr_guard.values import MISSING, UNKNOWN, boolean, is_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource


def database_encryption_enabled(database: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No database lies on a disk in plain text."""
    value = database.get("storageEncrypted")
    if is_instance_replica(database):
        yield NotApplicable(REPLICA)
    elif value is MISSING and is_set(database.get("sourceDbClusterIdentifier")):
        yield NotApplicable("a global database is encrypted as its first cluster is")
    elif value is not MISSING or not is_serverless_v1(database):
        yield from must_be_on(value, "encryption at rest")


def database_encryption_customer_managed(database: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Every database is encrypted with a key whose policy and deletion are the owner's."""
    key = database.get("kmsKeyId")
    if is_instance_replica(database) and not is_set(key):
        yield NotApplicable(REPLICA)
    else:
        yield from must_be_customer_key(key, "the encryption key")


def database_deletion_protection_enabled(database: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No database can be deleted by one call."""
    yield from must_be_on(database.get("deletionProtection"), "deletion protection")


def database_backup_retention_sufficient(database: Resource, settings: Settings) -> Iterator[Outcome]:
    """Every database can be restored to any time of the last days."""
    if is_instance_replica(database):
        yield NotApplicable(REPLICA)
    else:
        minimum = settings.number("minimumDays")
        yield from must_reach(database.get("backupRetentionPeriod"), "the backup retention", minimum, "day")


def database_final_snapshot_kept(database: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A database that is deleted can be made again as it was at the end."""
    if is_instance_replica(database):
        yield NotApplicable("RDS takes no final snapshot of a read replica")
        return
    yield from must_not_be_on(database.get("skipFinalSnapshot"), "the omission of a final snapshot")
    name = database.get("finalSnapshotIdentifier")
    yield from must_be_set(name, "the final snapshot's identifier", "a name for it")


def database_automated_backups_kept(database: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A database that is deleted can be restored to any time for as long as its backups are kept."""
    value = database.get("deleteAutomatedBackups")
    if is_instance_replica(database):
        yield NotApplicable(REPLICA)
    elif value is MISSING:
        yield Finding("the removal of automated backups with the database is not set, so on", "off")
    else:
        yield from must_not_be_on(boolean(value), "the removal of automated backups with the database")


def database_backup_planned(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every database that holds data of its own is covered by a backup selection."""
    selections = graph.once(Selections)
    for database in graph.of_type(DATABASES):
        if is_replica(database) or is_global_secondary(database):
            yield NotApplicable("the data of a replica is its source's", database.urn)
            continue
        covered = selections.cover(database)
        if covered is not True:
            found = f"whether a backup selection covers it {NOT_KNOWN}"
            yield Finding(
                found if covered is UNKNOWN else "no backup selection covers it",
                "a selection that names the database or one of its tags",
                database.urn,
            )


def database_snapshot_tags_copied(database: Resource, _settings: Settings) -> Iterator[Outcome]:
    """A snapshot is found by the tags of what it was taken of."""
    yield from must_be_on(database.get("copyTagsToSnapshot"), "the copying of tags to snapshots")


RULES: Final = (
    database_encryption_enabled,
    database_encryption_customer_managed,
    database_deletion_protection_enabled,
    database_backup_retention_sufficient,
    database_final_snapshot_kept,
    database_automated_backups_kept,
    database_backup_planned,
    database_snapshot_tags_copied,
)
