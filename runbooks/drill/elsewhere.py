"""Another region: copies of backups that lie there, and the stack that is built again from them."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from runbooks.drill.sandboxed import SandboxTarget
from runbooks.drill.scene import Scene, StepError
from runbooks.drill.target import Target
from sandbox import project
from sandbox.job import Job
from sandbox.up import deploy

ROOT = Path(__file__).parents[2]
THERE = "us-east-2"
"""Where the drill builds the stack again."""
COPIED, VAULT, REBUILT = "copied", "copies_vault", "rebuilt_outputs"
"""What its notes are called."""
OVER = frozenset({"COMPLETED", "FAILED", "ABORTED", "EXPIRED"})
LONGEST = timedelta(hours=2)


def vault_name(scene: Scene) -> str:
    """Name the vault of the copies."""
    return f"dr-{scene.outputs['suffix']}-copies"


def copied(scene: Scene) -> list[str]:
    """Back table and bucket up and copy both there, as a job does every day; return how the copies ended.

    What was acknowledged before is noted: it must be in the copies.
    """
    outputs = scene.outputs
    there = scene.client("backup", THERE)
    scene.notes[COPIED] = [scene.load.key(each.number) for each in scene.load.acknowledged()]
    arn = there.create_backup_vault(BackupVaultName=vault_name(scene))["BackupVaultArn"]
    scene.notes[VAULT] = vault_name(scene)
    points = _backed_up(scene, (outputs["dynamodb_table_arn"], outputs["s3_bucket_arn"]))
    backup = scene.client("backup")
    jobs = [
        backup.start_copy_job(
            RecoveryPointArn=point,
            SourceBackupVaultName=outputs["backup_vault_name"],
            DestinationBackupVaultArn=arn,
            IamRoleArn=_role(scene),
            Lifecycle={"DeleteAfterDays": outputs["retention_days"]},
        )["CopyJobId"]
        for point in points
    ]

    def ended() -> list[str]:
        states = [str(backup.describe_copy_job(CopyJobId=job)["CopyJob"]["State"]) for job in jobs]
        return states if OVER.issuperset(states) else []

    return scene.until("the copies have ended", ended, LONGEST)


def forgotten(scene: Scene) -> None:
    """Delete the vault of the copies and all that is in it, if this drill has made it."""
    if VAULT not in scene.notes:
        return
    backup, name = scene.client("backup", THERE), scene.notes[VAULT]
    if name in [each["BackupVaultName"] for each in backup.list_backup_vaults()["BackupVaultList"]]:
        for each in backup.list_recovery_points_by_backup_vault(BackupVaultName=name)["RecoveryPoints"]:
            backup.delete_recovery_point(BackupVaultName=name, RecoveryPointArn=each["RecoveryPointArn"])
        backup.delete_backup_vault(BackupVaultName=name)
    del scene.notes[VAULT]


def new_suffix(scene: Scene) -> str:
    """Return a suffix of this run's own: names of buckets and roles are taken by the stack that is lost."""
    return f"{scene.outputs['suffix']}-{scene.load.prefix[-4:]}"


def rebuild(scene: Scene) -> str:
    """Deploy the program into the same emulated AWS, in the other region, as a stack of its own."""
    target = scene.target
    if not isinstance(target, SandboxTarget):
        raise StepError(f"found target {target.name}; wanted a sandbox")
    loaded, suffix = project.load(ROOT, target.stack), new_suffix(scene)
    config = {**loaded.config, f"{loaded.name}:region": THERE, f"{loaded.name}:suffix": suffix}
    job = Job(replace(loaded, stack=f"{target.stack}-rebuilt", config=config), ())
    aws = replace(target.aws, user=None)
    kept = aws.control("GET", "state")
    aws.control("PUT", "state", {})
    try:
        outputs = deploy(job, aws, lambda *_: None).outputs
    finally:
        aws.control("PUT", "state", kept)
    scene.notes[REBUILT] = outputs
    scene.shell.export(API=str(rebuilt(scene).values["api_gateway_endpoint"]))
    return f"{outputs['dynamodb_table_name']} in {outputs['region']}"


def rebuilt(scene: Scene) -> Scene:
    """Return a scene of the stack that was built again, under the same load."""
    target: Target = copy.copy(scene.target)
    target.outputs = scene.notes[REBUILT]
    target.stack = f"{scene.target.stack}-rebuilt"
    found = Scene(target, scene.load, scene.shell)
    found.injected = scene.injected
    return found


def _backed_up(scene: Scene, arns: tuple[str, ...]) -> list[str]:
    backup = scene.client("backup")
    jobs = [
        backup.start_backup_job(
            BackupVaultName=scene.outputs["backup_vault_name"],
            ResourceArn=arn,
            IamRoleArn=_role(scene),
            Lifecycle={"DeleteAfterDays": scene.outputs["retention_days"]},
        )["BackupJobId"]
        for arn in arns
    ]

    def points() -> list[str]:
        found = [backup.describe_backup_job(BackupJobId=job) for job in jobs]
        if failed := [each["StatusMessage"] for each in found if each["State"] in OVER - {"COMPLETED"}]:
            raise StepError(f"found no backup to copy: {'; '.join(failed)}")
        done = all(each["State"] == "COMPLETED" for each in found)
        return [str(each["RecoveryPointArn"]) for each in found] if done else []

    return scene.until("table and bucket are backed up", points, LONGEST)


def _role(scene: Scene) -> str:
    return f"arn:aws:iam::{scene.outputs['account']}:role/dr-{scene.outputs['suffix']}-backup-role"
