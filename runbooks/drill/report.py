"""What came of a drill, as data; the files that tell of it are made of this and of nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from runbooks.drill.alarms import Watch
from runbooks.drill.figures import Evidence, Figure, Model
from runbooks.drill.load import Beat
from runbooks.drill.losses import Losses


class Status(StrEnum):
    """How a step ended."""

    HELD = "held"
    FAILED = "failed"
    NOT_RUN = "not run"
    ACCOUNT_ONLY = "needs an account"


class Verdict(StrEnum):
    """How a drill ended."""

    PASSED = "passed"
    FAILED = "failed"
    PARTLY = "passed in part: the fault itself needs an account"
    NOT_STEADY = "not begun: no steady state"
    INTERRUPTED = "interrupted"

    @property
    def held(self) -> bool:
        """Tell whether all that was exercised was as it must be."""
        return self in {Verdict.PASSED, Verdict.PARTLY}


@dataclass(frozen=True)
class Outcome:
    """A step that was taken or not: when, by the target's clock in UTC, and what was found.

    ``commands`` are the page's, as they were run; ``requests`` are AWS's ids of what was asked.
    """

    label: str
    phase: str
    title: str
    why: str
    status: Status
    started: datetime | None = None
    ended: datetime | None = None
    found: str = ""
    wanted: str = ""
    commands: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """The moments of a drill, ``None`` where it did not come so far.

    ``detected`` is when the fault was noticed; ``declared`` when all of the page's questions whether it is
    really this one were answered, so that its operator would decide to recover.
    """

    injected: datetime | None = None
    detected: datetime | None = None
    declared: datetime | None = None
    recovering: datetime | None = None
    recovered: datetime | None = None
    verified: datetime | None = None
    cleaned: datetime | None = None


@dataclass(frozen=True)
class Identity:
    """What was drilled and by whom: all that makes the run findable again."""

    drill_id: str
    target: str
    stack: str
    account: str
    region: str
    resources: tuple[str, ...]
    commit: str
    modified: bool
    stack_hash: str
    page_hash: str
    drill_hash: str
    operator: str


@dataclass(frozen=True)
class Objective:
    """What the stack's settings promise, ``None`` where they promise nothing."""

    disruption: str
    rpo: timedelta | None
    rto: timedelta | None


@dataclass(frozen=True)
class Report:
    """All that is known after a drill; times are by the target's clock, in UTC.

    ``made`` alone is by the clock of the machine that drilled: a sandbox's is moved forward.
    """

    scenario: str
    title: str
    threat: str
    identity: Identity
    evidence: Evidence
    verdict: Verdict
    reasons: tuple[str, ...]
    started: datetime
    ended: datetime
    made: datetime
    outcomes: tuple[Outcome, ...]
    timeline: Timeline
    promised: Objective
    published: tuple[Figure, ...]
    model: Model
    losses: Losses | None
    beats: tuple[Beat, ...]
    limits: tuple[str, ...]
    left_behind: tuple[str, ...]
    alarms: tuple[str, ...] = field(default=())
    control: str = ""
    watch: Watch = field(default=Watch())

    @property
    def measured_rto(self) -> timedelta | None:
        """From the injection until all was verified."""
        if self.timeline.injected is None or self.timeline.verified is None:
            return None
        return self.timeline.verified - self.timeline.injected

    @property
    def measured_rpo(self) -> timedelta | None:
        """From the newest restored write to the last good one."""
        return self.losses.span if self.losses else None
