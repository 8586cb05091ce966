"""Backups of tables; ministack leaves none of a table that is deleted, and lists all kinds alike."""

from datetime import timedelta
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

DAY = 86400


@pytest.fixture(scope="module")
def dynamodb(client):
    return client("dynamodb")


@pytest.fixture
def table(dynamodb):
    name = f"orders-{uuid4()}"
    dynamodb.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        SSESpecification={"Enabled": True, "SSEType": "KMS"},
    )
    for key in ("a", "b"):
        dynamodb.put_item(TableName=name, Item={"id": {"S": key}, "value": {"S": "kept"}})
    return name


def _recoverable(dynamodb, name, *, on=True):
    dynamodb.update_continuous_backups(
        TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": on}
    )


def _listed(dynamodb, name, **more):
    return dynamodb.list_backups(TableName=name, **more)["BackupSummaries"]


def _items(dynamodb, name):
    return {each["id"]["S"]: each["value"]["S"] for each in dynamodb.scan(TableName=name)["Items"]}


def test_a_table_deleted_with_recovery_on_is_restored_with_all_that_was_in_it(dynamodb, table):
    _recoverable(dynamodb, table)
    dynamodb.delete_item(TableName=table, Key={"id": {"S": "b"}})
    dynamodb.delete_table(TableName=table)
    (backup,) = _listed(dynamodb, table, BackupType="SYSTEM")
    assert (backup["BackupName"], backup["BackupType"]) == (f"{table}$DeletedTableBackup", "SYSTEM")
    kept = backup["BackupExpiryDateTime"] - backup["BackupCreationDateTime"]
    assert kept.total_seconds() == 35 * DAY
    dynamodb.restore_table_from_backup(TargetTableName=table, BackupArn=backup["BackupArn"])
    assert _items(dynamodb, table) == {"a": "kept"}
    assert dynamodb.describe_table(TableName=table)["Table"]["SSEDescription"]["SSEType"] == "KMS"


def test_a_table_deleted_with_recovery_off_leaves_nothing(dynamodb, table):
    _recoverable(dynamodb, table)
    _recoverable(dynamodb, table, on=False)
    dynamodb.delete_table(TableName=table)
    assert _listed(dynamodb, table, BackupType="ALL") == []


def test_a_deleted_table_cannot_be_restored_to_a_point_in_time(dynamodb, table):
    _recoverable(dynamodb, table)
    dynamodb.delete_table(TableName=table)
    with pytest.raises(ClientError, match="TableNotFoundException"):
        dynamodb.restore_table_to_point_in_time(
            SourceTableName=table, TargetTableName=f"{table}-2", UseLatestRestorableTime=True
        )


def test_a_table_that_is_protected_stays_and_leaves_nothing(dynamodb, table):
    _recoverable(dynamodb, table)
    dynamodb.update_table(TableName=table, DeletionProtectionEnabled=True)
    with pytest.raises(ClientError, match="protected against deletion"):
        dynamodb.delete_table(TableName=table)
    assert _listed(dynamodb, table, BackupType="ALL") == []


def test_a_backup_by_the_system_is_deleted_by_nobody_and_ends_after_35_days(emulator, dynamodb, table):
    _recoverable(dynamodb, table)
    dynamodb.delete_table(TableName=table)
    (backup,) = _listed(dynamodb, table, BackupType="SYSTEM")
    with pytest.raises(ClientError, match="not allowed to delete the system backup"):
        dynamodb.delete_backup(BackupArn=backup["BackupArn"])
    emulator.aws.control("POST", "clock", {"forward": 34 * DAY})
    assert len(_listed(dynamodb, table, BackupType="SYSTEM")) == 1
    emulator.aws.control("POST", "clock", {"forward": DAY + 60})
    assert _listed(dynamodb, table, BackupType="SYSTEM") == []


def test_backups_are_listed_by_kind_and_unless_asked_for_only_those_of_users(dynamodb, table):
    dynamodb.create_backup(TableName=table, BackupName="mine")
    _recoverable(dynamodb, table)
    dynamodb.delete_table(TableName=table)
    names = {
        kind: [each["BackupName"] for each in _listed(dynamodb, table, **kind_of)]
        for kind, kind_of in {
            "none": {},
            "user": {"BackupType": "USER"},
            "system": {"BackupType": "SYSTEM"},
            "all": {"BackupType": "ALL"},
        }.items()
    }
    assert names == {
        "none": ["mine"],
        "user": ["mine"],
        "system": [f"{table}$DeletedTableBackup"],
        "all": ["mine", f"{table}$DeletedTableBackup"],
    }


def test_backups_are_listed_by_time_and_in_pages(emulator, dynamodb, table):
    made = []
    for number in range(3):
        made.append(dynamodb.create_backup(TableName=table, BackupName=f"backup-{number}")["BackupDetails"])
        emulator.aws.control("POST", "clock", {"forward": 10})
    bounds = [each["BackupCreationDateTime"] - timedelta(seconds=5) for each in made]
    within = _listed(dynamodb, table, TimeRangeLowerBound=bounds[1], TimeRangeUpperBound=bounds[2])
    assert [each["BackupName"] for each in within] == ["backup-1"]
    page = dynamodb.list_backups(TableName=table, Limit=2)
    rest = dynamodb.list_backups(TableName=table, ExclusiveStartBackupArn=page["LastEvaluatedBackupArn"])
    arns = [each["BackupArn"] for each in page["BackupSummaries"] + rest["BackupSummaries"]]
    assert arns == [each["BackupArn"] for each in made]


def test_a_backup_on_demand_is_restored_as_it_was_made_and_says_of_what_it_is(dynamodb, table):
    arn = dynamodb.create_backup(TableName=table, BackupName="mine")["BackupDetails"]["BackupArn"]
    dynamodb.delete_item(TableName=table, Key={"id": {"S": "a"}})
    source = dynamodb.describe_table(TableName=table)["Table"]
    described = dynamodb.restore_table_from_backup(TargetTableName=f"{table}-2", BackupArn=arn)
    summary = described["TableDescription"]["RestoreSummary"]
    assert (summary["SourceBackupArn"], summary["SourceTableArn"]) == (arn, source["TableArn"])
    assert _items(dynamodb, f"{table}-2") == {"a": "kept", "b": "kept"}
    restored = dynamodb.describe_table(TableName=f"{table}-2")["Table"]
    assert restored["SSEDescription"] == source["SSEDescription"]
    assert "RestoreSummary" not in restored


def test_a_backup_that_does_not_exist_is_missed(dynamodb, table):
    arn = dynamodb.create_backup(TableName=table, BackupName="mine")["BackupDetails"]["BackupArn"]
    dynamodb.delete_backup(BackupArn=arn)
    with pytest.raises(ClientError, match="BackupNotFoundException"):
        dynamodb.restore_table_from_backup(TargetTableName=f"{table}-2", BackupArn=arn)
