"""Recovery objectives: how much is lost at most (RPO), and how soon it is back (RTO)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.database.databases import DATABASES, is_global_secondary, is_replica
from dr_guard.aws.recovery.objectives import MECHANISMS, SERVING, STORES
from dr_guard.aws.recovery.promises import NO_PROMISE, faults, promises
from dr_guard.aws.recovery.ways import Way, Ways
from dr_guard.aws.recovery.yardsticks import Absence, Attempt, Cell, Loss, Yardstick, minutes
from dr_guard.checks import NOT_KNOWN
from dr_guard.finding import Finding, NotApplicable
from dr_guard.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.aws.recovery.objectives import Mechanism
    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource


def stateful_rpo_met(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """No store loses more than is promised."""
    yield from faults(settings)
    yield from _judged(Ways(graph), STORES, Loss(promises(settings, "rpo")))


def stateful_rto_met(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """No store, and nothing that serves it, is away for longer than is promised."""
    yield from faults(settings)
    ways = Ways(graph)
    decide, verify = settings.number("decideMinutes"), settings.number("verifyMinutes")
    absence = Absence(promises(settings, "rto"), ways.detection, decide, verify)
    yield from _judged(ways, (*STORES, *SERVING), absence)


def _judged(ways: Ways, types: tuple[str, ...], yardstick: Yardstick) -> Iterator[Outcome]:
    promised = yardstick.promises.minutes
    if not promised:
        yield NotApplicable(NO_PROMISE)
        return
    for resource in ways.graph.of_type(types):
        if resource.type in DATABASES and (is_replica(resource) or is_global_secondary(resource)):
            yield NotApplicable("it is a copy of another database", resource.urn)
            continue
        for disruption, number in promised.items():
            yield from _must_keep(Cell(resource.type, disruption, number), resource, ways, yardstick)


def _must_keep(cell: Cell, resource: Resource, ways: Ways, yardstick: Yardstick) -> Iterator[Finding]:
    if not any(map(cell.fits, MECHANISMS)) or ways.is_copy(resource, cell.disruption):
        return
    attempts = tuple(yardstick.attempt(way, cell.disruption) for way in ways.of(resource, cell.disruption))
    certain = [attempt for attempt in attempts if attempt.way.is_there is True]
    numbers = [attempt.minutes for attempt in certain if attempt.minutes is not None]
    if min(numbers, default=cell.promise + 1) > cell.promise:
        found = _found(cell, attempts, yardstick)
        yield Finding(found, _wanted(cell, certain, yardstick), resource.urn)


def _found(cell: Cell, attempts: tuple[Attempt, ...], yardstick: Yardstick) -> str:
    """Return what keeps a promise from being kept: doubt, then a miss, then a figure that nobody has."""
    certain = [attempt for attempt in attempts if attempt.way.is_there is True]
    if any(attempt.way.is_there is UNKNOWN for attempt in attempts):
        return f"{yardstick.noun} {cell.event} {NOT_KNOWN}"
    best = _best(certain)
    if best is None:
        return f"nothing brings it back after {cell.event}, after which {minutes(cell.promise)} are promised"
    if best.minutes is None:
        nouns = " or ".join(dict.fromkeys(attempt.way.mechanism.noun for attempt in certain))
        promise = f"{minutes(cell.promise)} are promised"
        return f"{yardstick.noun} {cell.event} is unproven, and {promise}: no figure counts for {nouns}"
    return yardstick.missed(cell, best)


def _best(attempts: list[Attempt]) -> Attempt | None:
    """Return what achieves most; of what is unproven, the first."""
    proven = [attempt for attempt in attempts if attempt.minutes is not None]
    return min(proven, key=lambda attempt: attempt.minutes or 0, default=attempts[0] if attempts else None)


def _wanted(cell: Cell, certain: list[Attempt], yardstick: Yardstick) -> str:
    """Return the smallest change that keeps the promise, otherwise what would make one keep it."""
    changes = _changes(cell, {attempt.way.mechanism.id for attempt in certain})
    for mechanism in changes:
        number = yardstick.attempt(Way(mechanism, is_there=True), cell.disruption).minutes
        if number is not None and number <= cell.promise:
            return mechanism.change
    best = _best(certain)
    if best:
        return yardstick.remedy(cell, best)
    return changes[0].change if changes else "a way to recover, and a drill that measures it"


def _changes(cell: Cell, held: set[str]) -> tuple[Mechanism, ...]:
    """Return the mechanisms that a resource could be given, from the smallest change to the largest."""
    return tuple(each for each in MECHANISMS if cell.fits(each) and each.change and each.id not in held)


RULES: Final = (stateful_rpo_met, stateful_rto_met)
