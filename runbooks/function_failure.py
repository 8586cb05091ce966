"""The function fails for good for some events; they are kept, and replayed."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from runbooks.drill import dead_letters, denial, release, steps
from runbooks.drill.figures import Figure, Model, Part
from runbooks.drill.load import document
from runbooks.drill.model import Control, Drill, Phase, Step
from runbooks.drill.scene import Scene
from runbooks.drill.tolerance import Exactly

ALARM = "function-dead-letters-alarm"
EVENTS = 3
"""How many records are sent as events, which nobody waits for."""
MUTED = "drill-no-dead-letters"


def _crash(scene: Scene) -> str:
    """Let every call fail from now on, and send the events."""
    release.publish(scene)
    function, name = scene.client("lambda"), scene.outputs["lambda_function_name"]
    for number in range(1, EVENTS + 1):
        asked = function.invoke(
            FunctionName=name,
            Qualifier=scene.outputs["lambda_alias_name"],
            InvocationType="Event",
            Payload=json.dumps(_event(scene, number)).encode(),
        )
        asked["Payload"].read()
    return f"{EVENTS} events are sent"


def _recover_by_itself(scene: Scene) -> None:
    """Let every call work again once the events have failed for good.

    What the schedule sent at the end of it fails later: its letter comes before anybody looks.
    """
    scene.wait(dead_letters.TRIED)
    release.withdraw(scene)
    scene.wait(dead_letters.TRIED)


def _event(scene: Scene, number: int) -> dict[str, Any]:
    """Return a record as the API passes it on, for who stores one without waiting."""
    body = json.dumps({"id": _key(scene, number), "document": document(number)})
    return {
        "version": "2.0",
        "routeKey": "POST /process",
        "rawPath": "/process",
        "rawQueryString": "",
        "headers": {"content-type": "application/json"},
        "requestContext": {"http": {"method": "POST", "path": "/process"}, "stage": "$default"},
        "body": body,
        "isBase64Encoded": False,
    }


def _key(scene: Scene, number: int) -> str:
    return f"{scene.load.prefix}-event-{number}"


def _missing(scene: Scene) -> list[str]:
    """Name the events whose record is not in the table."""
    dynamodb, table = scene.client("dynamodb"), scene.outputs["dynamodb_table_name"]
    return [
        key
        for key in (_key(scene, number) for number in range(1, EVENTS + 1))
        if "Item" not in dynamodb.get_item(TableName=table, Key={"id": {"S": key}}, ConsistentRead=True)
    ]


def _take_away(scene: Scene) -> None:
    """Delete what is left of the drill's own events and of the schedule's, in the queue and in the table."""
    dead_letters.forget_schedule(scene)
    dead_letters.take(scene, lambda event, _: scene.load.prefix in str(event.get("body")))
    dynamodb, table = scene.client("dynamodb"), scene.outputs["dynamodb_table_name"]
    for number in range(1, EVENTS + 1):
        dynamodb.delete_item(TableName=table, Key={"id": {"S": _key(scene, number)}})


DRILL = Drill(
    scenario="function-failure",
    threat="The function fails for some minutes: events that nobody waits for fail for good.",
    disruption="",
    steps=(
        *steps.STEADY,
        Step(
            "I1",
            Phase.INJECT,
            "The function fails, and events come in",
            "Each carries a record; its sender does not wait for an answer.",
            timedelta(minutes=2),
            _crash,
        ),
        Step(
            "I2",
            Phase.INJECT,
            "The events fail for good, and then the function works again",
            "A single failure passes; what it left undone does not.",
            timedelta(minutes=10),
            _recover_by_itself,
        ),
        steps.called(
            "1", "One event is one too many: nobody else asks for it.", timedelta(minutes=20), ALARM
        ),
        Step(
            "2",
            Phase.DETECT,
            "Read the letters",
            "What failed, and of what, decides whether replaying helps.",
            timedelta(minutes=5),
        ),
        Step(
            "3",
            Phase.RECOVER,
            "The function works again",
            "Replaying into a function that fails only makes new letters.",
            timedelta(minutes=5),
        ),
        Step(
            "4",
            Phase.RECOVER,
            "Replay the events",
            "A letter is deleted once its event is worked off, and not before.",
            timedelta(minutes=15),
        ),
        Step(
            "5",
            Phase.VERIFY,
            "No letter is left",
            "What is left there has not been worked off.",
            timedelta(minutes=5),
        ),
        Step(
            "6",
            Phase.VERIFY,
            "What the events carried is stored",
            "An empty queue alone may also mean that letters were thrown away.",
            timedelta(minutes=5),
            _missing,
            Exactly([]),
        ),
        steps.silent_again(
            "7", "An alarm that goes on ringing hides the next one.", timedelta(minutes=30), ALARM
        ),
        steps.nothing_lost(
            "8",
            "Requests that failed meanwhile were not acknowledged; their senders try again.",
            timedelta(minutes=5),
        ),
        Step(
            "C1",
            Phase.CLEAN_UP,
            "The function works, and the version that fails is deleted",
            "A drill that failed half-way must not leave a function that raises.",
            timedelta(minutes=5),
            release.withdraw,
        ),
        Step(
            "C2",
            Phase.CLEAN_UP,
            "The drill's events are taken away",
            "A letter that stays rings for 14 days.",
            timedelta(minutes=45),
            _take_away,
        ),
        steps.left("C3"),
    ),
    control=Control(
        title="the function may not put anything into the queue of dead letters",
        why="An event that is kept nowhere is lost, and no alarm knows of it.",
        begin=lambda scene: denial.deny(scene, MUTED, "sqs:SendMessage"),
        end=lambda scene: denial.lift(scene, MUTED),
        fails_at="1",
        reason="did not happen: The alarm has called",
    ),
    published=(
        Figure(
            "Lambda asynchronous invocation",
            None,
            None,
            "an event is tried twice more, after 1 and 2 minutes, and then sent to the dead letters",
            "Lambda developer guide, How Lambda handles errors and retries with asynchronous invocation",
        ),
    ),
    model=Model(
        parts=(
            Part("fail for good", timedelta(minutes=3), "the retries: after 1 minute and 2 minutes later"),
            Part(
                "detect", timedelta(minutes=17), "SQS counts an idle queue again within 15 minutes; alarm 1"
            ),
            Part("decide", timedelta(minutes=5), "step 2 of the page"),
            Part("recover", None, "not published: one call for each event"),
            Part("verify", timedelta(minutes=5), "the limit of step 5"),
        ),
        rpo=timedelta(0),
        rpo_source="an event is kept until it is worked off, for 14 days",
    ),
    limits=(
        "How late CloudWatch hears of a queue that nothing was in for hours.",
        "A function that runs out of its time or memory: here it raises.",
        "An SQS that does not take the letters: Lambda then only counts them.",
    ),
)
