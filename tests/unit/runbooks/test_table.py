"""The table is made whole again from any point of a drill, or it is said what is not as it was."""

import copy
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from runbooks.drill import moments, table
from runbooks.drill.scene import StepError
from tests.unit.runbooks.fake import BEGAN, MINUTE, OUTPUTS, FakeTarget, a_scene

WHOLE: dict[str, Any] = {
    "TableArn": "arn",
    "TableStatus": "ACTIVE",
    "KeySchema": ["id"],
    "AttributeDefinitions": ["id"],
    "StreamSpecification": {"StreamEnabled": True},
    "DeletionProtectionEnabled": True,
    "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST"},
    "SSEDescription": {"KMSMasterKeyArn": "key"},
}
RESTORED = {**WHOLE, "StreamSpecification": None, "DeletionProtectionEnabled": False}
"""What a restore leaves out."""
ON = {"PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": 35}


class Tables:
    """One table as DynamoDB keeps it, ``None`` while it is deleted, and its backups."""

    def __init__(self):
        self.table, self.recovery, self.tags = copy.deepcopy(WHOLE), ON, [{"Key": "backup", "Value": "daily"}]
        self.backups, self.restored, self.lasting = [], "", True

    def describe_table(self, **_):
        if self.table is None:
            raise ClientError({"Error": {"Code": "ResourceNotFoundException"}}, "DescribeTable")
        return {"Table": self.table}

    def describe_continuous_backups(self, **_):
        return {"ContinuousBackupsDescription": {"PointInTimeRecoveryDescription": self.recovery}}

    def describe_time_to_live(self, **_):
        return {"TimeToLiveDescription": {}}

    def list_tags_of_resource(self, **_):
        return {"Tags": self.tags}

    def list_backups(self, *, TimeRangeLowerBound, **_):  # noqa: N803 boto3's name
        return {
            "BackupSummaries": [
                {"BackupArn": name, "BackupCreationDateTime": at}
                for name, at in self.backups
                if at >= TimeRangeLowerBound
            ]
        }

    def restore_table_from_backup(self, *, BackupArn, **_):  # noqa: N803 the same
        self.table, self.restored = copy.deepcopy(RESTORED), BackupArn
        self.recovery, self.tags = {"PointInTimeRecoveryStatus": "DISABLED"}, []

    def update_continuous_backups(self, *, PointInTimeRecoverySpecification, **_):  # noqa: N803 the same
        assert PointInTimeRecoverySpecification.pop("PointInTimeRecoveryEnabled")
        self.recovery = {"PointInTimeRecoveryStatus": "ENABLED", **PointInTimeRecoverySpecification}

    def update_table(self, *, TableName, **changed):  # noqa: N803 the same
        assert (TableName, self.table is None) == ("table", False)
        if self.lasting:
            self.table |= changed

    def tag_resource(self, *, Tags, **_):  # noqa: N803 the same
        self.tags = Tags


@pytest.fixture
def tables():
    return Tables()


@pytest.fixture
def scene(tmp_path, monkeypatch, tables):
    outputs = {"dynamodb_table_name": "table", "dynamodb_table_arn": "arn", "pitr_days": 35}
    found = a_scene(tmp_path, FakeTarget(OUTPUTS | outputs))
    monkeypatch.setattr(found, "client", lambda _: tables)
    found.injected = BEGAN
    return found


def test_a_table_that_is_as_it_was_is_left_alone(scene, tables):
    before = table.settings(scene)
    table.mend(scene, before)
    assert (table.changed(scene, before), tables.restored) == ([], "")


def test_what_a_restore_leaves_out_is_named(scene, tables):
    before = table.settings(scene)
    tables.restore_table_from_backup(BackupArn="x")
    assert table.changed(scene, before) == [
        "DeletionProtectionEnabled",
        "Recovery",
        "StreamSpecification",
        "Tags",
    ]


def test_a_table_that_is_gone_comes_back_whole_from_the_newest_backup_of_this_deletion(scene, tables):
    before, tables.table = table.settings(scene), None
    tables.backups = [("newer", BEGAN + 2 * MINUTE), ("older", BEGAN + MINUTE), ("another's", BEGAN - MINUTE)]
    table.mend(scene, before, "spare")
    assert (tables.restored, table.changed(scene, before)) == ("newer", [])


def test_the_backup_of_an_earlier_deletion_is_not_taken(scene, tables):
    before, tables.table = table.settings(scene), None
    tables.backups = [("another's", BEGAN - timedelta(days=1))]
    with pytest.raises(StepError, match="table table is gone, and there is no backup of its deletion"):
        table.mend(scene, before)
    table.mend(scene, before, "spare")
    assert tables.restored == "spare"


def test_what_cannot_be_put_back_is_said(scene, tables):
    before, tables.lasting = table.settings(scene), False
    tables.restore_table_from_backup(BackupArn="x")
    with pytest.raises(StepError, match=r"not as they were: DeletionProtectionEnabled, StreamSpecification$"):
        table.mend(scene, before)


WINDOW = {**ON, "EarliestRestorableDateTime": BEGAN, "LatestRestorableDateTime": BEGAN + 5 * MINUTE}


@pytest.mark.parametrize(("minutes", "now"), [(0, True), (5, True), (6, False)])
def test_a_moment_can_be_restored_or_not_yet(scene, tables, minutes, now):
    tables.recovery = WINDOW
    assert moments.restorable(scene, BEGAN + minutes * MINUTE) is now


def test_a_moment_that_never_can_be_restored_says_why(scene, tables):
    tables.recovery = WINDOW
    with pytest.raises(StepError, match="recovery begins at 2026-03-01 12:00:00"):
        moments.restorable(scene, BEGAN - MINUTE)
    tables.recovery = {"PointInTimeRecoveryStatus": "DISABLED"}
    with pytest.raises(StepError, match="point-in-time recovery is off"):
        moments.restorable(scene, BEGAN)
    assert moments.reach(scene) == 0
