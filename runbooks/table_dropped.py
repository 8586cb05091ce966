"""The table is deleted, and restored under its own name from the backup that DynamoDB leaves of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from runbooks.drill import chain, moments, records, steps, table
from runbooks.drill.figures import Figure, Model, Part
from runbooks.drill.model import Control, Drill, Phase, Step
from runbooks.drill.scene import Scene
from runbooks.drill.tolerance import Exactly, Something

ALARM = "health-check-alarm"
BEFORE, SPARE = "table_before", "spare_backup"
"""What its notes are called."""


def _note(scene: Scene) -> bool:
    scene.notes[BEFORE] = table.settings(scene)
    return bool(scene.notes[BEFORE]["Tags"])


def _drop(scene: Scene) -> None:
    table.protect(scene, on=False)
    scene.client("dynamodb").delete_table(TableName=scene.outputs["dynamodb_table_name"])


def _heard(scene: Scene) -> str:
    """Hear of the alarm; what was stored last tells since when the table is gone."""
    stored = scene.load.acknowledged()[-1].at
    scene.shell.export(SINCE=f"{stored:%Y-%m-%dT%H:%M:%SZ}")
    return chain.rung(scene, ALARM)


def _lost(scene: Scene) -> int:
    """Tell the last records before the fault, as their senders would; return how many of all are lost."""
    before = [each for each in scene.load.acknowledged() if scene.injected and each.at <= scene.injected]
    names = [scene.load.key(each.number) for each in before[-steps.WRITTEN :]]
    scene.shell.export(RECORDS=" ".join(names))
    return records.lost(scene)


def _mend(scene: Scene) -> None:
    table.mend(scene, scene.notes[BEFORE], scene.notes.get(SPARE, ""))


def _unprotect(scene: Scene) -> None:
    """Turn recovery off, and what would turn it on again; keep a backup by which the control is undone."""
    name = scene.outputs["dynamodb_table_name"]
    made = scene.client("dynamodb").create_backup(TableName=name, BackupName=f"{name}-control")
    scene.notes[SPARE] = made["BackupDetails"]["BackupArn"]
    scene.client("events").disable_rule(Name=scene.outputs["event_rule_name"])
    moments.recovery(scene, on=False)


def _protect(scene: Scene) -> None:
    moments.recovery(scene, on=True)
    scene.client("events").enable_rule(Name=scene.outputs["event_rule_name"])
    scene.client("dynamodb").delete_backup(BackupArn=scene.notes[SPARE])


DRILL = Drill(
    scenario="table-dropped",
    threat="Somebody takes the protection away and deletes the table.",
    disruption="deletion",
    steps=(
        *steps.STEADY,
        Step(
            "S5",
            Phase.STEADY,
            "The table's settings are noted",
            "A restore leaves out many; what must come back is what was there.",
            timedelta(minutes=1),
            _note,
            Something(),
        ),
        Step(
            "I1",
            Phase.INJECT,
            "The table is deleted",
            "Its protection is taken away first, as whoever means it would.",
            timedelta(minutes=5),
            _drop,
        ),
        Step(
            "1",
            Phase.DETECT,
            "The alarm has called",
            "The check from outside asks /health, which reads the table.",
            timedelta(minutes=10),
            _heard,
            Something(),
            until=True,
        ),
        Step(
            "2",
            Phase.DETECT,
            "Look for the table",
            "A table that is there but refuses is another fault.",
            timedelta(minutes=2),
        ),
        Step(
            "3",
            Phase.RECOVER,
            "Find what it can be restored from",
            "With recovery on, DynamoDB keeps what was there just before.",
            timedelta(minutes=5),
        ),
        Step(
            "4",
            Phase.RECOVER,
            "Restore it under its own name",
            "Nothing that names the table has to be changed.",
            timedelta(hours=1),
        ),
        Step(
            "5",
            Phase.RECOVER,
            "Give it back what a restore leaves out",
            "A table without these serves, and cannot be recovered the next time.",
            timedelta(minutes=15),
        ),
        Step(
            "6",
            Phase.VERIFY,
            "The settings are what they were",
            "All of them are compared with those noted before.",
            timedelta(minutes=5),
            lambda scene: table.changed(scene, scene.notes[BEFORE]),
            Exactly([]),
        ),
        steps.healthy_again("7", "What people see is what counts.", timedelta(minutes=10)),
        replace(
            steps.nothing_lost(
                "8", "Each record is held against what its sender was told.", timedelta(minutes=15)
            ),
            act=_lost,
        ),
        Step(
            "9",
            Phase.VERIFY,
            "The alarm has stopped",
            "Whoever was called must hear that it is over.",
            timedelta(minutes=30),
            lambda scene: chain.rung(scene, ALARM, "OK"),
            Something(),
            until=True,
        ),
        Step(
            "10",
            Phase.VERIFY,
            "The program finds nothing to change",
            "The program is the whole list of settings.",
            timedelta(minutes=15),
            account_only="a sandbox has neither the Pulumi CLI nor its state",
        ),
        Step(
            "C1",
            Phase.CLEAN_UP,
            "The table is there, with the settings that it had",
            "A drill that failed half-way must not leave the stack without its table.",
            timedelta(hours=1),
            _mend,
        ),
        steps.left("C2"),
    ),
    control=Control(
        title="point-in-time recovery is off, and the check that would turn it on again does not run",
        why="A table without it leaves no backup when it is deleted.",
        begin=_unprotect,
        end=_protect,
        fails_at="3",
        reason="restore from: None",
    ),
    published=(
        Figure(
            "DynamoDB backup of a deleted table",
            timedelta(0),
            None,
            "the state just before the deletion; 95 % of restores take less than 1 h, no promise",
            "DynamoDB developer guide, PointInTimeRecovery_Howitworks and CreateBackup",
        ),
    ),
    model=Model(
        parts=(
            Part(
                "detect",
                timedelta(minutes=4),
                "health check: 3 times 30 s; alarm: 1 minute, and delivery",
            ),
            Part("decide", timedelta(minutes=5), "the page's own allowance"),
            Part("recover", None, "restore: not promised"),
            Part("verify", timedelta(minutes=10), "the page's own allowance"),
        ),
        rpo=timedelta(0),
        rpo_source="the backup has the state just before the deletion; later writes are refused",
    ),
    limits=(
        "How long AWS takes to restore a table: here it is there at once.",
        "Whether the program finds nothing to change.",
    ),
)
