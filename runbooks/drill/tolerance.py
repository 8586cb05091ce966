"""What a step must find: data beside the probe, which says in words what was wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Tolerance(Protocol):
    """Holds or does not; as text it is what is wanted."""

    def holds(self, found: object) -> bool:
        """Tell whether what was found is as wanted."""
        ...


@dataclass(frozen=True)
class Exactly:
    """What equals this."""

    wanted: object

    def holds(self, found: object) -> bool:
        """Tell whether they are equal."""
        return found == self.wanted

    def __str__(self) -> str:
        return f"{self.wanted!r}"


@dataclass(frozen=True)
class AtLeast:
    """A number that is this or more."""

    wanted: float

    def holds(self, found: object) -> bool:
        """Tell whether it is a number, and enough."""
        return isinstance(found, (int, float)) and found >= self.wanted

    def __str__(self) -> str:
        return f"at least {self.wanted:g}"


@dataclass(frozen=True)
class AtMost:
    """A number that is this or less."""

    wanted: float

    def holds(self, found: object) -> bool:
        """Tell whether it is a number, and few enough."""
        return isinstance(found, (int, float)) and found <= self.wanted

    def __str__(self) -> str:
        return f"at most {self.wanted:g}"


@dataclass(frozen=True)
class Something:
    """Anything but nothing: not ``None``, not ``False``, not empty."""

    def holds(self, found: object) -> bool:
        """Tell whether there is something."""
        return bool(found)

    def __str__(self) -> str:
        return "something"
