"""Restores on trial are planned as they are asked for."""

import pytest
from botocore.exceptions import ClientError, ParamValidationError

PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan"
SELECTION = "aws:backup/restoreTestingSelection:RestoreTestingSelection"
VAULT = "arn:aws:backup:us-west-2:123456789012:backup-vault:dr-test-backup-vault"
ROLE = "arn:aws:iam::123456789012:role/dr-test-backup-role"
OF_STACK = {
    "scheduleExpression": "cron(0 9 ? * SUN *)",
    "startWindowHours": 1.0,
    "recoveryPointSelection": {
        "algorithm": "LATEST_WITHIN_WINDOW",
        "includeVaults": [VAULT],
        "recoveryPointTypes": ["SNAPSHOT", "CONTINUOUS"],
        "selectionWindowDays": 7.0,
    },
    "tags": {"owner": "team"},
}
TABLES = {
    "protectedResourceType": "DynamoDB",
    "protectedResourceArns": ["*"],
    "protectedResourceConditions": {
        "stringEquals": [{"key": "aws:ResourceTag/backup", "value": "dr-test-backup-plan"}]
    },
    "iamRoleArn": ROLE,
    "validationWindowHours": 1.0,
}


@pytest.fixture(scope="module")
def backup(client):
    return client("backup")


def planned(backup, name):
    return backup.get_restore_testing_plan(RestoreTestingPlanName=name)["RestoreTestingPlan"]


def selected(backup, plan, name):
    return backup.get_restore_testing_selection(
        RestoreTestingPlanName=plan, RestoreTestingSelectionName=name
    )["RestoreTestingSelection"]


def test_a_plan_is_as_the_program_asks_for_it(make, backup):
    made = make(PLAN, name="asked", **OF_STACK)
    found = planned(backup, "asked")
    assert (made.id, made.outputs["arn"]) == ("asked", found["RestoreTestingPlanArn"])
    assert (found["ScheduleExpression"], found["StartWindowHours"]) == ("cron(0 9 ? * SUN *)", 1)
    assert found["RecoveryPointSelection"]["Algorithm"] == "LATEST_WITHIN_WINDOW"
    assert found["RecoveryPointSelection"]["IncludeVaults"] == [VAULT]
    assert sorted(found["RecoveryPointSelection"]["RecoveryPointTypes"]) == ["CONTINUOUS", "SNAPSHOT"]
    assert found["RecoveryPointSelection"]["SelectionWindowDays"] == 7
    assert backup.list_tags(ResourceArn=made.outputs["arn"])["Tags"] == {"owner": "team"}


def test_a_plan_changes_in_place(make, change, backup):
    made = make(PLAN, name="changed", **OF_STACK)
    wanted = {**OF_STACK, "scheduleExpression": "cron(0 9 ? * MON *)", "tags": {"tier": "staging"}}
    changed = change(PLAN, made, name="changed", **wanted)
    assert changed.outputs["arn"] == made.outputs["arn"]
    assert planned(backup, "changed")["ScheduleExpression"] == "cron(0 9 ? * MON *)"
    assert backup.list_tags(ResourceArn=made.outputs["arn"])["Tags"] == {"tier": "staging"}


def test_a_selection_is_as_the_program_asks_for_it(make, backup):
    make(PLAN, name="selected", **OF_STACK)
    made = make(SELECTION, name="tables", restoreTestingPlanName="selected", **TABLES)
    found = selected(backup, "selected", "tables")
    assert made.id == "tables"
    assert (found["ProtectedResourceType"], found["ProtectedResourceArns"]) == ("DynamoDB", ["*"])
    assert found["ProtectedResourceConditions"]["StringEquals"] == [
        {"Key": "aws:ResourceTag/backup", "Value": "dr-test-backup-plan"}
    ]
    assert (found["IamRoleArn"], found["ValidationWindowHours"]) == (ROLE, 1)


def test_a_selection_changes_in_place(make, change, backup):
    make(PLAN, name="reselected", **OF_STACK)
    which = {"name": "tables", "restoreTestingPlanName": "reselected"}
    made = make(SELECTION, **which, **TABLES)
    change(SELECTION, made, **which, **{**TABLES, "validationWindowHours": 2.0})
    assert selected(backup, "reselected", "tables")["ValidationWindowHours"] == 2


def test_a_condition_that_nobody_knows_is_refused(make):
    make(PLAN, name="odd", **OF_STACK)
    odd = {**TABLES, "protectedResourceConditions": {"stringLikes": []}}
    with pytest.raises(ParamValidationError, match="StringLikes"):
        make(SELECTION, name="tables", restoreTestingPlanName="odd", **odd)


def test_a_selection_of_no_plan_is_refused(make):
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        make(SELECTION, name="lost", restoreTestingPlanName="nowhere", **TABLES)
