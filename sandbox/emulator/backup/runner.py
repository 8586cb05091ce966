"""Jobs on their way: each goes one step further with each tick, whatever AWS would need for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import TypeAlias

from sandbox.emulator.scope import on_loop
from sandbox.emulator.world import World

Steps: TypeAlias = Generator[None, None, None]


@dataclass
class Runner:
    """Runs jobs by time, and after each step what is to be told outside of it."""

    world: World
    _running: dict[str, tuple[str, Steps]] = field(default_factory=dict)
    _after: deque[Callable[[], None]] = field(default_factory=deque)

    def start(self, name: str, region: str, steps: Steps) -> None:
        """Run a job; its first step is with the next tick."""
        self._running[name] = region, steps

    def stop(self, name: str) -> bool:
        """Take no further step of a job; return whether any was left."""
        found = self._running.pop(name, None)
        if found is None:
            return False
        _, steps = found
        steps.close()
        return True

    def after(self, act: Callable[[], None]) -> None:
        """Do something when the step that now runs is over, where requests are served meanwhile."""
        self._after.append(act)

    def tick(self, _: float) -> None:
        """Take a step of each job; where AWS Backup is lost, none."""
        for name, (region, steps) in list(self._running.items()):
            if not self.world.faults.lost("backup", region):
                on_loop(
                    self.world.identity.account,
                    region,
                    lambda name=name, steps=steps: self._step(name, steps),
                )
        while self._after:
            self._after.popleft()()

    def _step(self, name: str, steps: Steps) -> None:
        try:
            next(steps)
        except StopIteration:
            self._running.pop(name, None)
        except BaseException:
            self._running.pop(name, None)
            raise
