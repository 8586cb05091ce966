"""DynamoDB tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.backup.selections import Selections
from dr_guard.aws.tokens import (
    SCALING_POLICY,
    SCALING_TARGET,
    TABLE,
)
from dr_guard.checks import NOT_KNOWN, must_be_customer_key, must_be_on, must_be_one_of, must_reach
from dr_guard.finding import Finding, Outcome
from dr_guard.logic import all_of, any_of
from dr_guard.values import MISSING, UNKNOWN, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

STREAM_VIEWS: Final = ("KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE")
ON_DEMAND: Final = "PAY_PER_REQUEST"
DIMENSIONS: Final = {
    "dynamodb:table:ReadCapacityUnits": "read capacity",
    "dynamodb:table:WriteCapacityUnits": "write capacity",
}


def table_pitr_enabled(table: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Every table can be restored to any second."""
    yield from must_be_on(table.get("pointInTimeRecovery.enabled"), "point-in-time recovery")


def table_pitr_period_sufficient(table: Resource, settings: Settings) -> Iterator[Outcome]:
    """Every table can be restored to a time before a mistake was noticed.

    A period that is not set is the longest that AWS offers.
    """
    period = table.get("pointInTimeRecovery.recoveryPeriodInDays")
    if period is not MISSING:
        yield from must_reach(period, "the recovery period", settings.number("minimumDays"), "day")


def table_deletion_protection_enabled(table: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No table can be deleted by one call, in any of its regions; a replica does not take its table's."""
    yield from must_be_on(table.get("deletionProtectionEnabled"), "deletion protection")
    for number, replica in enumerate(entries(table.inputs, "replicas")):
        switch = lookup(replica, "deletionProtectionEnabled")
        yield from must_be_on(switch, f"deletion protection of replicas[{number}]")


def table_encryption_customer_managed(table: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Every table is encrypted with a key whose policy and deletion are the owner's."""
    yield from must_be_on(table.get("serverSideEncryption.enabled"), "encryption with a KMS key")
    yield from must_be_customer_key(table.get("serverSideEncryption.kmsKeyArn"), "the encryption key")


def table_stream_images_complete(table: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Every change of a table is told with what was there before and after."""
    yield from must_be_on(table.get("streamEnabled"), "the stream")
    view = table.get("streamViewType")
    yield from must_be_one_of(view, "the stream's view", ("NEW_AND_OLD_IMAGES",), STREAM_VIEWS)


def table_capacity_elastic(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every table takes more load than was foreseen: on demand, or by scaling reads and writes.

    A table that does not say how it is billed has the capacity that was provisioned.
    """
    for table in graph.of_type((TABLE,)):
        billing = table.get("billingMode")
        for dimension, noun in DIMENSIONS.items() if billing != ON_DEMAND else ():
            verdict = _scales(graph, table, dimension)
            if verdict is not True:
                is_unclear = UNKNOWN in (verdict, billing)
                found = f"whether its {noun} scales {NOT_KNOWN}" if is_unclear else f"its {noun} is fixed"
                yield Finding(found, "on-demand billing, or a scaling target with a policy", table.urn)


def _scales(graph: Graph, table: Resource, dimension: str) -> Known:
    """Whether a target and a policy scale a table in one dimension; a target alone scales nothing."""
    return any_of(
        all_of((is_its, _is_about(target, dimension), _is_driven(graph, table, target, dimension)))
        for target, is_its in _attached(graph, table, SCALING_TARGET)
    )


def _is_driven(graph: Graph, table: Resource, target: Resource, dimension: str) -> Known:
    """Whether a policy scales a target; it names the table as the target does, or takes its name from it."""
    return any_of(
        all_of((is_its, _is_about(policy, dimension)))
        for subject in (table, target)
        for policy, is_its in _attached(graph, subject, SCALING_POLICY)
    )


def _attached(graph: Graph, subject: Resource, token: str) -> Iterator[tuple[Resource, Known]]:
    """Yield what may name a resource as the one it scales, and whether it does."""
    found = graph.satellites(subject, (token,), "resourceId")
    yield from ((each, True) for each in found.joined)
    yield from ((each, UNKNOWN) for each in found.doubtful)


def _is_about(scaling: Resource, dimension: str) -> Known:
    value = scaling.get("scalableDimension")
    return UNKNOWN if value is UNKNOWN else value == dimension


def table_backup_planned(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every table is covered by a backup selection."""
    selections = graph.once(Selections)
    for table in graph.of_type((TABLE,)):
        covered = selections.cover(table)
        if covered is not True:
            found = f"whether a backup selection covers it {NOT_KNOWN}"
            yield Finding(
                found if covered is UNKNOWN else "no backup selection covers it",
                "a selection that names the table or one of its tags",
                table.urn,
            )


RULES: Final = (
    table_pitr_enabled,
    table_pitr_period_sufficient,
    table_deletion_protection_enabled,
    table_encryption_customer_managed,
    table_stream_images_complete,
    table_capacity_elastic,
    table_backup_planned,
)
