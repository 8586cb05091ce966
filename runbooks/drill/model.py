"""A drill as data: its steps, what must hold after each, and the control that proves that it can fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TypeAlias

from runbooks.drill.figures import Figure, Model
from runbooks.drill.scene import Scene
from runbooks.drill.tolerance import Tolerance

Act: TypeAlias = Callable[[Scene], object]
"""What a step does or asks; what it returns is held against the step's tolerance. Raises to fail."""


class Phase(StrEnum):
    """Why a step is taken; the phases follow each other in this order."""

    STEADY = "steady state"
    INJECT = "inject"
    DETECT = "detect"
    RECOVER = "recover"
    VERIFY = "verify"
    CLEAN_UP = "clean up"


LETTERS = {Phase.STEADY: "S", Phase.INJECT: "I", Phase.CLEAN_UP: "C"}
"""What the labels of a drill's own steps begin with; an operator's have the page's number alone."""


@dataclass(frozen=True)
class Step:
    """One step: ``S1`` and the like are the drill's own, ``1`` and the like the operator's, as on the page.

    Of an operator's step ``act`` comes first, then the page's commands are run as they stand there. ``until``
    asks ``act`` again until the tolerance holds; else once. ``within`` is the limit for all of it. What only
    an account can do says why in ``account_only``, and is reported as not exercised in a sandbox. Where a
    sandbox has not got what the page's commands need, ``in_sandbox`` does the same there in their place.
    An ``own`` step of the clean-up takes away what the steady state's steps have put there, so it is always
    taken.
    """

    label: str
    phase: Phase
    title: str
    why: str
    within: timedelta
    act: Act | None = None
    wanted: Tolerance | None = None
    until: bool = False
    account_only: str = ""
    own: bool = False
    in_sandbox: Act | None = None


@dataclass(frozen=True)
class Control:
    """What makes the drill fail, and where: a stack that is broken on purpose before the drill begins.

    The drill must fail at the step ``fails_at`` with ``reason`` in its message, or it proves nothing. After
    ``ruins`` nothing mends the stack: a sandbox is made anew, an account is refused.
    """

    title: str
    why: str
    begin: Act
    end: Act
    fails_at: str
    reason: str
    ruins: bool = False


@dataclass(frozen=True)
class Drill:
    """What happens, how it is recovered from, and what is known of how long that takes.

    ``disruption`` is the objective that is promised for it, empty where the stack promises nothing of the
    kind. ``published`` are figures of AWS; ``model`` adds them up to what an account may expect; ``limits``
    say what a sandbox's run leaves open. ``needs_database`` drills are for stacks that have one. ``noticed``
    is the step of the operator's after which the fault is detected; those behind it look whether it is this.
    """

    scenario: str
    threat: str
    disruption: str
    steps: tuple[Step, ...]
    control: Control
    published: tuple[Figure, ...]
    model: Model
    limits: tuple[str, ...]
    needs_database: bool = False
    noticed: str = "1"

    def of(self, *phases: Phase) -> tuple[Step, ...]:
        """Return the steps of some phases, in their order."""
        return tuple(step for step in self.steps if step.phase in phases)
