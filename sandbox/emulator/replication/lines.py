"""What is on its way between two regions, in the order in which it was sent."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from sandbox.emulator.scope import on_loop
from sandbox.emulator.world import World

Way: TypeAlias = tuple[str, str]
"""The region that something was written in, and the one that it is sent to."""


@dataclass
class Lines:
    """The ways of one service between regions; what takes one waits for all that was sent before it."""

    world: World
    service: str
    _sent: dict[Way, deque[tuple[float, Callable[[], None]]]] = field(
        default_factory=lambda: defaultdict(deque)
    )

    def busy(self) -> bool:
        """Whether anything is on its way."""
        return any(self._sent.values())

    def send(self, way: Way, arrive: Callable[[], None]) -> bool:
        """Let something arrive, at once where nothing keeps it; return whether it has arrived."""
        now = self.world.clock.now()
        if not self._sent[way] and self._open(way, now, now):
            arrive()
            return True
        self._sent[way].append((now, arrive))
        return False

    def tick(self, now: float) -> None:
        """Let arrive what is due."""
        for way, sent in list(self._sent.items()):
            if sent and self._open(way, sent[0][0], now):
                on_loop(self.world.identity.account, way[0], lambda way=way: self._arrive(way, now))

    def _arrive(self, way: Way, now: float) -> None:
        sent = self._sent[way]
        while sent and self._open(way, sent[0][0], now):
            sent.popleft()[1]()

    def _open(self, way: Way, since: float, now: float) -> bool:
        """Whether what was sent ``since`` has had the time; a region that is lost neither sends nor gets."""
        faults = self.world.faults
        if any(faults.lost(self.service, region) for region in way):
            return False
        lag = faults.lag(self.service, way[1])
        return lag == 0 or since + lag <= now
