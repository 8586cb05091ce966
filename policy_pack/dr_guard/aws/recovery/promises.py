"""What the owner of a stack promises after a disruption, and what drills have measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from dr_guard.aws.recovery.objectives import BY_ID, DISRUPTIONS, EVIDENCE
from dr_guard.finding import Finding
from dr_guard.option import Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dr_guard.aws.recovery.objectives import Disruption, Figure, Mechanism
    from dr_guard.control import Settings

NO_PROMISE: Final = "nothing is promised"
# What drills measure: how much is lost, and how long recovering takes.
Quantity: TypeAlias = Literal["rpo", "rto"]
QUANTITIES: Final[tuple[Quantity, ...]] = get_args(Quantity)
MEASURED: Final = Option(
    "measured",
    (),
    "What drills have measured, each as mechanism.rpo=minutes or mechanism.rto=minutes; it counts instead of "
    "what is published. Without rpo or rto it is what the control is about.",
)
# Of both controls, so that each member says which of them it is for.
SHARED_MEASURED: Final = Option(
    "measured",
    (),
    "What drills have measured, each as mechanism.rpo=minutes or mechanism.rto=minutes; it counts instead of "
    "what is published.",
    pattern=rf"(?:{'|'.join(BY_ID)})\.(?:{'|'.join(QUANTITIES)})=\d+(?:\.\d+)?",
    example="table-pitr.rto=40",
)
ACCEPTED: Final = Option(
    "accepted",
    EVIDENCE,
    "The published figures that count: designed is how it works, committed a service-level agreement, "
    "typical what is usual.",
    pattern="|".join(EVIDENCE),
    example=" or ".join(EVIDENCE),
)


@dataclass(frozen=True)
class Measure:
    """What a drill has measured of a mechanism, in minutes; an empty ``quantity`` is the control's own."""

    mechanism: str
    quantity: str
    minutes: float


def promise(disruption: Disruption, minutes: int, noun: str) -> Option:
    """Return the option that holds one promise."""
    return Option(disruption, minutes, f"{noun} after {disruption}, in minutes; 0: nothing is promised.")


@dataclass(frozen=True)
class Promises:
    """The promises of one control, in minutes, and the figures that count towards them."""

    minutes: Mapping[Disruption, float]
    measured: Mapping[str, float]
    accepted: tuple[str, ...]

    def figure(self, mechanism: Mechanism, published: Figure | None) -> float | None:
        """Return the figure that counts for a mechanism, in minutes; ``None`` where it is unproven."""
        if mechanism.id in self.measured:
            return self.measured[mechanism.id]
        return published.minutes if published and published.evidence in self.accepted else None

    def evidence(self, mechanism: Mechanism, published: Figure | None) -> str:
        """Return what a figure is worth."""
        if mechanism.id in self.measured:
            return "measured"
        return published.evidence if published else "unproven"


def promises(settings: Settings, quantity: Quantity) -> Promises:
    """Return what is promised, with the measures of that quantity."""
    found = {disruption: settings.number(disruption) for disruption in DISRUPTIONS}
    measures = filter(None, map(_measured, settings.strings(MEASURED.name)))
    return Promises(
        {disruption: minutes for disruption, minutes in found.items() if minutes},
        {each.mechanism: each.minutes for each in measures if each.quantity in ("", quantity)},
        settings.strings(ACCEPTED.name),
    )


def faults(settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each measure that is none, about the stack as a whole."""
    for number, text in enumerate(settings.strings(MEASURED.name), start=1):
        if _measured(text) is None:
            found = f"member {number} of {MEASURED.name} is no mechanism=minutes"
            yield Finding(found, f"minutes of one of {', '.join(BY_ID)}")


def _measured(text: str) -> Measure | None:
    name, _, minutes = text.partition("=")
    mechanism, dot, quantity = name.strip().partition(".")
    try:
        number = float(minutes)
    except ValueError:
        return None
    is_known = mechanism in BY_ID and quantity in (QUANTITIES if dot else ("",))
    return Measure(mechanism, quantity, number) if is_known and 0 <= number < float("inf") else None
