"""Replicas of DynamoDB tables, and who reaches a table from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.access import must_name_principals
from dr_guard.aws.recovery.copies import Copies, must_be_copied
from dr_guard.aws.regions import NO_RECOVERY_REGION, recovery_regions
from dr_guard.aws.tokens import (
    TABLE,
    TABLE_REPLICA,
)
from dr_guard.checks import NOT_KNOWN, must_be_customer_key, must_be_on
from dr_guard.finding import Finding, NotApplicable, Outcome
from dr_guard.values import UNKNOWN, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Plain

NO_REPLICA: Final = NotApplicable("the table asks for no replica itself")


def table_replica_present(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """Every table is in every region in which it is to be recovered."""
    regions = recovery_regions(settings)
    if not regions:
        yield NotApplicable(NO_RECOVERY_REGION)
        return
    copies = Copies(graph)
    for table in graph.of_type((TABLE,)):
        yield from must_be_copied(table, copies.of(table), regions, table.urn)


def table_replica_pitr_enabled(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Every replica can be restored to any second where it is."""
    if holder.type == TABLE_REPLICA:
        yield from must_be_on(holder.get("pointInTimeRecovery"), "point-in-time recovery")
        return
    for noun, replica in _replicas(holder):
        yield from must_be_on(lookup(replica, "pointInTimeRecovery"), f"point-in-time recovery of {noun}")
    if not _replicas(holder):
        yield NO_REPLICA


def table_replica_encryption_customer_managed(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Every replica is encrypted with a key whose policy and deletion are the owner's."""
    if holder.type == TABLE_REPLICA:
        yield from must_be_customer_key(holder.get("kmsKeyArn"), "the encryption key")
        return
    for noun, replica in _replicas(holder):
        key = f"the encryption key of {noun}"
        if replica is UNKNOWN:
            yield Finding(f"{key} {NOT_KNOWN}", "a customer-managed key")
        else:
            yield from must_be_customer_key(lookup(replica, "kmsKeyArn"), key)
    if not _replicas(holder):
        yield NO_REPLICA


def _replicas(table: Resource) -> tuple[tuple[str, Plain], ...]:
    """Return the replicas that a table asks for itself, with what to call them."""
    members = entries(table.inputs, "replicas")
    return tuple((f"replicas[{number}]", member) for number, member in enumerate(members))


def table_policy_principal_restricted(policy: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Nobody unnamed reaches a table or its stream."""
    yield from must_name_principals(policy.get("policy"), "the resource policy")


RULES: Final = (
    table_replica_present,
    table_replica_pitr_enabled,
    table_replica_encryption_customer_managed,
    table_policy_principal_restricted,
)
