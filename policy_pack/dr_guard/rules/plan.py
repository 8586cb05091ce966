"""AWS Backup plans: how often they back up, into which vault, and how long that is kept."""

from __future__ import annotations

import math
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from dr_guard.aws.backup.cron import longest_gap_minutes
from dr_guard.aws.backup.vaults import BACKUPS, Destination, Vaults
from dr_guard.aws.tokens import (
    PLAN,
    SELECTION,
)
from dr_guard.checks import (
    NOT_KNOWN,
    absent,
    counted,
    must_be_set,
    must_lie_within,
    must_not_exceed,
    must_reach,
)
from dr_guard.finding import Finding
from dr_guard.values import MISSING, UNKNOWN, Plain, boolean, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource

# What AWS Backup takes where a rule has no schedule, and the provider where it has no windows.
DAILY: Final = "cron(0 5 ? * * *)"
WINDOWS: Final = (
    ("start", "startWindow", 60, "maximumStartMinutes"),
    ("completion", "completionWindow", 180, "maximumCompletionMinutes"),
)
CONTINUOUS_DAYS: Final = (1, 35)
MINUTES_PER_HOUR: Final = 60
UNMANAGED: Final = "Default"
WANTED_VAULT: Final = "a vault of the program, or one of foreignVaults"


def plan_selection_present(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Every backup plan backs something up."""
    for plan in graph.of_type((PLAN,)):
        selections = graph.satellites(plan, (SELECTION,), "planId")
        if not selections.joined:
            yield absent(selections, plan, "selection")


def plan_vault_managed(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """Backups go to a vault whose key, lock and policy the program decides."""
    vaults, foreign = Vaults(graph), settings.strings("foreignVaults")
    for plan in graph.of_type((PLAN,)):
        for destination in vaults.destinations(plan):
            fault = _vault_fault(destination, foreign) if destination.noun == BACKUPS else ""
            if fault:
                yield Finding(fault, WANTED_VAULT, plan.urn)


def _vault_fault(destination: Destination, foreign: tuple[str, ...]) -> str:
    name, where = destination.value, f"the vault of rule {destination.number}"
    if destination.vaults or any(isinstance(name, str) and fnmatchcase(name, each) for each in foreign):
        return ""
    if name in (MISSING, UNKNOWN):
        return f"{where} {NOT_KNOWN if name is UNKNOWN else 'is not set'}"
    if name == UNMANAGED:
        return f"{where} is the account's own {UNMANAGED}"
    return f"{where} is not in the program"


def plan_frequency_sufficient(plan: Resource, settings: Settings) -> Iterator[Outcome]:
    """No more is lost than what changes between two backups.

    A continuous backup does not count: for most of what a plan may cover, AWS has none.
    """
    maximum = settings.number("maximumHours")
    wanted = f"at most {counted(maximum, 'hour')}"
    schedules = [lookup(rule, "schedule") for rule in entries(plan.inputs, "rules")]
    gaps = [_gap(schedule) for schedule in schedules]
    for number, gap in enumerate(gaps, start=1):
        if gap is None:
            yield Finding(f"the schedule of rule {number} cannot be read", "cron(...) or rate(...)")
    shortest = min((gap for gap in gaps if isinstance(gap, int | float)), default=math.inf)
    if shortest <= maximum * MINUTES_PER_HOUR:
        return
    if UNKNOWN in gaps:
        yield Finding(f"the time between two backups {NOT_KNOWN}", wanted)
    elif shortest == math.inf:
        yield Finding("no rule of it runs for good", wanted)
    else:
        yield Finding(
            f"the time between two backups is {counted(shortest / MINUTES_PER_HOUR, 'hour')}", wanted
        )


def _gap(schedule: Plain) -> Plain:
    """Return the minutes between two runs; ``None`` where a schedule cannot be read."""
    if schedule is UNKNOWN:
        return UNKNOWN
    text = DAILY if schedule in (MISSING, "") else schedule
    return longest_gap_minutes(text) if isinstance(text, str) else None


def plan_retention_sufficient(plan: Resource, settings: Settings) -> Iterator[Outcome]:
    """Backups are kept as long as somebody may want them back; one without an end is kept for good."""
    rules = entries(plan.inputs, "rules")
    yield from must_be_set(list(rules), "the plan's list of rules", "at least one rule")
    for rule in rules:
        yield from must_be_kept(rule, BACKUPS, settings)


def must_be_kept(keeper: Plain, noun: str, settings: Settings) -> Iterator[Finding]:
    """Yield a finding unless what a rule or a copy makes stays long enough; the provider drops a zero."""
    days = lookup(keeper, "lifecycle.deleteAfter")
    if days not in (MISSING, 0):
        yield from must_reach(days, f"the retention of {noun}", settings.number("minimumDays"), "day")


def plan_continuous_enabled(plan: Resource, _settings: Settings) -> Iterator[Outcome]:
    """What AWS can restore to the second, it can restore so from some rule of the plan."""
    rules = entries(plan.inputs, "rules")
    switches = [boolean(lookup(rule, "enableContinuousBackup")) for rule in rules]
    if True not in switches:
        unclear = f"whether a rule backs up continuously {NOT_KNOWN}"
        yield Finding(
            unclear if UNKNOWN in switches else "no rule of it backs up continuously", "at least one"
        )
    for number, (rule, switch) in enumerate(zip(rules, switches, strict=True), start=1):
        if switch is True:
            days = lookup(rule, "lifecycle.deleteAfter")
            yield from must_lie_within(days, f"the retention of rule {number}", CONTINUOUS_DAYS, "day")


def plan_windows_bounded(plan: Resource, settings: Settings) -> Iterator[Outcome]:
    """A backup that is late, or slow, fails while there is time for another."""
    for number, rule in enumerate(entries(plan.inputs, "rules"), start=1):
        for noun, prop, default, option in WINDOWS:
            minutes = lookup(rule, prop)
            held = default if minutes is MISSING else minutes
            maximum = settings.number(option)
            yield from must_not_exceed(held, f"the {noun} window of rule {number}", maximum, "minute")


RULES: Final = (
    plan_selection_present,
    plan_vault_managed,
    plan_frequency_sufficient,
    plan_retention_sufficient,
    plan_continuous_enabled,
    plan_windows_bounded,
)
