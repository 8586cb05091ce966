"""What a way to recover achieves, as data lost and as time without the system, and how a miss reads."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from dr_guard.aws.recovery.promises import MEASURED
from dr_guard.checks import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dr_guard.aws.recovery.detection import Detection
    from dr_guard.aws.recovery.objectives import Disruption, Mechanism
    from dr_guard.aws.recovery.promises import Promises, Quantity
    from dr_guard.aws.recovery.ways import Way


LOST: Final[Mapping[Disruption, str]] = {
    "corruption": "corruption",
    "deletion": "deletion",
    "zone": "the loss of a zone",
    "region": "the loss of a region",
}
# Two periods of a minute, which standard metrics are collected in.
SOONEST_ALARM: Final = 2
SHOWN_BY: Final[Mapping[Disruption, str]] = {
    "corruption": "a measure of the program's own",
    "deletion": "errors that users get, or a measure of the program's own",
    "zone": "errors that users get, or a measure of the program's own",
    "region": "a health check of Route 53, in us-east-1",
}


@dataclass(frozen=True)
class Cell:
    """The promise that holds for one type of resource after one disruption, in minutes."""

    type: str
    disruption: Disruption
    promise: float

    @property
    def event(self) -> str:
        """What has happened."""
        return LOST[self.disruption]

    def fits(self, mechanism: Mechanism) -> bool:
        """Whether a mechanism is one for this type and disruption."""
        return self.type in mechanism.types and self.disruption in mechanism.after

    def excess(self, number: float) -> str:
        """Return by how much a number misses the promise."""
        return f"{minutes(number - self.promise)} more than the {self.promise:g} promised"


@dataclass(frozen=True)
class Attempt:
    """What one way achieves: minutes, ``None`` where that is unproven, and what they are made of."""

    way: Way
    minutes: float | None
    made_of: str


def minutes(number: float) -> str:
    """Return a number of minutes as a finding says it, to a tenth."""
    return counted(round(number, 1), "minute")


def drill(mechanism: Mechanism, quantity: Quantity) -> str:
    """Return what makes an unproven mechanism count."""
    return f"{mechanism.id}.{quantity}=<minutes> in {MEASURED.name}, from a drill"


def higher(attempt: Attempt) -> str:
    """Return the promise that would be kept."""
    return f"a promise of {minutes(math.ceil(attempt.minutes or 0))} or more"


class Yardstick(Protocol):
    """What is measured of a way to recover."""

    @property
    def promises(self) -> Promises:
        """What is promised."""
        ...

    @property
    def noun(self) -> str:
        """What is measured, as a question of a disruption."""
        ...

    def attempt(self, way: Way, disruption: Disruption, /) -> Attempt:
        """Return what a way achieves."""
        ...

    def missed(self, cell: Cell, attempt: Attempt) -> str:
        """Return what is said of the best way where it does not keep the promise."""
        ...

    def remedy(self, cell: Cell, attempt: Attempt, /) -> str:
        """Return what would make a way keep the promise."""
        ...


@dataclass(frozen=True)
class Loss:
    """How much is lost: the mechanism's own lag, and how old a backup may be."""

    promises: Promises
    noun: str = "how much is lost after"

    def attempt(self, way: Way, _disruption: Disruption) -> Attempt:
        """Return what a way loses."""
        mechanism = way.mechanism
        figure = self.promises.figure(mechanism, mechanism.rpo)
        worth = "planned" if way.added else self.promises.evidence(mechanism, mechanism.rpo)
        number = None if figure is None else figure + way.added
        return Attempt(way, number, f"by {mechanism.noun}, {worth}")

    def missed(self, cell: Cell, attempt: Attempt) -> str:
        """Return what is said of the best way where it loses too much."""
        lost = attempt.minutes or 0
        return (
            f"after {cell.event} changes of up to {minutes(lost)} are lost ({attempt.made_of}), "
            f"{cell.excess(lost)}"
        )

    def remedy(self, _cell: Cell, attempt: Attempt) -> str:
        """Return the drill that would prove the way, or the promise that it keeps."""
        return drill(attempt.way.mechanism, "rpo") if attempt.minutes is None else higher(attempt)


@dataclass(frozen=True)
class Absence:
    """How long it takes to be back: to notice, to decide, to recover and to verify.

    What is automatic notices and decides for itself, and so does Route 53 where it fails over.
    """

    promises: Promises
    detection: Detection
    decide: float
    verify: float
    noun: str = "how long it takes to be back after"

    def attempt(self, way: Way, disruption: Disruption) -> Attempt:
        """Return how long a way takes."""
        mechanism = way.mechanism
        figure = self.promises.figure(mechanism, mechanism.rto)
        made_of = f"by {mechanism.noun}, {self.promises.evidence(mechanism, mechanism.rto)}"
        routing = self.detection.routing_minutes if mechanism.is_routed else None
        if figure is None or mechanism.is_automatic:
            return Attempt(way, figure, made_of)
        if routing is not None:
            return Attempt(way, figure + routing, f"{made_of}, {routing:g} of them to be led to it")
        notice = self.detection.minutes(disruption)
        if notice is None:
            return Attempt(way, math.inf, "nothing notices it")
        parts = f"{notice:g} to notice, {self.decide:g} to decide, {figure:g} to recover {made_of}, "
        total = notice + self.decide + figure + self.verify
        return Attempt(way, total, f"{parts}{self.verify:g} to verify")

    def missed(self, cell: Cell, attempt: Attempt) -> str:
        """Return what is said of the best way where it takes too long."""
        number = attempt.minutes or 0
        if math.isinf(number):
            unseen = f"no alarm is sure to notice {cell.event}"
            return f"{unseen}, after which {minutes(cell.promise)} are promised"
        return (
            f"after {cell.event} it is back in {minutes(number)} ({attempt.made_of}), {cell.excess(number)}"
        )

    def remedy(self, cell: Cell, attempt: Attempt) -> str:
        """Return the drill that would prove the way, the alarm that it lacks, or the promise it keeps."""
        mechanism = attempt.way.mechanism
        figure = self.promises.figure(mechanism, mechanism.rto)
        if figure is None:
            return drill(mechanism, "rto")
        by_hand = not mechanism.is_automatic and "to decide" in attempt.made_of
        spare = cell.promise - self.decide - figure - self.verify
        if math.isinf(attempt.minutes or 0) or (by_hand and spare >= SOONEST_ALARM):
            soon = f" within {minutes(spare)}" if spare >= SOONEST_ALARM else ""
            return f"an alarm that notices {cell.event}{soon}, on {SHOWN_BY[cell.disruption]}"
        return higher(attempt)
