"""DynamoDB tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.checks import NOT_KNOWN, must_be_customer_key, must_be_on, must_be_one_of
from dr_guard.finding import Finding, Outcome
from dr_guard.logic import any_of
from dr_guard.selection import covers
from dr_guard.tokens import SELECTION, TABLE
from dr_guard.values import UNKNOWN, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.graph import Graph, Resource

STREAM_VIEWS: Final = ("KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE")


def table_pitr_enabled(table: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Every table can be restored to any second, in each of its regions."""
    yield from must_be_on(table.get("pointInTimeRecovery.enabled"), "point-in-time recovery")
    yield from _on_every_replica(table, "pointInTimeRecovery", "point-in-time recovery")


def table_deletion_protection_enabled(table: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No table can be deleted by one call, in any of its regions."""
    yield from must_be_on(table.get("deletionProtectionEnabled"), "deletion protection")
    yield from _on_every_replica(table, "deletionProtectionEnabled", "deletion protection")


def _on_every_replica(table: Resource, prop: str, noun: str) -> Iterator[Outcome]:
    """Yield a finding for each replica on which a switch is not on; a replica does not take its table's."""
    for number, replica in enumerate(entries(table.inputs, "replicas")):
        yield from must_be_on(lookup(replica, prop), f"{noun} of replicas[{number}]")


def table_encryption_customer_managed(table: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Every table is encrypted with a key whose policy and deletion are the owner's."""
    yield from must_be_on(table.get("serverSideEncryption.enabled"), "encryption with a KMS key")
    yield from must_be_customer_key(table.get("serverSideEncryption.kmsKeyArn"), "the encryption key")


def table_stream_images_complete(table: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Every change of a table is told with what was there before and after."""
    yield from must_be_on(table.get("streamEnabled"), "the stream")
    view = table.get("streamViewType")
    yield from must_be_one_of(view, "the stream's view", ("NEW_AND_OLD_IMAGES",), STREAM_VIEWS)


def table_backup_planned(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every table is covered by a backup selection."""
    selections = graph.of_type((SELECTION,))
    for table in graph.of_type((TABLE,)):
        covered = any_of(covers(graph, selection, table, "dynamodb:table/") for selection in selections)
        if covered is not True:
            found = f"whether a backup selection covers it {NOT_KNOWN}"
            yield Finding(
                found if covered is UNKNOWN else "no backup selection covers it",
                "a selection that names the table or one of its tags",
                table.urn,
            )


RULES: Final = (
    table_pitr_enabled,
    table_deletion_protection_enabled,
    table_encryption_customer_managed,
    table_stream_images_complete,
    table_backup_planned,
)
