"""The data's key is going to be deleted; the deletion is cancelled and the key enabled again."""

from __future__ import annotations

import json
from datetime import timedelta

from runbooks.drill import steps
from runbooks.drill.figures import Figure, Model, Part
from runbooks.drill.model import Control, Drill, Phase, Step
from runbooks.drill.scene import Scene

ALARM = "api-5xx-alarm"
WINDOW_DAYS = 30
"""The longest there is: whatever becomes of a drill, there is time to cancel."""
SAVED = "key_policy"
TAKEN = frozenset({"kms:CancelKeyDeletion", "kms:EnableKey"})


def _schedule(scene: Scene) -> str:
    """Schedule the deletion of the key; from then on it cannot be used."""
    key = scene.outputs["data_key_arn"]
    made = scene.client("kms").schedule_key_deletion(KeyId=key, PendingWindowInDays=WINDOW_DAYS)
    return f"to be deleted at {made['DeletionDate']}"


def _make_usable(scene: Scene) -> None:
    """Give the key its policy back where it was changed, and have it enabled, whatever state it is in."""
    _give_back(scene)
    kms, key = scene.client("kms"), scene.outputs["data_key_arn"]
    if kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "PendingDeletion":
        kms.cancel_key_deletion(KeyId=key)
    kms.enable_key(KeyId=key)


def _take_away(scene: Scene) -> None:
    """Let nobody cancel a deletion or enable the key."""
    kms, key = scene.client("kms"), scene.outputs["data_key_arn"]
    scene.notes[SAVED] = kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"]
    policy = json.loads(scene.notes[SAVED])
    for each in policy["Statement"]:
        each["Action"] = [action for action in each["Action"] if action not in TAKEN]
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=json.dumps(policy))


def _give_back(scene: Scene) -> None:
    policy = scene.notes.pop(SAVED, None)
    if policy:
        key = scene.outputs["data_key_arn"]
        scene.client("kms").put_key_policy(KeyId=key, PolicyName="default", Policy=policy)


DRILL = Drill(
    scenario="key-disabled",
    threat="The key of records and documents is disabled or going to be deleted: nothing can be read.",
    disruption="",
    steps=(
        *steps.STEADY,
        Step(
            "I1",
            Phase.INJECT,
            "The deletion of the data's key is scheduled",
            "It disables the key as well, so that both have to be taken back.",
            timedelta(minutes=1),
            _schedule,
        ),
        steps.called(
            "1",
            "No alarm looks at keys: what requests run into is what is noticed.",
            timedelta(minutes=20),
            ALARM,
        ),
        Step(
            "2",
            Phase.DETECT,
            "The table says that its key is out of reach",
            "An error of rights looks alike; the table's status does not.",
            timedelta(minutes=2),
        ),
        Step(
            "3",
            Phase.DETECT,
            "Look at the keys",
            "Only the date of deletion says how much time is left.",
            timedelta(minutes=5),
        ),
        Step(
            "4",
            Phase.DETECT,
            "Find out who has done it",
            "A key that was disabled may be the answer to an attack, or the attack.",
            timedelta(minutes=10),
            account_only="A sandbox keeps no trail of who did what.",
        ),
        Step(
            "5",
            Phase.RECOVER,
            "Cancel the deletion",
            "It does no harm, whatever the reason was: the key stays disabled.",
            timedelta(minutes=5),
        ),
        Step(
            "6",
            Phase.RECOVER,
            "Enable the key",
            "All that was closed under it is open again; nothing has to be restored.",
            timedelta(minutes=5),
        ),
        Step(
            "7",
            Phase.VERIFY,
            "The table can be reached again",
            "DynamoDB notices by itself, some minutes late.",
            timedelta(minutes=30),
        ),
        steps.healthy_again("8", "What people see is what counts.", timedelta(minutes=10)),
        steps.nothing_lost(
            "9", "Items and documents are both under the key, so both are read.", timedelta(minutes=5)
        ),
        steps.silent_again(
            "10", "An alarm that goes on ringing hides the next one.", timedelta(minutes=30), ALARM
        ),
        Step(
            "C1",
            Phase.CLEAN_UP,
            "The key is enabled",
            "A drill that failed half-way must not leave a key that will be deleted.",
            timedelta(minutes=2),
            _make_usable,
        ),
        steps.left("C2"),
    ),
    control=Control(
        title="the key's policy lets nobody cancel a deletion",
        why="Who may not take it back can only watch the days pass.",
        begin=_take_away,
        end=_give_back,
        fails_at="5",
        reason="AccessDeniedException",
    ),
    published=(
        Figure(
            "KMS key disabled or pending deletion",
            None,
            None,
            "a deletion can be cancelled within the 7 to 30 days of its window; the key is disabled then",
            "KMS API reference, ScheduleKeyDeletion and CancelKeyDeletion",
        ),
        Figure(
            "DynamoDB table without its key",
            None,
            None,
            "archived after 7 days, with an on-demand backup made of it",
            "DynamoDB API reference, TableDescription: TableStatus and ArchivalSummary",
        ),
    ),
    model=Model(
        parts=(
            Part("detect", timedelta(minutes=11), "5 minutes until cached keys are asked for; alarm 6"),
            Part("decide", timedelta(minutes=7), "steps 2 and 3 of the page"),
            Part("recover", None, "not published: how soon services notice a key that is enabled"),
            Part("verify", timedelta(minutes=1), "one request"),
        ),
        rpo=timedelta(0),
        rpo_source="a key that is enabled again opens all that was closed under it",
    ),
    limits=(
        "How soon AWS notices a key's state: in the sandbox at once.",
        "The function's own variables, whose key it is too: the sandbox's function goes on.",
        "The keys of logs, messages and backups, and secrets.",
        "Who did it: CloudTrail tells that.",
    ),
)
