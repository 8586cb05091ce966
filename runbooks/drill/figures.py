"""Figures of recovery and where each comes from: promised, published, modelled or measured, never mixed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Evidence(StrEnum):
    """How a figure was obtained, and so what it is worth."""

    PROMISED = "promised in the stack's settings"
    PUBLISHED = "published by AWS"
    MODELLED = "modelled from published figures and the stack's settings"
    SANDBOX = "measured in a sandbox, by its clock; no figure of AWS"
    ACCOUNT = "measured in an account"


@dataclass(frozen=True)
class Figure:
    """What is said of one mechanism by a source; ``None`` where nothing is published, which is never 0.

    ``rpo`` is what may be lost, ``rto`` how long recovering takes, both at most or as worded in ``words``.
    """

    mechanism: str
    rpo: timedelta | None
    rto: timedelta | None
    words: str
    source: str


@dataclass(frozen=True)
class Part:
    """A part of a modelled recovery time and where its length comes from; ``None`` is unknown."""

    name: str
    takes: timedelta | None
    source: str


@dataclass(frozen=True)
class Model:
    """How recovery adds up in an account: one part after the other. One unknown part makes the sum unknown.

    ``rpo`` is what may be lost by the same sources.
    """

    parts: tuple[Part, ...]
    rpo: timedelta | None
    rpo_source: str

    @property
    def rto(self) -> timedelta | None:
        """Add the parts up, ``None`` where one is unknown."""
        taken = [part.takes for part in self.parts]
        known = [each for each in taken if each is not None]
        return sum(known, timedelta()) if len(known) == len(taken) else None
