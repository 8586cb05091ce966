"""The table: on demand, restorable to any second, streamed, encrypted, not to be deleted."""

import uuid

import pytest
from botocore.exceptions import ClientError

from tests.live.parts import has_database

ATTRIBUTES = ("id",)
ATTRIBUTES_WITH_DATABASE = ("id", "pending")
PENDING = ("pending", [{"AttributeName": "pending", "KeyType": "HASH"}], {"ProjectionType": "ALL"})
"""The index of what waits for the database: its name, its key, and what it holds of an item."""


@pytest.fixture
def table(client, outputs):
    return client("dynamodb").describe_table(TableName=outputs["dynamodb_table_name"])["Table"]


def test_it_serves_under_its_name_and_arn(table, outputs):
    assert table["TableStatus"] == "ACTIVE"
    assert table["TableName"] == f"dr-{outputs['suffix']}-table"
    assert table["TableArn"] == outputs["dynamodb_table_arn"]


def test_its_key_is_one_string(table, outputs):
    names = ATTRIBUTES_WITH_DATABASE if has_database(outputs) else ATTRIBUTES
    wanted = [{"AttributeName": each, "AttributeType": "S"} for each in names]
    assert table["KeySchema"] == [{"AttributeName": "id", "KeyType": "HASH"}]
    assert sorted(table["AttributeDefinitions"], key=lambda each: each["AttributeName"]) == wanted


def test_its_one_index_is_of_what_waits_for_the_database_where_there_is_one(table, outputs):
    found = table.get("GlobalSecondaryIndexes", [])
    shown = [(each["IndexName"], each["KeySchema"], each["Projection"]) for each in found]
    assert shown == [PENDING] * has_database(outputs)


def test_it_is_paid_on_demand(table):
    assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"


def test_it_streams_old_and_new_images(table):
    assert table["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}


def test_it_is_encrypted_with_the_stacks_own_key(table, outputs):
    encryption = table["SSEDescription"]
    assert (encryption["Status"], encryption["SSEType"]) == ("ENABLED", "KMS")
    assert encryption["KMSMasterKeyArn"] == outputs["data_key_arn"]


def test_it_is_restorable_as_far_back_as_promised(client, outputs):
    found = client("dynamodb").describe_continuous_backups(TableName=outputs["dynamodb_table_name"])
    recovery = found["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    assert recovery["PointInTimeRecoveryStatus"] == "ENABLED"
    assert recovery["RecoveryPeriodInDays"] == outputs["pitr_days"]


def test_it_is_protected_from_deletion_unless_ephemeral(table, outputs):
    assert table["DeletionProtectionEnabled"] is not outputs["ephemeral"]


@pytest.mark.sandbox
def test_a_deletion_is_refused(client, outputs):
    if outputs["ephemeral"]:
        pytest.skip("an ephemeral table may be deleted")
    with pytest.raises(ClientError, match="deletion protection") as refused:
        client("dynamodb").delete_table(TableName=outputs["dynamodb_table_name"])
    assert refused.value.response["Error"]["Code"] == "ValidationException"


def test_an_item_is_written_read_and_deleted(client, outputs):
    dynamodb, name = client("dynamodb"), outputs["dynamodb_table_name"]
    item = {"id": {"S": f"live-test-{uuid.uuid4()}"}, "value": {"N": "1"}}
    key = {"id": item["id"]}
    try:
        dynamodb.put_item(TableName=name, Item=item)
        assert dynamodb.get_item(TableName=name, Key=key, ConsistentRead=True)["Item"] == item
    finally:
        dynamodb.delete_item(TableName=name, Key=key)
    assert "Item" not in dynamodb.get_item(TableName=name, Key=key, ConsistentRead=True)
