"""Vaults and plans are made with all that is asked of them, and what a plan backs up is as asked."""

import pytest
from botocore.exceptions import ClientError, ParamValidationError

PLAN = "aws:backup/plan:Plan"
SELECTION = "aws:backup/selection:Selection"
VAULT = "aws:backup/vault:Vault"
LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration"
NOTIFICATIONS = "aws:backup/vaultNotifications:VaultNotifications"
ROLE = "arn:aws:iam::123456789012:role/dr-test-backup-role"
TAGS = {"owner": "team", "cost-centre": "42"}


def rule(**more):
    return {"ruleName": "daily", "targetVaultName": "vault", "schedule": "cron(0 5 * * ? *)", **more}


OF_STACK = rule(
    startWindow=60.0,
    completionWindow=240.0,
    enableContinuousBackup=True,
    lifecycle={"deleteAfter": 35.0},
    recoveryPointTags=TAGS,
)


@pytest.fixture(scope="module")
def backup(client):
    return client("backup")


@pytest.fixture(scope="module", autouse=True)
def vault(make, client):
    key = client("kms").create_key()["KeyMetadata"]["Arn"]
    return make(VAULT, name="vault", kmsKeyArn=key, forceDestroy=False, tags=TAGS)


def rules(backup, plan):
    return backup.get_backup_plan(BackupPlanId=plan.id)["BackupPlan"]["Rules"]


def selected(backup, plan, selection):
    found = backup.get_backup_selection(BackupPlanId=plan.id, SelectionId=selection.id)
    return found["BackupSelection"]


def test_a_vault_has_its_key_and_its_tags(backup, client, vault):
    found = backup.describe_backup_vault(BackupVaultName="vault")
    assert vault.id == "vault"
    assert vault.outputs["arn"] == found["BackupVaultArn"]
    assert client("kms").describe_key(KeyId=found["EncryptionKeyArn"])["KeyMetadata"]["Enabled"] is True
    assert vault.outputs["recoveryPoints"] == 0
    assert backup.list_tags(ResourceArn=vault.outputs["arn"])["Tags"] == TAGS


def test_the_tags_of_a_vault_change_in_place(make, change, backup):
    made = make(VAULT, name="retagged", tags=TAGS)
    change(VAULT, made, name="retagged", tags={"tier": "staging"})
    assert backup.list_tags(ResourceArn=made.outputs["arn"])["Tags"] == {"tier": "staging"}


def test_a_vault_is_locked_for_as_long_as_is_asked(make, backup, vault):
    made = make(LOCK, backupVaultName="vault", minRetentionDays=30.0, maxRetentionDays=35.0)
    found = backup.describe_backup_vault(BackupVaultName="vault")
    assert (found["Locked"], found["MinRetentionDays"], found["MaxRetentionDays"]) == (True, 30, 35)
    assert (made.id, made.outputs["backupVaultArn"]) == ("vault", vault.outputs["arn"])


def test_a_vault_tells_of_the_events_that_are_asked_for(make, client, backup):
    topic = client("sns").create_topic(Name="backups")["TopicArn"]
    events = ["BACKUP_JOB_COMPLETED", "RESTORE_JOB_COMPLETED"]
    make(NOTIFICATIONS, backupVaultName="vault", snsTopicArn=topic, backupVaultEvents=events)
    found = backup.get_backup_vault_notifications(BackupVaultName="vault")
    assert found["SNSTopicArn"] == topic
    assert sorted(found["BackupVaultEvents"]) == events


