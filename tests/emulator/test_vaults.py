"""Locks and notifications of vaults; ministack refuses the requests, and keeps neither."""

from uuid import uuid4

import pytest
from botocore.exceptions import ClientError


@pytest.fixture(scope="module")
def backup(client):
    return client("backup")


@pytest.fixture
def vault(backup):
    name = f"vault-{uuid4()}"
    backup.create_backup_vault(BackupVaultName=name)
    return name


def _lock(backup, vault):
    found = backup.describe_backup_vault(BackupVaultName=vault)
    return {name: found.get(name) for name in ("Locked", "MinRetentionDays", "MaxRetentionDays", "LockDate")}


OPEN = {"Locked": False, "MinRetentionDays": None, "MaxRetentionDays": None, "LockDate": None}


def test_a_lock_in_governance_mode_says_what_it_holds_and_can_be_lifted(backup, vault):
    assert _lock(backup, vault) == OPEN
    backup.put_backup_vault_lock_configuration(BackupVaultName=vault, MinRetentionDays=7, MaxRetentionDays=35)
    held = {"Locked": True, "MinRetentionDays": 7, "MaxRetentionDays": 35, "LockDate": None}
    assert _lock(backup, vault) == held
    backup.delete_backup_vault_lock_configuration(BackupVaultName=vault)
    assert _lock(backup, vault) == OPEN


def test_a_lock_in_compliance_mode_cannot_be_lifted_once_its_date_has_passed(emulator, backup, vault):
    backup.put_backup_vault_lock_configuration(BackupVaultName=vault, ChangeableForDays=3)
    emulator.aws.control("POST", "clock", {"forward": 3 * 86400 + 60})
    with pytest.raises(ClientError, match="InvalidRequestException"):
        backup.delete_backup_vault_lock_configuration(BackupVaultName=vault)
    assert _lock(backup, vault)["Locked"] is True


@pytest.mark.parametrize(
    "days",
    [
        {"MinRetentionDays": 0},
        {"MinRetentionDays": 9, "MaxRetentionDays": 8},
        {"MaxRetentionDays": 36501},
        {"ChangeableForDays": 2},
    ],
    ids=["none", "crossed", "too-long", "too-soon"],
)
def test_a_lock_that_aws_does_not_know_is_refused(backup, vault, days):
    with pytest.raises(ClientError, match="InvalidParameterValueException"):
        backup.put_backup_vault_lock_configuration(BackupVaultName=vault, **days)
    assert _lock(backup, vault) == OPEN


def test_a_vault_that_does_not_exist_is_missed(backup):
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        backup.put_backup_vault_lock_configuration(BackupVaultName="absent", MinRetentionDays=1)


def test_whom_a_vault_tells_is_kept_until_it_is_taken_back(backup, vault):
    events = ["BACKUP_JOB_COMPLETED", "RESTORE_JOB_COMPLETED"]
    topic = "arn:aws:sns:us-west-2:123456789012:alerts"
    backup.put_backup_vault_notifications(BackupVaultName=vault, SNSTopicArn=topic, BackupVaultEvents=events)
    told = backup.get_backup_vault_notifications(BackupVaultName=vault)
    assert (told["SNSTopicArn"], told["BackupVaultEvents"]) == (topic, events)
    assert told["BackupVaultArn"].endswith(f":backup-vault:{vault}")
    backup.delete_backup_vault_notifications(BackupVaultName=vault)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        backup.get_backup_vault_notifications(BackupVaultName=vault)


def test_an_event_that_aws_does_not_know_is_refused(backup, vault):
    with pytest.raises(ClientError, match="InvalidParameterValueException"):
        backup.put_backup_vault_notifications(
            BackupVaultName=vault, SNSTopicArn="arn:aws:sns:us-west-2:123456789012:a", BackupVaultEvents=["A"]
        )
