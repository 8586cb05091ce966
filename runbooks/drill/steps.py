"""Steps that many drills take in the same way: the steady state before, and the clean-up after."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from runbooks.drill import chain, probes, records, rows
from runbooks.drill.model import Act, Phase, Step
from runbooks.drill.scene import Scene
from runbooks.drill.tolerance import AtLeast, Exactly, Something

WRITTEN = 3
"""How many records are written before a fault, at the least."""

SERVING = Step(
    "S1",
    Phase.STEADY,
    "The API is healthy",
    "A drill on a system that is broken already proves nothing.",
    timedelta(minutes=10),
    probes.health,
    Exactly("healthy"),
    until=True,
)
SILENT = Step(
    "S2",
    Phase.STEADY,
    "No alarm rings",
    "An alarm that rings before the fault says nothing of it.",
    timedelta(hours=1),
    probes.ringing,
    Exactly([]),
    until=True,
)
LISTENING = Step(
    "S3",
    Phase.STEADY,
    "A subscriber of the drill's own listens to both topics",
    "What it hears has gone through metric, alarm, topic and subscription.",
    timedelta(minutes=5),
    chain.listen,
    Exactly(2),
)
WRITING = Step(
    "S4",
    Phase.STEADY,
    "Records are written and acknowledged",
    "What is lost can only be counted against what was there.",
    timedelta(minutes=15),
    lambda scene: records.seed(scene, WRITTEN),
    AtLeast(WRITTEN),
)
STEADY = (SERVING, SILENT, LISTENING, WRITING)
"""What holds before any drill."""


def called(label: str, why: str, within: timedelta, alarm: str) -> Step:
    """Return the step that waits until the drill's subscriber has heard of an alarm."""
    return _heard(Step(label, Phase.DETECT, "The alarm has called", why, within), alarm, "ALARM")


def silent_again(label: str, why: str, within: timedelta, alarm: str) -> Step:
    """Return the step that waits until the drill's subscriber has heard that an alarm is over."""
    return _heard(Step(label, Phase.VERIFY, "The alarm is silent again", why, within), alarm, "OK")


def _heard(step: Step, alarm: str, state: str) -> Step:
    return replace(step, act=lambda scene: chain.rung(scene, alarm, state), wanted=Something(), until=True)


def healthy_again(label: str, why: str, within: timedelta) -> Step:
    """Return the step that waits until the API says that it is well."""
    return Step(
        label,
        Phase.VERIFY,
        "The API is healthy again",
        why,
        within,
        probes.health,
        Exactly("healthy"),
        until=True,
    )


def nothing_lost(label: str, why: str, within: timedelta) -> Step:
    """Return the step that looks for every record that was acknowledged."""
    return Step(
        label,
        Phase.VERIFY,
        "Nothing that was acknowledged is lost",
        why,
        within,
        records.lost,
        Exactly(0),
    )


def copy_gone(label: str, within: timedelta, still: Act) -> Step:
    """Return the step that waits until nothing is left of what was restored beside the original.

    ``still`` returns what is there of it, empty when it is gone.
    """
    return Step(
        label,
        Phase.VERIFY,
        "The copy is gone",
        "That its deletion was asked for says little, and the drill's clean-up would hide that it was not.",
        within,
        still,
        Exactly(""),
        until=True,
    )


def left(label: str) -> Step:
    """Return the step that takes away what the drill itself has put there: subscriber and records."""
    return Step(
        label,
        Phase.CLEAN_UP,
        "The drill's subscriber and records are taken away",
        "A drill leaves a system as it found it.",
        timedelta(minutes=5),
        _take_away,
        own=True,
    )


def _take_away(scene: Scene) -> None:
    chain.leave(scene)
    records.remove(scene)
    if scene.outputs.get("database_cluster_arn"):
        rows.remove(scene)
