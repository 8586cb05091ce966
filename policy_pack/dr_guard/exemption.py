"""Exemptions from controls: for which resources, why, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from typing import Final

FIELDS: Final = ("control", "urn", "reason", "until")


@dataclass(frozen=True)
class Exemption:
    """A control that somebody decided need not hold, for the resources whose URN matches a pattern.

    In the pattern ``*`` stands for anything and ``?`` for one character. ``until`` is the last day on which
    it holds.
    """

    control: str
    urn: str
    reason: str
    until: date

    def covers(self, control: str, urn: str, today: date) -> bool:
        """Whether it excuses a resource from a control today."""
        # A bracket in a name, as in that of one of several, is itself.
        pattern = self.urn.replace("[", "[[]")
        return control == self.control and today <= self.until and fnmatchcase(urn, pattern)

    @property
    def excuse(self) -> str:
        """Why the control does not hold, to follow the resource's name."""
        return f"exempt until {self.until.isoformat()}: {self.reason}"


@dataclass(frozen=True)
class Register:
    """The exemptions of a configuration, and which of them a preview came upon."""

    exemptions: tuple[Exemption, ...] = ()
    used: frozenset[Exemption] = frozenset()
    today: date = date.max

    def having_used(self, exemption: Exemption) -> Register:
        """Return the register after an exemption was used."""
        return replace(self, used=self.used | {exemption})


def exemption(given: Mapping[str, str]) -> Exemption:
    """Return an exemption that is given as an object; raises ``ValueError`` where its date is none."""
    return Exemption(given["control"], given["urn"], given["reason"], date.fromisoformat(given["until"]))


def undated(given: Iterable[Mapping[str, str]]) -> list[int]:
    """Return the numbers of the objects whose date is none, from one."""
    return [number for number, each in enumerate(given, start=1) if not _is_date(each["until"])]


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
