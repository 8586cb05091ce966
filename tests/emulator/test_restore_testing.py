"""Plans and selections of restores on trial; ministack refuses to make them."""

import pytest
from botocore.exceptions import ClientError

CHOICE = {
    "Algorithm": "LATEST_WITHIN_WINDOW",
    "IncludeVaults": ["*"],
    "RecoveryPointTypes": ["SNAPSHOT", "CONTINUOUS"],
    "SelectionWindowDays": 7,
}
SELECTION = {
    "RestoreTestingSelectionName": "tables",
    "ProtectedResourceType": "DynamoDB",
    "ProtectedResourceArns": ["*"],
    "ProtectedResourceConditions": {
        "StringEquals": [{"Key": "aws:ResourceTag/backup", "Value": "daily"}],
    },
    "IamRoleArn": "arn:aws:iam::123456789012:role/restore",
    "ValidationWindowHours": 1,
}


@pytest.fixture(scope="module")
def backup(client):
    return client("backup")


def _create(backup, name):
    return backup.create_restore_testing_plan(
        RestoreTestingPlan={
            "RestoreTestingPlanName": name,
            "RecoveryPointSelection": CHOICE,
            "ScheduleExpression": "cron(0 9 ? * SUN *)",
            "StartWindowHours": 1,
        },
        Tags={"service": "orders"},
    )


def test_a_plan_is_what_was_asked_for_and_can_be_changed_and_deleted(backup):
    made = _create(backup, "weekly")
    plan = backup.get_restore_testing_plan(RestoreTestingPlanName="weekly")["RestoreTestingPlan"]
    assert plan["RestoreTestingPlanArn"] == made["RestoreTestingPlanArn"]
    assert plan["RecoveryPointSelection"] == {**CHOICE, "ExcludeVaults": []}
    assert (plan["ScheduleExpression"], plan["StartWindowHours"]) == ("cron(0 9 ? * SUN *)", 1)
    backup.update_restore_testing_plan(
        RestoreTestingPlanName="weekly", RestoreTestingPlan={"ScheduleExpression": "cron(0 8 ? * SUN *)"}
    )
    listed = backup.list_restore_testing_plans()["RestoreTestingPlans"]
    assert [(each["RestoreTestingPlanName"], each["ScheduleExpression"]) for each in listed] == [
        ("weekly", "cron(0 8 ? * SUN *)")
    ]
    backup.delete_restore_testing_plan(RestoreTestingPlanName="weekly")
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        backup.get_restore_testing_plan(RestoreTestingPlanName="weekly")


def test_a_plan_is_made_once_and_in_one_region(backup, client):
    _create(backup, "once")
    with pytest.raises(ClientError, match="AlreadyExistsException"):
        _create(backup, "once")
    assert client("backup", "us-east-1").list_restore_testing_plans()["RestoreTestingPlans"] == []


def test_a_plan_keeps_tags(backup):
    arn = _create(backup, "tagged")["RestoreTestingPlanArn"]
    backup.tag_resource(ResourceArn=arn, Tags={"owner": "sre"})
    assert backup.list_tags(ResourceArn=arn)["Tags"] == {"service": "orders", "owner": "sre"}
    backup.untag_resource(ResourceArn=arn, TagKeyList=["service"])
    assert backup.list_tags(ResourceArn=arn)["Tags"] == {"owner": "sre"}


def test_a_vault_keeps_its_tags_as_ever(backup):
    arn = backup.create_backup_vault(BackupVaultName="tagged-vault", BackupVaultTags={"a": "b"})[
        "BackupVaultArn"
    ]
    assert backup.list_tags(ResourceArn=arn)["Tags"] == {"a": "b"}


def test_a_selection_is_what_was_asked_for_and_holds_its_plan(backup):
    _create(backup, "selecting")
    backup.create_restore_testing_selection(
        RestoreTestingPlanName="selecting", RestoreTestingSelection=SELECTION
    )
    named = {"RestoreTestingPlanName": "selecting", "RestoreTestingSelectionName": "tables"}
    found = backup.get_restore_testing_selection(**named)["RestoreTestingSelection"]
    assert {name: found[name] for name in SELECTION} == SELECTION
    listed = backup.list_restore_testing_selections(RestoreTestingPlanName="selecting")
    assert [each["ProtectedResourceType"] for each in listed["RestoreTestingSelections"]] == ["DynamoDB"]
    with pytest.raises(ClientError, match="InvalidRequestException"):
        backup.delete_restore_testing_plan(RestoreTestingPlanName="selecting")
    backup.update_restore_testing_selection(**named, RestoreTestingSelection={"ValidationWindowHours": 2})
    changed = backup.get_restore_testing_selection(**named)["RestoreTestingSelection"]
    assert (changed["ValidationWindowHours"], changed["IamRoleArn"]) == (2, SELECTION["IamRoleArn"])
    backup.delete_restore_testing_selection(**named)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        backup.get_restore_testing_selection(**named)


def test_a_selection_of_nothing_is_refused(backup):
    _create(backup, "nothing")
    bare = {name: value for name, value in SELECTION.items() if not name.startswith("ProtectedResourceA")}
    del bare["ProtectedResourceConditions"]
    with pytest.raises(ClientError, match="InvalidParameterValueException"):
        backup.create_restore_testing_selection(
            RestoreTestingPlanName="nothing", RestoreTestingSelection=bare
        )
