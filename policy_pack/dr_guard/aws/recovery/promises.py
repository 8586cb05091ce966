"""What the owner of a stack promises after a disruption, and what drills have measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dr_guard.aws.recovery.objectives import BY_ID, DISRUPTIONS, EVIDENCE
from dr_guard.finding import Finding
from dr_guard.option import Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dr_guard.aws.recovery.objectives import Disruption, Figure, Mechanism
    from dr_guard.control import Settings

NO_PROMISE: Final = "nothing is promised"
MEASURED: Final = Option(
    "measured",
    (),
    "What drills have measured, each as mechanism=minutes; it counts instead of what is published.",
)
ACCEPTED: Final = Option(
    "accepted",
    EVIDENCE,
    "The published figures that count: designed is how it works, committed a service-level agreement, "
    "typical what is usual.",
)


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


def promises(settings: Settings) -> Promises:
    """Return what is promised."""
    found = {disruption: settings.number(disruption) for disruption in DISRUPTIONS}
    measured = dict(filter(None, map(_measured, settings.strings(MEASURED.name))))
    return Promises(
        {disruption: minutes for disruption, minutes in found.items() if minutes},
        measured,
        settings.strings(ACCEPTED.name),
    )


def faults(settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each measure that is none, about the stack as a whole."""
    for number, text in enumerate(settings.strings(MEASURED.name), start=1):
        if _measured(text) is None:
            found = f"member {number} of {MEASURED.name} is no mechanism=minutes"
            yield Finding(found, f"minutes of one of {', '.join(BY_ID)}")


def _measured(text: str) -> tuple[str, float] | None:
    name, _, minutes = text.partition("=")
    try:
        number = float(minutes)
    except ValueError:
        return None
    return (name.strip(), number) if name.strip() in BY_ID and 0 <= number < float("inf") else None