def test_a_plan_has_its_rules_and_its_tags(make, backup):
    made = make(PLAN, name="plan", rules=[OF_STACK], tags=TAGS)
    found = backup.get_backup_plan(BackupPlanId=made.id)
    (only,) = rules(backup, made)
    only.pop("RuleId", None)
    assert found["BackupPlan"]["BackupPlanName"] == "plan"
    assert (made.outputs["arn"], made.outputs["version"]) == (found["BackupPlanArn"], found["VersionId"])
    assert backup.list_tags(ResourceArn=made.outputs["arn"])["Tags"] == TAGS
    assert only == {
        "RuleName": "daily",
        "TargetBackupVaultName": "vault",
        "ScheduleExpression": "cron(0 5 * * ? *)",
        "StartWindowMinutes": 60,
        "CompletionWindowMinutes": 240,
        "EnableContinuousBackup": True,
        "Lifecycle": {"DeleteAfterDays": 35},
        "RecoveryPointTags": TAGS,
    }


def test_a_rule_copies_to_another_vault_and_has_the_windows_of_the_provider(make, backup):
    there = "arn:aws:backup:eu-west-1:123456789012:backup-vault:vault"
    copy = {"destinationVaultArn": there, "lifecycle": {"deleteAfter": 90.0, "coldStorageAfter": 30.0}}
    (only,) = rules(backup, make(PLAN, name="copied", rules=[rule(copyActions=[copy])]))
    assert only["CopyActions"] == [
        {
            "DestinationBackupVaultArn": there,
            "Lifecycle": {"DeleteAfterDays": 90, "MoveToColdStorageAfterDays": 30},
        }
    ]
    assert (only["StartWindowMinutes"], only["CompletionWindowMinutes"]) == (60, 180)


def test_a_setting_of_a_rule_that_nobody_knows_is_refused(make):
    with pytest.raises(ParamValidationError, match="Whenever"):
        make(PLAN, name="odd", rules=[rule(whenever=True)])


def test_a_plan_changes_in_place_to_a_new_version(make, change, backup):
    made = make(PLAN, name="changed", rules=[OF_STACK], tags=TAGS)
    wanted = {**OF_STACK, "lifecycle": {"deleteAfter": 60.0}}
    changed = change(PLAN, made, name="changed", rules=[wanted], tags={"tier": "staging"})
    assert changed.id == made.id
    assert changed.outputs["version"] != made.outputs["version"]
    assert rules(backup, made)[0]["Lifecycle"] == {"DeleteAfterDays": 60}
    assert backup.list_tags(ResourceArn=made.outputs["arn"])["Tags"] == {"tier": "staging"}


def test_a_selection_is_by_tag(make, backup):
    plan = make(PLAN, name="selected", rules=[OF_STACK])
    tag = {"type": "STRINGEQUALS", "key": "backup", "value": "plan"}
    found = selected(
        backup,
        plan,
        make(SELECTION, name="tagged", planId=plan.id, iamRoleArn=ROLE, selectionTags=[tag]),
    )
    assert (found["SelectionName"], found["IamRoleArn"]) == ("tagged", ROLE)
    assert found["ListOfTags"] == [
        {"ConditionType": "STRINGEQUALS", "ConditionKey": "backup", "ConditionValue": "plan"}
    ]
    assert found["Resources"] == []


def test_a_selection_is_by_arn_and_by_condition(make, backup):
    plan = make(PLAN, name="conditional", rules=[OF_STACK])
    table = "arn:aws:dynamodb:us-west-2:123456789012:table/orders"
    tag = {"key": "aws:ResourceTag/backup", "value": "plan"}
    conditions = [{"stringEquals": [tag], "stringLikes": [tag]}, {"stringEquals": [tag]}]
    found = selected(
        backup,
        plan,
        make(
            SELECTION,
            name="exact",
            planId=plan.id,
            iamRoleArn=ROLE,
            resources=["*"],
            notResources=[table],
            conditions=conditions,
        ),
    )
    pair = {"ConditionKey": "aws:ResourceTag/backup", "ConditionValue": "plan"}
    assert (found["Resources"], found["NotResources"]) == (["*"], [table])
    assert found["Conditions"] == {"StringEquals": [pair, pair], "StringLike": [pair]}


def test_a_selection_of_no_plan_is_refused(make):
    with pytest.raises(ClientError, match="nowhere"):
        make(SELECTION, name="lost", planId="nowhere", iamRoleArn=ROLE, resources=["*"])
