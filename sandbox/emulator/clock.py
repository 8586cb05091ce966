"""The emulator's time: it runs with the machine's, and can be moved forward.

Whatever happens by time (schedules, alarms, health checks) hangs on ``each_tick`` and is told the time;
nothing waits. Moving forward goes step by step, so that all that falls between happens in its order.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from sandbox.errors import SandboxError

STEP_SECONDS = 10.0
"""The shortest interval of anything in AWS that runs by time here: a fast health check's."""
BEAT_SECONDS = 1.0

Tick = Callable[[float], None]


class Clock:
    """Seconds since 1970, and how far they are ahead of the machine's."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._ticks: list[Tick] = []
        self._settling: list[Tick] = []
        self._ticking = threading.Lock()

    @property
    def ahead(self) -> float:
        """How many seconds the clock was moved forward in all."""
        return self._ahead

    def now(self) -> float:
        """The time."""
        return time.time() + self._ahead

    def each_tick(self, act: Tick) -> None:
        """Call ``act`` with the time about once a second, and at each step when time is moved."""
        self._ticks.append(act)

    def before_time_moves(self, act: Tick) -> None:
        """Call ``act`` before each step and after the last, to wait for what was started meanwhile."""
        self._settling.append(act)

    def forward(self, seconds: float) -> None:
        """Let ``seconds`` pass at once; returns when all that happens in them has happened.

        Raises ``SandboxError``, when they have passed, where some of it failed.
        """
        with self._ticking:
            failures = self._call(self._settling)
            while seconds > 0:
                step = min(STEP_SECONDS, seconds)
                self._ahead += step
                seconds -= step
                failures += self._call(self._ticks)
                failures += self._call(self._settling)
        if failures:
            found = f"{len(failures)} failures in what was to happen meanwhile, first {failures[0]!r}"
            raise SandboxError(f"time has passed with {found}; the emulator's log says all")

    def run(self) -> None:
        """Tick in a thread of its own for as long as the process lives."""
        threading.Thread(target=self._beat, daemon=True, name="clock").start()

    def _beat(self) -> None:
        while True:
            time.sleep(BEAT_SECONDS)
            with self._ticking:
                self._call(self._ticks)

    def _call(self, acts: list[Tick]) -> list[Exception]:
        failures: list[Exception] = []
        for act in acts:
            try:
                act(self.now())
            except Exception as error:
                logging.getLogger(__name__).exception("what was to happen at a tick failed")
                failures.append(error)
        return failures
