"""Backups are made daily, locked, and of what is tagged for it."""

from __future__ import annotations

from stack.components.backup import Backup, BackupArgs
from tests.unit.stack.recorded import (
    EPHEMERAL,
    SCOPE,
    TAGS,
    UNKNOWN,
    made,
    named,
    only,
    outputs,
    recorded,
    statements,
)

VAULT = "aws:backup/vault:Vault"
LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration"
PLAN = "aws:backup/plan:Plan"


def record_backup(scope=SCOPE):
    return recorded(lambda: Backup("backup", BackupArgs(scope, "arn:key", "arn:topic", 30, {"S3": {}})))


RECORDING = record_backup()


def test_the_vault_is_encrypted_protected_and_never_emptied_by_a_destroy():
    vault = only(RECORDING, VAULT)
    assert vault.inputs == {
        "name": "dr-test-backup-vault",
        "kmsKeyArn": "arn:key",
        "forceDestroy": False,
        "tags": TAGS,
    }
    assert vault.options.protect is True


def test_the_vault_is_locked_in_governance_mode():
    assert only(RECORDING, LOCK).inputs == {
        "backupVaultName": "dr-test-backup-vault",
        "minRetentionDays": 30,
        "maxRetentionDays": 35,
    }


def test_an_ephemeral_vault_lacks_its_lock_and_its_protection_alone():
    ephemeral = record_backup(EPHEMERAL)
    assert [each for each in made(RECORDING) if each not in made(ephemeral)] == [
        "VaultLockConfiguration backup"
    ]
    assert only(ephemeral, VAULT).options.protect is False


def test_the_vault_tells_the_topic_how_its_jobs_end():
    notifications = only(RECORDING, "aws:backup/vaultNotifications:VaultNotifications").inputs
    assert notifications["snsTopicArn"] == "arn:topic"
    assert {"BACKUP_JOB_COMPLETED", "RESTORE_JOB_COMPLETED"} <= set(notifications["backupVaultEvents"])


def test_a_backup_is_made_every_day_and_kept():
    assert only(RECORDING, PLAN).inputs == {
        "name": "dr-test-backup-plan",
        "rules": [
            {
                "ruleName": "daily",
                "targetVaultName": "dr-test-backup-vault",
                "schedule": "cron(0 5 * * ? *)",
                "startWindow": 60,
                "completionWindow": 240,
                "enableContinuousBackup": True,
                "lifecycle": {"deleteAfter": 30},
                "recoveryPointTags": TAGS,
            }
        ],
        "tags": TAGS,
    }


def test_what_is_tagged_for_the_plan_is_backed_up():
    selection = only(RECORDING, "aws:backup/selection:Selection")
    assert selection.inputs["name"] == "dr-test-backup-selection"
    assert selection.inputs["selectionTags"] == [
        {"type": "STRINGEQUALS", "key": "backup", "value": SCOPE.backed_up()["backup"]}
    ]
    assert selection.property_dependencies["planId"] == (only(RECORDING, PLAN).urn,)
    assert selection.property_dependencies["iamRoleArn"] == (only(RECORDING, "aws:iam/role:Role").urn,)


def test_aws_backup_takes_the_role_on():
    role = only(RECORDING, "aws:iam/role:Role").inputs
    assert role["name"] == "dr-test-backup-role"
    assert statements(role["assumeRolePolicy"])["Assume"] == {
        "Effect": "Allow",
        "Action": ["sts:AssumeRole"],
        "Principal": {"Service": "backup.amazonaws.com"},
    }


def test_the_role_backs_up_and_restores():
    kind = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
    prefix = "arn:aws:iam::aws:policy/"
    assert {each.name: each.inputs["policyArn"] for each in RECORDING.of_type(kind)} == {
        "backup": f"{prefix}service-role/AWSBackupServiceRolePolicyForBackup",
        "restore": f"{prefix}service-role/AWSBackupServiceRolePolicyForRestores",
        "s3-backup": f"{prefix}AWSBackupServiceRolePolicyForS3Backup",
        "s3-restore": f"{prefix}AWSBackupServiceRolePolicyForS3Restore",
    }


def test_the_role_uses_the_keys_of_data_and_backups():
    policy = named(RECORDING, "aws:iam/rolePolicy:RolePolicy", "backup").inputs
    assert policy["name"] == "dr-test-backup-policy"
    assert list(statements(policy["policy"])) == ["Keys", "Grants"]


def test_vault_and_plan_are_told():
    assert outputs(RECORDING, "backup") == {"vaultName": "dr-test-backup-vault", "planId": UNKNOWN}
