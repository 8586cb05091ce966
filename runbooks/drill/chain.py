"""The chain by which people hear of a fault: a queue of the drill's own, subscribed to the alarms' topics.

What it hears went through all of it: metric, alarm, topic, subscriber.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from typing import Any

from botocore.exceptions import ConnectionError as UnreachedError
from botocore.exceptions import HTTPClientError

from runbooks.drill import alarms
from runbooks.drill.alarms import Watch
from runbooks.drill.scene import Scene

QUEUE, SUBSCRIPTION = "chain_queue", "chain_subscription"
"""What its notes are called; the region of each follows."""
HEARD = "chain_heard"
BEGAN, LEFT = "chain_began", "chain_left"
"""From when to when it listened."""
TEXT = "text"
"""What a message's words are called that is not JSON, such as those of AWS Backup."""


def listen(scene: Scene) -> int:
    """Subscribe to the stack's topics; return how many subscriptions there are."""
    for arn in (scene.outputs["sns_topic_arn"], scene.outputs["watch_topic_arn"]):
        subscribe(scene, arn)
    return len([name for name in scene.notes if name.startswith(SUBSCRIPTION)])


def subscribe(scene: Scene, topic: str) -> None:
    """Subscribe to a topic, unless one of its region is subscribed to already."""
    region = topic.split(":")[3]
    scene.notes.setdefault(BEGAN, scene.now().isoformat())
    if f"{SUBSCRIPTION} {region}" in scene.notes:
        return
    sqs, sns = scene.client("sqs", region), scene.client("sns", region)
    url = sqs.create_queue(QueueName=f"{scene.load.prefix}-{topic.rpartition('-')[2]}")["QueueUrl"]
    scene.notes[f"{QUEUE} {region}"] = url
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": _policy(arn, topic)})
    made = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, ReturnSubscriptionArn=True)
    scene.notes[f"{SUBSCRIPTION} {region}"] = made["SubscriptionArn"]


def rung(scene: Scene, alarm: str, state: str = "ALARM") -> str:
    """Return the reason that the subscriber was told for an alarm's state, empty while it was told none.

    ``alarm`` is named without the stack's prefix, such as ``unhealthy-alarm``.
    """
    name = f"dr-{scene.outputs['suffix']}-{alarm}"
    for each in heard(scene):
        if (each.get("AlarmName"), each.get("NewStateValue")) == (name, state):
            return str(each["NewStateReason"])
    return ""


def told(scene: Scene, *words: str) -> str:
    """Return the newest message in plain text that has all of these words, empty while there was none."""
    texts = [str(each[TEXT]) for each in heard(scene) if TEXT in each]
    return next((text for text in reversed(texts) if all(word in text for word in words)), "")


def changes(scene: Scene) -> tuple[str, ...]:
    """Word each alarm's change of state that the subscriber was told by now: alarm, state, when, and why."""
    kept: list[dict[str, Any]] = scene.notes.get(HEARD, [])
    return tuple(
        f"{each['AlarmName']}: {each['NewStateValue']} at {each['StateChangeTime']}: {each['NewStateReason']}"
        for each in kept
        if "AlarmName" in each
    )


def watch(scene: Scene) -> Watch:
    """Return the states of alarms that the subscriber was told by now, and how long it has listened."""
    began, left = (datetime.fromisoformat(at) if at else None for at in map(scene.notes.get, (BEGAN, LEFT)))
    kept: list[dict[str, Any]] = scene.notes.get(HEARD, [])
    return Watch(began, left, alarms.spells(alarms.changes(kept)))


def heard(scene: Scene) -> list[dict[str, Any]]:
    """Return all messages that have arrived since ``listen``, oldest first.

    A region that does not answer at all tells nothing.
    """
    kept: list[dict[str, Any]] = scene.notes.setdefault(HEARD, [])
    for name, url in [*scene.notes.items()]:
        if name.startswith(QUEUE):
            with suppress(HTTPClientError, UnreachedError):
                kept.extend(_received(scene, url, name.partition(" ")[2]))
    return kept


def leave(scene: Scene) -> None:
    """Hear what came last, and take subscriptions and queues away; what is gone already is no fault."""
    kept: list[dict[str, Any]] = scene.notes.setdefault(HEARD, [])
    for name, value in [*scene.notes.items()]:
        kind, _, region = name.partition(" ")
        if kind == SUBSCRIPTION:
            scene.client("sns", region).unsubscribe(SubscriptionArn=value)
        elif kind == QUEUE:
            sqs = scene.client("sqs", region)
            if value in sqs.list_queues(QueueNamePrefix=value.rpartition("/")[2]).get("QueueUrls", []):
                kept.extend(_received(scene, value, region))
                sqs.delete_queue(QueueUrl=value)
        else:
            continue
        del scene.notes[name]
        scene.notes[LEFT] = scene.now().isoformat()


def _received(scene: Scene, url: str, region: str) -> list[dict[str, Any]]:
    sqs = scene.client("sqs", region)
    bodies: list[str] = []
    while found := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for each in found:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
            bodies.append(json.loads(each["Body"])["Message"])
    return [json.loads(text) if text.startswith("{") else {TEXT: text} for text in bodies]


def _policy(queue: str, topic: str) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": queue,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
