"""Plans that start jobs; ministack keeps plans, and nothing ever comes of them."""

import pytest

from tests.emulator.backups import ACCOUNT, Bucket, Table, vault

DAY = 86400


@pytest.fixture
def plan(jobs, roled):
    """Return what makes a daily plan that selects something; it goes with the test."""
    made = []

    def make(vault, selection, **more):
        rule = {
            "RuleName": "daily",
            "TargetBackupVaultName": vault,
            "ScheduleExpression": "cron(0 5 * * ? *)",
            "Lifecycle": {"DeleteAfterDays": 35},
            **more,
        }
        created = jobs.backup.create_backup_plan(BackupPlan={"BackupPlanName": "daily", "Rules": [rule]})
        made.append(created["BackupPlanId"])
        jobs.backup.create_backup_selection(
            BackupPlanId=made[-1],
            BackupSelection={"SelectionName": "some", "IamRoleArn": roled, **selection},
        )
        return made[-1]

    yield make
    for each in made:
        jobs.backup.delete_backup_plan(BackupPlanId=each)


def tagged(value):
    pair = {"ConditionType": "STRINGEQUALS", "ConditionKey": "backup", "ConditionValue": value}
    return {"ListOfTags": [pair]}


def test_a_rule_backs_up_once_a_day_what_is_tagged_for_it(client, jobs, plan):
    table = Table(client).make("a", tags=[("backup", "daily")])
    bucket = Bucket(client).make(tags=[("backup", "daily")], a="1")
    Table(client).make("b", tags=[("backup", "never")])
    kept = vault(client)
    made = plan(kept, tagged("daily"), RecoveryPointTags={"service": "orders"})
    jobs.pass_time(DAY + 120)
    points = jobs.points(kept)
    assert sorted(each["ResourceArn"] for each in points) == sorted([table.arn, bucket.arn])
    for each in points:
        assert (each["CreatedBy"]["BackupPlanId"], each["CreationDate"].hour) == (made, 5)
        assert jobs.backup.list_tags(ResourceArn=each["RecoveryPointArn"])["Tags"] == {"service": "orders"}
    jobs.pass_time(DAY)
    assert len(jobs.points(kept)) == 4


def test_a_selection_knows_arns_conditions_and_exceptions(client, jobs, plan):
    wanted = Table(client, "orders-one").make("a", tags=[("tier", "one")])
    Table(client, "orders-two").make("a", tags=[("tier", "two")])
    excepted = Table(client, "orders-off").make("a", tags=[("tier", "one")])
    kept = vault(client)
    condition = {"ConditionKey": "aws:ResourceTag/tier", "ConditionValue": "one"}
    plan(
        kept,
        {
            "Resources": [f"arn:aws:dynamodb:us-west-2:{ACCOUNT}:table/orders-*"],
            "NotResources": [excepted.arn],
            "Conditions": {"StringEquals": [condition]},
        },
    )
    jobs.pass_time(DAY + 120)
    assert [each["ResourceArn"] for each in jobs.points(kept)] == [wanted.arn]


def test_a_rule_copies_what_it_backed_up(client, jobs, plan):
    table = Table(client).make("a", tags=[("backup", "copied")])
    kept, away = vault(client), vault(client, "us-east-1")
    target = f"arn:aws:backup:us-east-1:{ACCOUNT}:backup-vault:{away}"
    action = {"DestinationBackupVaultArn": target, "Lifecycle": {"DeleteAfterDays": 7}}
    plan(kept, tagged("copied"), CopyActions=[action])
    jobs.pass_time(DAY + 120)
    found = client("backup", "us-east-1").list_recovery_points_by_backup_vault(BackupVaultName=away)
    assert [each["ResourceArn"] for each in found["RecoveryPoints"]] == [table.arn]


def test_a_rule_counts_in_its_own_timezone(client, jobs, plan):
    Table(client).make("a", tags=[("backup", "tokyo")])
    kept = vault(client)
    plan(kept, tagged("tokyo"), ScheduleExpressionTimezone="Asia/Tokyo")
    jobs.pass_time(DAY + 120)
    assert [each["CreationDate"].hour for each in jobs.points(kept)] == [20]
