"""Vaults and plans of AWS Backup, and what a plan backs up."""

from __future__ import annotations

from typing import Any

from sandbox.aws import Client
from sandbox.registration import Json, Properties
from sandbox.resources.change import lasting, retag
from sandbox.resources.kind import Kind, Made, Place
from sandbox.resources.request import block, blocks, given, request

VAULT = {"kmsKeyArn": "EncryptionKeyArn", "name": "BackupVaultName", "tags": "BackupVaultTags"}
LOCK = {
    "backupVaultName": "BackupVaultName",
    "changeableForDays": "ChangeableForDays",
    "maxRetentionDays": "MaxRetentionDays",
    "minRetentionDays": "MinRetentionDays",
}
NOTIFICATIONS = {
    "backupVaultEvents": "BackupVaultEvents",
    "backupVaultName": "BackupVaultName",
    "snsTopicArn": "SNSTopicArn",
}
RULE = {
    "coldStorageAfter": "MoveToColdStorageAfterDays",
    "completionWindow": "CompletionWindowMinutes",
    "deleteAfter": "DeleteAfterDays",
    "destinationVaultArn": "DestinationBackupVaultArn",
    "schedule": "ScheduleExpression",
    "startWindow": "StartWindowMinutes",
    "targetVaultName": "TargetBackupVaultName",
}
RULE_UNASKED: Properties = {"completionWindow": 180, "startWindow": 60}
"""What the provider asks for where the program says nothing; in minutes."""
SELECTION = {
    "iamRoleArn": "IamRoleArn",
    "name": "SelectionName",
    "notResources": "NotResources",
    "resources": "Resources",
}
CONDITIONS = {
    "stringEquals": "StringEquals",
    "stringLikes": "StringLike",
    "stringNotEquals": "StringNotEquals",
    "stringNotLikes": "StringNotLike",
}
WHEN_DELETED = frozenset({"forceDestroy"})
"""What the provider keeps for the day on which it deletes a vault; AWS is not told before."""


def _vault(place: Place, asked: Properties) -> Made:
    client = place.client("backup")
    client.create_backup_vault(**request(asked, VAULT))
    return _of_vault(client, asked)


def _changed_vault(place: Place, made: Made, asked: Properties) -> Made:
    client = place.client("backup")
    retag_backup(client, str(made.outputs["arn"]), asked)
    return _of_vault(client, asked)


def _of_vault(client: Client, asked: Properties) -> Made:
    found = client.describe_backup_vault(BackupVaultName=asked["name"])
    outputs: Properties = {
        "arn": found["BackupVaultArn"],
        "kmsKeyArn": found.get("EncryptionKeyArn", ""),
        "recoveryPoints": found["NumberOfRecoveryPoints"],
    }
    return Made(str(asked["name"]), {**given(asked, "name"), **outputs})


def _lock(place: Place, asked: Properties) -> Made:
    place.client("backup").put_backup_vault_lock_configuration(**request(asked, LOCK))
    return _of_its_vault(place, asked)


def _notifications(place: Place, asked: Properties) -> Made:
    place.client("backup").put_backup_vault_notifications(**request(asked, NOTIFICATIONS))
    return _of_its_vault(place, asked)


def _of_its_vault(place: Place, asked: Properties) -> Made:
    """A setting of a vault goes by the vault's name."""
    name = str(asked["backupVaultName"])
    return Made(
        name, {"backupVaultName": name, "backupVaultArn": place.arn("backup", f"backup-vault:{name}")}
    )


def _plan(place: Place, asked: Properties) -> Made:
    made = place.client("backup").create_backup_plan(
        BackupPlan=_backup_plan(asked), **request(asked, {"tags": "BackupPlanTags"})
    )
    return _of_plan(made, asked)


def _changed_plan(place: Place, made: Made, asked: Properties) -> Made:
    client = place.client("backup")
    changed = client.update_backup_plan(BackupPlanId=made.id, BackupPlan=_backup_plan(asked))
    retag_backup(client, str(made.outputs["arn"]), asked)
    return _of_plan(changed, asked)


def _of_plan(found: dict[str, Any], asked: Properties) -> Made:
    outputs: Properties = {"arn": found["BackupPlanArn"], "version": found["VersionId"]}
    return Made(found["BackupPlanId"], {**given(asked, "name"), **outputs})


def _backup_plan(asked: Properties) -> dict[str, Any]:
    return {"BackupPlanName": asked["name"], "Rules": [_rule(each) for each in blocks(asked["rules"])]}


def _rule(rule: Properties) -> dict[str, Any]:
    """Return a rule; its tags keep their names."""
    rest = {name: value for name, value in rule.items() if name != "recoveryPointTags"}
    tags = request(rule, {"recoveryPointTags": "RecoveryPointTags"})
    return {**block({**RULE_UNASKED, **rest}, **RULE), **tags}


def _selection(place: Place, asked: Properties) -> Made:
    selection = {
        **request(asked, SELECTION),
        "ListOfTags": _pairs(asked.get("selectionTags")),
        "Conditions": _conditions(asked.get("conditions")),
    }
    made = place.client("backup").create_backup_selection(
        BackupPlanId=asked["planId"], BackupSelection=selection
    )
    return Made(made["SelectionId"], {"conditions": [], "notResources": []})


def _conditions(value: Json) -> dict[str, list[dict[str, Any]]]:
    """Return what several blocks of conditions ask for as the one that AWS takes."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, pairs in (item for each in blocks(value) for item in each.items()):
        theirs = CONDITIONS.get(name, name)
        found[theirs] = [*found.get(theirs, []), *_pairs(pairs)]
    return found


def _pairs(value: Json) -> list[dict[str, Any]]:
    """Return tags, or conditions, as a selection has them: ``key`` becomes ``ConditionKey``."""
    return [{f"Condition{name}": content for name, content in block(each).items()} for each in blocks(value)]


def retag_backup(client: Client, arn: str, asked: Properties) -> None:
    """Leave what belongs to AWS Backup with the tags that are asked for."""
    retag(
        client.list_tags(ResourceArn=arn)["Tags"],
        asked,
        lambda tags: client.tag_resource(ResourceArn=arn, Tags=tags),
        lambda keys: client.untag_resource(ResourceArn=arn, TagKeyList=keys),
    )


KINDS = {
    "aws:backup/plan:Plan": Kind(_plan, frozenset({"name", "rules", "tags"}), lasting(_changed_plan, "name")),
    "aws:backup/selection:Selection": Kind(
        _selection, frozenset({"conditions", "planId", "selectionTags", *SELECTION})
    ),
    "aws:backup/vault:Vault": Kind(
        _vault, frozenset(VAULT) | WHEN_DELETED, lasting(_changed_vault, "kmsKeyArn", "name")
    ),
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": Kind(
        _lock, frozenset(LOCK), lasting(lambda place, _, asked: _lock(place, asked), "backupVaultName")
    ),
    "aws:backup/vaultNotifications:VaultNotifications": Kind(
        _notifications,
        frozenset(NOTIFICATIONS),
        lasting(lambda place, _, asked: _notifications(place, asked), "backupVaultName"),
    ),
}
