"""The backups: where they lie, how long, of what, and that there are any."""

from datetime import timedelta

import pytest


@pytest.fixture
def rule(client, outputs):
    plan = client("backup").get_backup_plan(BackupPlanId=outputs["backup_plan_id"])["BackupPlan"]
    [found] = plan["Rules"]
    return found


def test_the_vault_is_locked_unless_ephemeral(client, outputs):
    vault = client("backup").describe_backup_vault(BackupVaultName=outputs["backup_vault_name"])
    assert vault.get("Locked", False) is not outputs["ephemeral"]
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


def test_the_vault_reports_to_the_topic(client, outputs):
    found = client("backup").get_backup_vault_notifications(BackupVaultName=outputs["backup_vault_name"])
    assert found["SNSTopicArn"] == outputs["sns_topic_arn"]
    assert "BACKUP_JOB_COMPLETED" in found["BackupVaultEvents"]


def test_what_was_backed_up_is_restored_on_trial(client, outputs):
    name = f"dr_{outputs['suffix'].replace('-', '_')}_restore_testing"
    plan = client("backup").get_restore_testing_plan(RestoreTestingPlanName=name)["RestoreTestingPlan"]
    assert plan["ScheduleExpression"] == "cron(0 9 ? * SUN *)"
    selections = client("backup").list_restore_testing_selections(RestoreTestingPlanName=name)
    kinds = {each["ProtectedResourceType"] for each in selections["RestoreTestingSelections"]}
    assert kinds == {"DynamoDB", "S3"}


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

    made = target.until("the backup job completes", done, timedelta(hours=1))
    point = backup.describe_recovery_point(BackupVaultName=vault, RecoveryPointArn=made["RecoveryPointArn"])
    assert (point["Status"], point["ResourceArn"]) == ("COMPLETED", outputs[resource])
    assert point["EncryptionKeyArn"]
