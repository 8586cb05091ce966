"""What is backed up is restored on trial."""

from __future__ import annotations

from stack.components.restore_testing import RestoreTesting, RestoreTestingArgs
from tests.unit.stack.recorded import SCOPE, TAGS, only, recorded

PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan"
SELECTION = "aws:backup/restoreTestingSelection:RestoreTestingSelection"
KINDS = {"Aurora": {"dbSubnetGroupName": "private"}, "DynamoDB": {}, "S3": {}}
ARGS = RestoreTestingArgs(SCOPE, "arn:vault", "arn:role", KINDS)
RECORDING = recorded(lambda: RestoreTesting("tests", ARGS))


def test_the_youngest_backup_of_the_vault_is_restored_every_week():
    assert only(RECORDING, PLAN).inputs == {
        "name": "dr_test_restore_testing",
        "scheduleExpression": "cron(0 9 ? * SUN *)",
        "startWindowHours": 1,
        "recoveryPointSelection": {
            "algorithm": "LATEST_WITHIN_WINDOW",
            "includeVaults": ["arn:vault"],
            "recoveryPointTypes": ["SNAPSHOT", "CONTINUOUS"],
            "selectionWindowDays": 7,
        },
        "tags": TAGS,
    }


def test_what_the_plan_backs_up_is_what_is_restored():
    selections = {each.inputs["protectedResourceType"]: each.inputs for each in RECORDING.of_type(SELECTION)}
    assert selections.keys() == {"Aurora", "DynamoDB", "S3"}
    assert selections["DynamoDB"] == {
        "name": "dr_test_restore_dynamodb",
        "restoreTestingPlanName": "dr_test_restore_testing",
        "protectedResourceType": "DynamoDB",
        "protectedResourceArns": ["*"],
        "protectedResourceConditions": {
            "stringEquals": [{"key": "aws:ResourceTag/backup", "value": "dr-test-backup-plan"}]
        },
        "iamRoleArn": "arn:role",
        "validationWindowHours": 1,
    }


def test_a_cluster_is_restored_where_it_is_told_to_be():
    selections = {each.inputs["protectedResourceType"]: each.inputs for each in RECORDING.of_type(SELECTION)}
    assert selections["Aurora"]["restoreMetadataOverrides"] == {"dbSubnetGroupName": "private"}
    assert "restoreMetadataOverrides" not in selections["S3"]
