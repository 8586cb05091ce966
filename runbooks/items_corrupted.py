"""A bad writer overwrites and deletes items; no alarm notices, and people mend it from the moment before."""

from __future__ import annotations

from datetime import datetime, timedelta

from runbooks.drill import moments, records, steps, table
from runbooks.drill.figures import Figure, Model, Part
from runbooks.drill.model import Control, Drill, Phase, Step
from runbooks.drill.scene import Scene
from runbooks.drill.tolerance import AtLeast, Exactly, Something

OVERWRITTEN, DELETED = 1, 2
"""The numbers of the records that are damaged."""
NOTHING = "0" * 64
"""A checksum of no document."""


def _damage(scene: Scene) -> str:
    """Note the last good moment, then overwrite one record's item and delete another's."""
    scene.notes["moment"] = moments.settled(scene)
    dynamodb, name = scene.client("dynamodb"), scene.outputs["dynamodb_table_name"]
    dynamodb.update_item(
        TableName=name,
        Key={"id": {"S": scene.load.key(OVERWRITTEN)}},
        UpdateExpression="SET checksum = :nothing",
        ExpressionAttributeValues={":nothing": {"S": NOTHING}},
    )
    dynamodb.delete_item(TableName=name, Key={"id": {"S": scene.load.key(DELETED)}})
    return f"damaged records {OVERWRITTEN} and {DELETED} just after {scene.notes['moment']}"


def _tell(scene: Scene) -> str:
    scene.shell.export(MOMENT=scene.notes["moment"])
    return str(scene.notes["moment"])


def _restorable(scene: Scene) -> bool:
    return moments.restorable(scene, datetime.fromisoformat(scene.notes["moment"]))


def _beside(scene: Scene) -> str:
    """Return the state of the table that the page restores, empty where there is none."""
    return table.state(scene, _restored(scene))


def _delete_restored(scene: Scene) -> None:
    if _beside(scene):
        scene.client("dynamodb").delete_table(TableName=_restored(scene))


def _restored(scene: Scene) -> str:
    return f"{scene.outputs['dynamodb_table_name']}-restored"


def _unprotect(scene: Scene) -> None:
    """Turn recovery off, and what would turn it on again."""
    scene.client("events").disable_rule(Name=scene.outputs["event_rule_name"])
    moments.recovery(scene, on=False)


def _protect(scene: Scene) -> None:
    moments.recovery(scene, on=True)
    scene.client("events").enable_rule(Name=scene.outputs["event_rule_name"])


DRILL = Drill(
    scenario="items-corrupted",
    threat="A bad release, a script or a person overwrites and deletes items of the table.",
    disruption="corruption",
    steps=(
        *steps.STEADY,
        Step(
            "S5",
            Phase.STEADY,
            "No table of an earlier restore is there",
            "The clean-up deletes what the page restores, and nobody else's table.",
            timedelta(minutes=1),
            _beside,
            Exactly(""),
        ),
        Step(
            "I1",
            Phase.INJECT,
            "A bad writer damages two records",
            "One item is overwritten and one deleted, while the API goes on writing.",
            timedelta(minutes=1),
            _damage,
        ),
        Step(
            "1",
            Phase.DETECT,
            "Items do not agree with themselves",
            "No alarm sees what an item says; people do, and this question confirms it.",
            timedelta(minutes=10),
            lambda scene: len(records.losses(scene).lost),
            AtLeast(1),
        ),
        Step(
            "2",
            Phase.DETECT,
            "Stop the writer, and note the moment before the fault",
            "The restore is as good as this moment.",
            timedelta(minutes=30),
            _tell,
            Something(),
        ),
        Step(
            "3",
            Phase.RECOVER,
            "Wait until that moment can be restored",
            "Recovery reaches to about five minutes ago.",
            timedelta(minutes=15),
            _restorable,
            Something(),
            until=True,
        ),
        Step(
            "4",
            Phase.RECOVER,
            "Restore the table beside itself",
            "A restore is always a new table; the running system is not touched.",
            timedelta(hours=1),
        ),
        Step(
            "5",
            Phase.RECOVER,
            "List what is damaged",
            "Records never change: what differs from the moment before is damaged.",
            timedelta(minutes=15),
        ),
        Step(
            "6",
            Phase.RECOVER,
            "Copy the damaged items back",
            "What was written after the fault stays as it is.",
            timedelta(minutes=30),
        ),
        Step(
            "7",
            Phase.VERIFY,
            "Nothing is damaged any more",
            "The same comparison must find nothing.",
            timedelta(minutes=15),
        ),
        steps.nothing_lost(
            "8", "Each record is held against what its sender was told.", timedelta(minutes=15)
        ),
        Step(
            "9",
            Phase.VERIFY,
            "Delete the restored table",
            "It costs money, and holds data that nobody watches.",
            timedelta(minutes=5),
        ),
        steps.copy_gone("10", timedelta(minutes=15), _beside),
        Step(
            "C1",
            Phase.CLEAN_UP,
            "No restored table is there",
            "A drill that failed half-way may have left it.",
            timedelta(minutes=5),
            _delete_restored,
        ),
        steps.left("C2"),
    ),
    control=Control(
        title="point-in-time recovery is off, and the check that would turn it on again does not run",
        why="Without it there is no moment before the fault to go back to.",
        begin=_unprotect,
        end=_protect,
        fails_at="3",
        reason="point-in-time recovery is off",
    ),
    published=(
        Figure(
            "DynamoDB point-in-time recovery",
            timedelta(minutes=5),
            None,
            "any second up to typically 5 minutes ago; 95 % of restores take less than 1 h, no promise",
            "DynamoDB API reference, PointInTimeRecoveryDescription; developer guide, CreateBackup",
        ),
    ),
    model=Model(
        parts=(
            Part("detect", None, "people: nothing in the stack notices"),
            Part("decide", timedelta(minutes=30), "the page's own allowance"),
            Part("recover", None, "restore: not promised; waiting: 5 minutes, published"),
            Part("verify", timedelta(minutes=30), "the page's own allowance"),
        ),
        rpo=timedelta(minutes=5),
        rpo_source="published: up to typically 5 minutes ago; what came later stays, unless it was damaged",
    ),
    limits=(
        "How long AWS takes to restore a table: here it is there at once.",
        "How soon people notice.",
        "A table of more items than one person can copy.",
    ),
)
