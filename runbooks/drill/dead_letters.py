"""The events for which the function failed for good: how many wait, and taking a drill's own away."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from runbooks.drill.scene import Scene

COUNTED = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
SCHEDULED = "Scheduled Event"
TRIED = timedelta(minutes=4)
"""Longer than Lambda tries an event: at once, after a minute, and two minutes later."""


def waiting(scene: Scene) -> int:
    """Count the messages in the queue, those that somebody looks at included."""
    url = scene.outputs["function_dead_letters_url"]
    found = scene.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=COUNTED)["Attributes"]
    return sum(int(each) for each in found.values())


def take(scene: Scene, own: Callable[[dict[str, Any], datetime], bool]) -> None:
    """Delete the messages of which ``own``, told of the event and of when it was put there, says so."""
    sqs, url = scene.client("sqs"), scene.outputs["function_dead_letters_url"]
    asked = {"QueueUrl": url, "MaxNumberOfMessages": 10, "VisibilityTimeout": 5}
    while found := sqs.receive_message(**asked, AttributeNames=["SentTimestamp"]).get("Messages"):
        for each in found:
            sent = datetime.fromtimestamp(int(each["Attributes"]["SentTimestamp"]) / 1000, UTC)
            if own(event(each["Body"]), sent):
                sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])


def event(body: str) -> dict[str, Any]:
    """Return the event of a message, which Lambda sends alone or, to a destination, inside its own record."""
    found = json.loads(body)
    inner = found.get("requestPayload", found)
    return inner if isinstance(inner, dict) else {}


def forget_schedule(scene: Scene) -> None:
    """Take away what the schedule left there since the fault: its next run does the same work again.

    An event that came in during the fault may still be under way, so that one is waited for.
    """
    since = scene.injected
    scene.wait(TRIED)
    take(scene, lambda of, sent: bool(since and sent >= since and of.get("detail-type") == SCHEDULED))
