"""Somebody who listens to a topic for as long as a test runs, as a drill's subscriber does."""

import uuid
from contextlib import contextmanager
from pathlib import Path

from runbooks.drill import chain
from runbooks.drill.load import Load
from runbooks.drill.scene import Scene
from runbooks.drill.shell import Shell


@contextmanager
def listening(target, topic_arn):
    """Subscribe a new queue to the topic; yields what reads all messages that have arrived by now."""
    scene = Scene(target, Load(target, f"live-test-{uuid.uuid4().hex[:8]}"), Shell({}, Path()))
    try:
        chain.subscribe(scene, topic_arn)
        yield lambda: chain.heard(scene)
    finally:
        chain.leave(scene)


def rung(messages, alarm, state="ALARM"):
    """Return those of the messages arrived by now that say that an alarm went into a state."""
    return [
        each for each in messages() if (each.get("AlarmName"), each.get("NewStateValue")) == (alarm, state)
    ]
