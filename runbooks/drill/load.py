"""Load during a drill: a writer of numbered, checksummed records and a prober, both through the API.

They act once a beat, between the steps and while time passes, so that what was lost can be counted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from runbooks.drill.target import NOBODY, Target, UnreachableError

CREATED, REPEATED, OK = 201, 200, 200


@dataclass(frozen=True)
class Beat:
    """One write and one probe at a moment: whether the write was acknowledged, and the API found healthy."""

    at: datetime
    number: int
    written: bool
    healthy: bool


class Load:
    """What was written and asked so far; ``prefix`` begins each record's id, by which it is found again."""

    def __init__(self, target: Target, prefix: str, beats: tuple[Beat, ...] = ()) -> None:
        self._target = target
        self.prefix = prefix
        self.beats = [*beats]

    def beat(self) -> Beat:
        """Write the next record and ask how the API is."""
        number = len(self.beats) + 1
        at = self._target.now()
        written = self._status("POST", "/process", {"id": self.key(number), "document": document(number)})
        healthy = self._status("GET", "/health")
        made = Beat(at, number, written in (CREATED, REPEATED), healthy == OK)
        self.beats.append(made)
        return made

    def key(self, number: int) -> str:
        """Name the record of a number."""
        return f"{self.prefix}-{number}"

    def acknowledged(self) -> list[Beat]:
        """Return the beats whose record the API said it had."""
        return [beat for beat in self.beats if beat.written]

    def _status(self, method: str, path: str, body: object = None) -> int:
        try:
            answer = self._target.call(method, path, body, signer=None if body else NOBODY)
        except UnreachableError:
            return 0
        return answer.status


def document(number: int) -> dict[str, object]:
    """Make the document of a record: its number, and something that no other has."""
    return {"number": number, "content": sha256(str(number).encode()).hexdigest()}


def checksum(number: int) -> str:
    """Return what the system must have as the checksum of a record's document."""
    return sha256(json.dumps(document(number), sort_keys=True, separators=(",", ":")).encode()).hexdigest()
