"""The backups: where they lie, how long, of what, and that there are any."""

from datetime import timedelta

import pytest

from tests.live.parts import has_database
from tests.live.patience import until

RESTORED = {"DynamoDB", "S3"}
RESTORED_WITH_DATABASE = {"Aurora", "DynamoDB", "S3"}


@pytest.fixture
def rule(client, outputs):
    plan = client("backup").get_backup_plan(BackupPlanId=outputs["backup_plan_id"])["BackupPlan"]
    [found] = plan["Rules"]
    return found


def test_the_vault_is_locked_unless_ephemeral(client, outputs):
    vault = client("backup").describe_backup_vault(BackupVaultName=outputs["backup_vault_name"])
    locked = (None, None) if outputs["ephemeral"] else (30, 35)
    assert vault.get("Locked", False) is not outputs["ephemeral"]
    assert (vault.get("MinRetentionDays"), vault.get("MaxRetentionDays")) == locked
    assert vault["EncryptionKeyArn"] == outputs["backup_key_arn"]


def test_a_backup_is_made_every_day_and_kept_as_long_as_promised(rule, outputs):
    assert rule["TargetBackupVaultName"] == outputs["backup_vault_name"]
    assert rule["ScheduleExpression"] == "cron(0 5 * * ? *)"
    assert rule["EnableContinuousBackup"] is True
    assert rule["Lifecycle"]["DeleteAfterDays"] == outputs["retention_days"]


def test_the_plan_finds_table_and_bucket_by_their_tag(client, outputs):
    backup, plan = client("backup"), outputs["backup_plan_id"]
    [chosen] = backup.list_backup_selections(BackupPlanId=plan)["BackupSelectionsList"]
    selection = backup.get_backup_selection(BackupPlanId=plan, SelectionId=chosen["SelectionId"])
    [condition] = selection["BackupSelection"]["ListOfTags"]
    tag = {"Key": condition["ConditionKey"], "Value": condition["ConditionValue"]}
    table = client("dynamodb").list_tags_of_resource(ResourceArn=outputs["dynamodb_table_arn"])["Tags"]
    bucket = client("s3").get_bucket_tagging(Bucket=outputs["s3_bucket_name"])["TagSet"]
    assert tag in table
    assert tag in bucket
    assert condition["ConditionType"] == "STRINGEQUALS"
    role = f"dr-{outputs['suffix']}-backup-role"
    assert selection["BackupSelection"]["IamRoleArn"].rpartition("/")[2] == role


def test_the_vault_reports_to_the_topic(client, outputs):
    found = client("backup").get_backup_vault_notifications(BackupVaultName=outputs["backup_vault_name"])
    assert found["SNSTopicArn"] == outputs["sns_topic_arn"]
    assert set(found["BackupVaultEvents"]) == {
        "BACKUP_JOB_COMPLETED",
        "CONTINUOUS_BACKUP_INTERRUPTED",
        "RESTORE_JOB_COMPLETED",
        "S3_BACKUP_OBJECT_FAILED",
        "S3_RESTORE_OBJECT_FAILED",
    }


@pytest.fixture
def trial(outputs):
    return f"dr_{outputs['suffix'].replace('-', '_')}_restore_testing"


def test_what_was_backed_up_is_restored_on_trial_every_week(client, outputs, trial):
    backup = client("backup")
    plan = backup.get_restore_testing_plan(RestoreTestingPlanName=trial)["RestoreTestingPlan"]
    assert plan["ScheduleExpression"] == "cron(0 9 ? * SUN *)"
    vault = backup.describe_backup_vault(BackupVaultName=outputs["backup_vault_name"])["BackupVaultArn"]
    chosen = plan["RecoveryPointSelection"]
    assert (chosen["Algorithm"], chosen["IncludeVaults"]) == ("LATEST_WITHIN_WINDOW", [vault])
    assert sorted(chosen["RecoveryPointTypes"]) == ["CONTINUOUS", "SNAPSHOT"]
    assert chosen["SelectionWindowDays"] == 7


def test_table_and_bucket_are_restored_on_trial_as_they_are_backed_up(client, outputs, trial):
    backup = client("backup")
    listed = backup.list_restore_testing_selections(RestoreTestingPlanName=trial)["RestoreTestingSelections"]
    selections = [
        backup.get_restore_testing_selection(
            RestoreTestingPlanName=trial,
            RestoreTestingSelectionName=each["RestoreTestingSelectionName"],
        )["RestoreTestingSelection"]
        for each in listed
    ]
    kinds = RESTORED_WITH_DATABASE if has_database(outputs) else RESTORED
    assert {each["ProtectedResourceType"] for each in selections} == kinds
    tag = {"Key": "aws:ResourceTag/backup", "Value": f"dr-{outputs['suffix']}-backup-plan"}
    role = f"dr-{outputs['suffix']}-backup-role"
    for each in selections:
        assert each["ProtectedResourceConditions"]["StringEquals"] == [tag]
        assert each["IamRoleArn"].rpartition("/")[2] == role


@pytest.mark.disruptive
@pytest.mark.parametrize("resource", ["dynamodb_table_arn", "s3_bucket_arn"])
def test_a_backup_on_demand_leaves_a_recovery_point(target, client, outputs, resource):
    backup, vault = client("backup"), outputs["backup_vault_name"]
    role = client("iam").get_role(RoleName=f"dr-{outputs['suffix']}-backup-role")["Role"]["Arn"]
    job = backup.start_backup_job(
        BackupVaultName=vault,
        ResourceArn=outputs[resource],
        IamRoleArn=role,
        Lifecycle={"DeleteAfterDays": outputs["retention_days"]},
    )

    def done():
        found = backup.describe_backup_job(BackupJobId=job["BackupJobId"])
        assert found["State"] not in {"ABORTED", "FAILED", "EXPIRED"}, found.get("StatusMessage")
        return found if found["State"] == "COMPLETED" else None

    made = until(target, "the backup job completes", done, timedelta(hours=1))
    made_point = {"BackupVaultName": vault, "RecoveryPointArn": made["RecoveryPointArn"]}
    try:
        point = backup.describe_recovery_point(**made_point)
        assert (point["Status"], point["ResourceArn"]) == ("COMPLETED", outputs[resource])
        assert point["EncryptionKeyArn"]
    finally:
        # A vault that is locked keeps it; one that is not goes with its stack, and must be empty for that.
        if outputs["ephemeral"]:
            backup.delete_recovery_point(**made_point)
