"""AWS Backup plans: where backups are copied to, and for how long they and their copies are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.backup.vaults import COPIES, Destination, Vaults
from dr_guard.aws.regions import NO_RECOVERY_REGION, recovery_regions
from dr_guard.aws.tokens import (
    PLAN,
)
from dr_guard.checks import NOT_KNOWN, counted, must_not_exceed, must_reach, state
from dr_guard.finding import Finding, NotApplicable
from dr_guard.logic import any_of
from dr_guard.rules.plan import must_be_kept
from dr_guard.values import MISSING, UNKNOWN, Plain, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

COLD_DAYS: Final = 90


def plan_copy_region_distinct(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """Every plan copies what it backs up to where the system is to be recovered."""
    regions, vaults = recovery_regions(settings), Vaults(graph)
    if not regions:
        yield NotApplicable(NO_RECOVERY_REGION)
        return
    for plan in graph.of_type((PLAN,)):
        if plan.region in regions:
            yield NotApplicable("the plan is in a recovery region itself", plan.urn)
            continue
        copies = [each for each in vaults.destinations(plan) if each.noun == COPIES]
        verdict = any_of(_goes_to(each, regions) for each in copies)
        if verdict is not True:
            unclear = f"whether it copies backups to a recovery region {NOT_KNOWN}"
            found = unclear if verdict is UNKNOWN else "it copies no backup to a recovery region"
            yield Finding(found, f"copyActions to {' or '.join(regions)}", plan.urn)


def _goes_to(destination: Destination, regions: tuple[str, ...]) -> Known:
    """Whether a copy goes to one of the regions.

    A plan depends on a vault of another region for a copy alone, so that one of several is enough.
    """
    if any(region in regions for region in destination.regions):
        return True
    return UNKNOWN if UNKNOWN in destination.regions else False


def plan_copy_retention_sufficient(plan: Resource, settings: Settings) -> Iterator[Outcome]:
    """Copies are kept as long as somebody may want them back; one without an end is kept for good."""
    for rule in entries(plan.inputs, "rules"):
        for copy in entries(rule, "copyActions"):
            yield from must_be_kept(copy, COPIES, settings)


def plan_lifecycle_valid(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """AWS Backup accepts how long a rule keeps its backups, and so does the vault they go to."""
    vaults = Vaults(graph)
    for plan in graph.of_type((PLAN,)):
        for destination in vaults.destinations(plan):
            noun = f"the retention of {destination.noun} of rule {destination.number}"
            days = lookup(destination.keeper, "lifecycle.deleteAfter")
            cold = lookup(destination.keeper, "lifecycle.coldStorageAfter")
            held = MISSING if days == 0 else days
            yield from _must_outlast_cold_storage(held, cold, noun, plan.urn)
            for vault in destination.vaults:
                for shortest, longest in vaults.bounds(vault):
                    yield from _must_suit_vault(held, (shortest, longest), noun, plan.urn)


def _must_outlast_cold_storage(days: Plain, cold: Plain, noun: str, urn: str) -> Iterator[Finding]:
    """Yield a finding where backups leave cold storage too early; without an end they never do."""
    if cold in (MISSING, 0) or days is MISSING:
        return
    if isinstance(cold, int | float):
        yield from must_reach(days, noun, cold + COLD_DAYS, "day", urn)
    else:
        found = f"the time until cold storage {state(cold)}"
        yield Finding(found, f"a number of days, {COLD_DAYS} less than the retention", urn)


def _must_suit_vault(days: Plain, bounds: tuple[Plain, Plain], noun: str, urn: str) -> Iterator[Finding]:
    shortest, longest = bounds
    if UNKNOWN in bounds:
        yield Finding(f"how long the vault keeps what is in it {NOT_KNOWN}", "a lock with known bounds", urn)
    if isinstance(shortest, int | float) and days is not MISSING:
        yield from must_reach(days, noun, shortest, "day", urn)
    if isinstance(longest, int | float) and days is MISSING:
        yield Finding(
            f"{noun} has no end", f"at most {counted(longest, 'day')}, as the vault's lock has it", urn
        )
    elif isinstance(longest, int | float):
        yield from must_not_exceed(days, noun, longest, "day", urn)


RULES: Final = (
    plan_copy_region_distinct,
    plan_copy_retention_sufficient,
    plan_lifecycle_valid,
)
