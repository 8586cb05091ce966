"""The events for which the function failed for good: what a drill has put among them is taken away."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from runbooks.drill.scene import Scene

HIDDEN = "ApproximateNumberOfMessagesNotVisible"
SCHEDULED = "Scheduled Event"
TRIED = timedelta(minutes=4)
"""Longer than Lambda tries an event: at once, after a minute, and two minutes later."""
HELD = timedelta(minutes=35)
"""Longer than the page of failing events keeps from others what it has read."""


def given_back(scene: Scene) -> None:
    """Wait until nobody holds a message back: who has read some keeps them from all others for a while.

    Raises ``LimitError`` where that lasts longer than the page's commands hold them.
    """

    def held() -> int:
        asked = {"QueueUrl": scene.outputs["function_dead_letters_url"], "AttributeNames": [HIDDEN]}
        return int(scene.client("sqs").get_queue_attributes(**asked)["Attributes"][HIDDEN])

    scene.until("the letters that were read come back", lambda: held() == 0, HELD)


def take(scene: Scene, own: Callable[[dict[str, Any], datetime], bool]) -> None:
    """Delete the messages of which ``own``, told of the event and of when it was put there, says so.

    What was read just before cannot be seen until it comes back, so that is waited for.
    """
    given_back(scene)
    sqs, url = scene.client("sqs"), scene.outputs["function_dead_letters_url"]
    # Without a time to wait SQS asks only some of its servers, and says that nothing is there.
    asked = {"QueueUrl": url, "MaxNumberOfMessages": 10, "VisibilityTimeout": 5, "WaitTimeSeconds": 1}
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
