"""AWS Backup cannot back up any more; it is told, mended, and the new backup restored on trial."""

from __future__ import annotations

import json
from datetime import timedelta

from runbooks.drill import chain, records, steps, table
from runbooks.drill.figures import Figure, Model, Part
from runbooks.drill.model import Control, Drill, Phase, Step
from runbooks.drill.scene import Scene
from runbooks.drill.tolerance import Exactly, Something

POLICY = "drill-no-backup"
BACKED_UP = "backed_up"
OWN_POLICY = "own_policy"


def _role(scene: Scene) -> str:
    return f"dr-{scene.outputs['suffix']}-backup-role"


def _trial(scene: Scene) -> str:
    return f"{scene.outputs['dynamodb_table_name']}-trial"


def _on_trial(scene: Scene) -> str:
    """Return the state of the table that the page restores on trial, empty where there is none."""
    return table.state(scene, _trial(scene))


def _deny(scene: Scene) -> str:
    """Deny AWS Backup the table, and have it back up at once as its plan would by day."""
    denial = _document(("dynamodb:StartAwsBackupJob", "s3:GetObjectVersion"), "Deny")
    scene.client("iam").put_role_policy(RoleName=_role(scene), PolicyName=POLICY, PolicyDocument=denial)
    outputs = scene.outputs
    job = scene.client("backup").start_backup_job(
        BackupVaultName=outputs["backup_vault_name"],
        ResourceArn=outputs["dynamodb_table_arn"],
        IamRoleArn=f"arn:aws:iam::{outputs['account']}:role/{_role(scene)}",
        Lifecycle={"DeleteAfterDays": outputs["retention_days"]},
    )
    return f"job {job['BackupJobId']}"


def _note(scene: Scene) -> int:
    """Note which records are there before the backup; all of these must be in it."""
    scene.notes[BACKED_UP] = [scene.load.key(each.number) for each in scene.load.acknowledged()]
    return len(scene.notes[BACKED_UP])


def _missing(scene: Scene) -> list[str]:
    """Name the records that were there before the backup, and are not in what was restored of it."""
    return records.missing(scene, _trial(scene), scene.notes[BACKED_UP])


def _allow(scene: Scene) -> None:
    iam, role = scene.client("iam"), _role(scene)
    if POLICY in iam.list_role_policies(RoleName=role)["PolicyNames"]:
        iam.delete_role_policy(RoleName=role, PolicyName=POLICY)


def _undo(scene: Scene) -> None:
    _allow(scene)
    if _on_trial(scene):
        scene.client("dynamodb").delete_table(TableName=_trial(scene))


def _spoil(scene: Scene) -> None:
    """Deny restores in the stack's own policy, which no step of the page takes for somebody else's."""
    iam, role = scene.client("iam"), _role(scene)
    name = f"dr-{scene.outputs['suffix']}-backup-policy"
    kept = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
    scene.notes[OWN_POLICY] = [name, json.dumps(kept)]
    denial = json.loads(_document(("dynamodb:RestoreTableFromAwsBackup",), "Deny"))["Statement"]
    spoilt = {**kept, "Statement": [*kept["Statement"], *denial]}
    iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=json.dumps(spoilt))


def _mend(scene: Scene) -> None:
    name, kept = scene.notes[OWN_POLICY]
    scene.client("iam").put_role_policy(RoleName=_role(scene), PolicyName=name, PolicyDocument=kept)


def _document(actions: tuple[str, ...], effect: str) -> str:
    statement = {"Effect": effect, "Action": [*actions], "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


DRILL = Drill(
    scenario="backup-failing",
    threat="A change of rights makes backups fail; nobody would notice before one is needed.",
    disruption="",
    steps=(
        *steps.STEADY,
        Step(
            "S5",
            Phase.STEADY,
            "No table of an earlier trial is there",
            "The clean-up deletes what the page restores, and nobody else's table.",
            timedelta(minutes=1),
            _on_trial,
            Exactly(""),
        ),
        Step(
            "I1",
            Phase.INJECT,
            "The role of AWS Backup is denied, and the backup is due",
            "The plan runs once a day; the drill does not wait for it, and starts the same job.",
            timedelta(minutes=1),
            _deny,
        ),
        Step(
            "1",
            Phase.DETECT,
            "AWS Backup has told of a job that failed",
            "The vault tells the alarms' topic itself: a job has no metric before it runs.",
            timedelta(minutes=30),
            lambda scene: chain.told(scene, "job failed", scene.outputs["dynamodb_table_arn"]),
            Something(),
            until=True,
        ),
        Step(
            "2",
            Phase.DETECT,
            "Look at what failed",
            "The message of the job names the cause.",
            timedelta(minutes=5),
        ),
        Step(
            "3",
            Phase.DETECT,
            "See how old the newest good backup is",
            "That is what would be lost if nothing else were left.",
            timedelta(minutes=5),
        ),
        Step(
            "4",
            Phase.RECOVER,
            "Give the role back what it may do",
            "What denies stands beside the stack's own policy.",
            timedelta(minutes=15),
        ),
        Step(
            "5",
            Phase.RECOVER,
            "Back up now",
            "Nobody waits for tomorrow's run.",
            timedelta(hours=4),
            _note,
        ),
        Step(
            "6",
            Phase.RECOVER,
            "Restore it on trial",
            "A backup that was never restored is a hope.",
            timedelta(hours=2),
        ),
        Step(
            "7",
            Phase.VERIFY,
            "The data in it is right",
            "All records from before the backup are in it, and nothing else.",
            timedelta(minutes=30),
            _missing,
            Exactly([]),
        ),
        Step(
            "8",
            Phase.VERIFY,
            "Delete what was restored on trial",
            "It costs money, and holds data that nobody watches.",
            timedelta(minutes=5),
        ),
        steps.copy_gone("9", timedelta(minutes=15), _on_trial),
        Step(
            "C1",
            Phase.CLEAN_UP,
            "The role is as it was, and no table on trial is there",
            "The backup itself stays: it is good, and the vault may be locked.",
            timedelta(minutes=5),
            _undo,
        ),
        steps.left("C2"),
    ),
    control=Control(
        title="the role may back up and not restore",
        why="Backups that cannot be restored look as good as any until somebody tries.",
        begin=_spoil,
        end=_mend,
        fails_at="6",
        reason="not authorized to perform dynamodb:RestoreTableFromAwsBackup",
    ),
    published=(
        Figure(
            "AWS Backup, periodic",
            None,
            None,
            "the interval of the plan, and what the job takes; no time of backup or restore is published",
            "AWS Backup developer guide, point-in-time-recovery",
        ),
    ),
    model=Model(
        parts=(
            Part(
                "detect", timedelta(hours=29), "plan: once a day; windows: 1 h to start and 4 h to complete"
            ),
            Part("decide", timedelta(minutes=15), "the page's own allowance"),
            Part("recover", None, "backup and restore: not published"),
            Part("verify", timedelta(minutes=35), "the page's own allowance"),
        ),
        rpo=timedelta(hours=29),
        rpo_source="from one good daily backup to the next: a day, and the plan's windows",
    ),
    limits=(
        "How long AWS takes to back up and to restore.",
        "The plan's own run at 05:00 UTC; the drill starts the same job by hand.",
    ),
)
