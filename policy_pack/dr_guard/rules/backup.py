"""AWS Backup vaults and plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.checks import absent, must_be_customer_key, must_be_set, must_not_be_on, must_reach
from dr_guard.tokens import PLAN, SELECTION, VAULT, VAULT_LOCK
from dr_guard.values import MISSING, UNKNOWN, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph, Resource


def vault_encryption_customer_managed(vault: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Backups are encrypted with a key whose policy and deletion are the owner's."""
    yield from must_be_customer_key(vault.get("kmsKeyArn"), "the encryption key")


def vault_deletion_guarded(vault: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No vault is deleted together with its backups."""
    yield from must_not_be_on(vault.get("forceDestroy"), "deletion with all backups")


def vault_locked(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Nobody deletes a backup before its time, which its lock has to name, or it holds nothing."""
    for vault in graph.of_type((VAULT,)):
        locks = graph.satellites(vault, (VAULT_LOCK,), "backupVaultName")
        if not locks.joined:
            yield absent(locks, vault, "vault lock")
        for lock in locks.joined:
            yield from must_reach(lock.get("minRetentionDays"), "the shortest retention", 1, "day", lock.urn)


def plan_selection_present(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every backup plan backs something up."""
    for plan in graph.of_type((PLAN,)):
        selections = graph.satellites(plan, (SELECTION,), "planId")
        if not selections.joined:
            yield absent(selections, plan, "selection")


def plan_retention_sufficient(plan: Resource, settings: Settings) -> Iterator[Outcome]:
    """Backups are kept as long as somebody may want them back; one without an end is kept for good."""
    rules = entries(plan.inputs, "rules")
    yield from must_be_set(list(rules), "the plan's list of rules", "at least one rule")
    for rule in rules:
        copies = () if rule is UNKNOWN else entries(rule, "copyActions")
        kept = (("backups", rule), *(("copies", copy) for copy in copies))
        for noun, keeper in kept:
            days = lookup(keeper, "lifecycle.deleteAfter")
            if days is not MISSING:
                minimum = settings.number("minimumDays")
                yield from must_reach(days, f"the retention of {noun}", minimum, "day")


RULES: Final = (
    vault_encryption_customer_managed,
    vault_deletion_guarded,
    vault_locked,
    plan_selection_present,
    plan_retention_sufficient,
)
