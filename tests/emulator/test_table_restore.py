"""Restores of a table to a point in time; ministack returns the items of now, for any time at all."""

from contextlib import suppress
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

LAG = 300
"""What has to pass before a time can be restored to."""


@pytest.fixture(scope="module")
def dynamodb(client):
    return client("dynamodb")


@pytest.fixture
def now(emulator):
    return lambda: emulator.aws.control("GET", "clock")["now"]


@pytest.fixture
def forward(emulator):
    return lambda seconds: emulator.aws.control("POST", "clock", {"forward": seconds})


@pytest.fixture
def table(dynamodb):
    name = _create(dynamodb)
    _recoverable(dynamodb, name)
    return name


def _create(dynamodb, **more):
    name = f"orders-{uuid4()}"
    keys = [{"AttributeName": "id", "KeyType": "HASH"}]
    attributes = [{"AttributeName": "id", "AttributeType": "S"}, *more.pop("attributes", [])]
    capacity = {"BillingMode": "PAY_PER_REQUEST", **more}
    dynamodb.create_table(TableName=name, KeySchema=keys, AttributeDefinitions=attributes, **capacity)
    return name


def _recoverable(dynamodb, name, *, on=True, **more):
    return dynamodb.update_continuous_backups(
        TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": on, **more}
    )["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]


def _window(dynamodb, name):
    found = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    window = found["PointInTimeRecoveryDescription"]
    return window["EarliestRestorableDateTime"].timestamp(), window["LatestRestorableDateTime"].timestamp()


def _put(dynamodb, name, key, value="new"):
    dynamodb.put_item(TableName=name, Item={"id": {"S": key}, "value": {"S": value}})


def _items(dynamodb, name):
    return {each["id"]["S"]: each["value"]["S"] for each in dynamodb.scan(TableName=name)["Items"]}


def _restore(dynamodb, name, when=None, **more):
    target = f"restored-{uuid4()}"
    time = {"UseLatestRestorableTime": True}
    if when is not None:
        time = {"RestoreDateTime": datetime.fromtimestamp(when, UTC)}
    given = {"SourceTableName": name, "TargetTableName": target, **time, **more}
    dynamodb.restore_table_to_point_in_time(**given)
    return given["TargetTableName"]


def test_a_table_is_restored_as_it_was_at_each_time_asked_for(dynamodb, table, now, forward):
    _put(dynamodb, table, "a")
    _put(dynamodb, table, "b")
    forward(10)
    first = now()
    forward(10)
    _put(dynamodb, table, "a", "overwritten")
    dynamodb.delete_item(TableName=table, Key={"id": {"S": "b"}})
    forward(10)
    second = now()
    forward(10)
    _put(dynamodb, table, "c")
    forward(LAG + 10)
    assert _items(dynamodb, _restore(dynamodb, table, first)) == {"a": "new", "b": "new"}
    assert _items(dynamodb, _restore(dynamodb, table, second)) == {"a": "overwritten"}
    assert _items(dynamodb, _restore(dynamodb, table)) == {"a": "overwritten", "c": "new"}


WRITES = {
    "put": lambda dynamodb, name: _put(dynamodb, name, "a", "bad"),
    "update": lambda dynamodb, name: dynamodb.update_item(
        TableName=name,
        Key={"id": {"S": "a"}},
        UpdateExpression="SET #v = :v",
        ExpressionAttributeNames={"#v": "value"},
        ExpressionAttributeValues={":v": {"S": "bad"}},
    ),
    "delete": lambda dynamodb, name: dynamodb.delete_item(TableName=name, Key={"id": {"S": "a"}}),
    "batch": lambda dynamodb, name: dynamodb.batch_write_item(
        RequestItems={name: [{"DeleteRequest": {"Key": {"id": {"S": "a"}}}}]}
    ),
    "transaction": lambda dynamodb, name: dynamodb.transact_write_items(
        TransactItems=[{"Delete": {"TableName": name, "Key": {"id": {"S": "a"}}}}]
    ),
    "statement": lambda dynamodb, name: dynamodb.execute_statement(
        Statement=f"DELETE FROM \"{name}\" WHERE id='a'"  # noqa: S608 a name of our own
    ),
    "batch-of-statements": lambda dynamodb, name: dynamodb.batch_execute_statement(
        Statements=[{"Statement": f"UPDATE \"{name}\" SET \"value\"='bad' WHERE id='a'"}]  # noqa: S608 the same
    ),
    "transaction-of-statements": lambda dynamodb, name: dynamodb.execute_transaction(
        TransactStatements=[{"Statement": f"DELETE FROM \"{name}\" WHERE id='a'"}]  # noqa: S608 the same
    ),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_every_kind_of_write_can_be_undone(dynamodb, table, now, forward, write):
    _put(dynamodb, table, "a", "good")
    forward(10)
    before = now()
    forward(10)
    write(dynamodb, table)
    assert _items(dynamodb, table) != {"a": "good"}
    forward(LAG)
    assert _items(dynamodb, _restore(dynamodb, table, before)) == {"a": "good"}


def test_a_transaction_that_is_taken_back_leaves_nothing_in_the_history(dynamodb, table, forward):
    _put(dynamodb, table, "a", "good")
    statement = f"INSERT INTO \"{table}\" VALUE {{'id': '%s', 'value': 'bad'}}"
    with suppress(dynamodb.exceptions.TransactionCanceledException):
        dynamodb.execute_transaction(
            TransactStatements=[{"Statement": statement % "b"}, {"Statement": statement % "a"}]
        )
    forward(LAG + 10)
    assert _items(dynamodb, _restore(dynamodb, table)) == {"a": "good"}


def test_what_a_replica_gets_is_in_its_history(client, dynamodb, forward):
    name, there = _create(dynamodb), client("dynamodb", "us-east-1")
    dynamodb.update_table(TableName=name, ReplicaUpdates=[{"Create": {"RegionName": "us-east-1"}}])
    _recoverable(there, name)
    _put(dynamodb, name, "a", "from afar")
    forward(LAG + 10)
    assert _items(there, _restore(there, name)) == {"a": "from afar"}


def test_a_restore_to_another_region_needs_a_key_there_and_takes_the_items_along(
    client, dynamodb, table, forward
):
    _put(dynamodb, table, "a")
    forward(LAG + 10)
    arn, there = (
        dynamodb.describe_table(TableName=table)["Table"]["TableArn"],
        client("dynamodb", "eu-west-1"),
    )
    asked = {"SourceTableArn": arn, "TargetTableName": table, "UseLatestRestorableTime": True}
    with pytest.raises(ClientError, match="sseSpecificationOverride must be provided"):
        there.restore_table_to_point_in_time(**asked)
    there.restore_table_to_point_in_time(
        **asked, SSESpecificationOverride={"Enabled": True, "SSEType": "KMS"}
    )
    assert _items(there, table) == {"a": "new"}
    assert ":eu-west-1:" in there.describe_table(TableName=table)["Table"]["TableArn"]


def test_the_window_starts_where_recovery_is_turned_on_and_ends_five_minutes_ago(
    dynamodb, table, now, forward
):
    started = _window(dynamodb, table)[0]
    assert started <= now() <= started + 5
    assert _window(dynamodb, table) == (started, started)
    forward(LAG + 60)
    assert _window(dynamodb, table)[0] == started
    assert 0 <= now() - LAG - _window(dynamodb, table)[1] < 2


def test_the_window_is_no_longer_than_the_days_that_were_asked_for(dynamodb, now, forward):
    name = _create(dynamodb)
    assert _recoverable(dynamodb, name, RecoveryPeriodInDays=1)["RecoveryPeriodInDays"] == 1
    _put(dynamodb, name, "a")
    forward(86400 + 600)
    _put(dynamodb, name, "b")
    assert 0 <= now() - 86400 - _window(dynamodb, name)[0] < 2
    assert _items(dynamodb, _restore(dynamodb, name, _window(dynamodb, name)[0] + 1)) == {"a": "new"}


def test_recovery_turned_off_and_on_again_forgets_what_was_before(dynamodb, table, forward):
    started = _window(dynamodb, table)[0]
    _put(dynamodb, table, "a")
    forward(60)
    assert "EarliestRestorableDateTime" not in _recoverable(dynamodb, table, on=False)
    _recoverable(dynamodb, table)
    assert _window(dynamodb, table)[0] >= started + 60
    with pytest.raises(ClientError, match="InvalidRestoreTimeException"):
        _restore(dynamodb, table, started + 30)
    assert _items(dynamodb, _restore(dynamodb, table)) == {"a": "new"}


def test_recovery_turned_on_twice_keeps_its_window(dynamodb, table, forward):
    started = _window(dynamodb, table)[0]
    forward(60)
    _recoverable(dynamodb, table)
    assert _window(dynamodb, table)[0] == started


@pytest.mark.parametrize("seconds", [-3600, 3600], ids=["before", "after"])
def test_a_time_outside_the_window_is_refused(dynamodb, table, now, forward, seconds):
    forward(LAG + 60)
    with pytest.raises(ClientError, match="InvalidRestoreTimeException"):
        _restore(dynamodb, table, now() + seconds)


def test_a_restore_is_refused_as_aws_refuses_it(dynamodb, table):
    off = _create(dynamodb)
    with pytest.raises(ClientError, match="PointInTimeRecoveryUnavailableException"):
        _restore(dynamodb, off)
    with pytest.raises(ClientError, match="TableNotFoundException"):
        _restore(dynamodb, "absent")
    with pytest.raises(ClientError, match="TableAlreadyExistsException"):
        _restore(dynamodb, table, TargetTableName=off)
    with pytest.raises(ClientError, match="Either one of RestoreDateTime or UseLatestRestorableTime"):
        _restore(dynamodb, table, 0, UseLatestRestorableTime=True)
    with pytest.raises(ClientError, match="Either one of RestoreDateTime or UseLatestRestorableTime"):
        _restore(dynamodb, table, UseLatestRestorableTime=False)
    with pytest.raises(ClientError, match="TableNotFoundException"):
        dynamodb.describe_continuous_backups(TableName="absent")


INDEX = {
    "IndexName": "by-day",
    "KeySchema": [{"AttributeName": "day", "KeyType": "HASH"}],
    "Projection": {"ProjectionType": "ALL"},
}


@pytest.fixture
def furnished(client, dynamodb):
    """Return a table that has all that a restore keeps, and all that it does not keep."""
    key = client("kms").create_key()["KeyMetadata"]["Arn"]
    name = _create(
        dynamodb,
        attributes=[{"AttributeName": "day", "AttributeType": "S"}],
        GlobalSecondaryIndexes=[INDEX],
        SSESpecification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key},
        OnDemandThroughput={"MaxReadRequestUnits": 100, "MaxWriteRequestUnits": 50},
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
        DeletionProtectionEnabled=True,
        TableClass="STANDARD_INFREQUENT_ACCESS",
        Tags=[{"Key": "service", "Value": "orders"}],
    )
    ttl = {"Enabled": True, "AttributeName": "ends"}
    dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=ttl)
    _recoverable(dynamodb, name)
    return name


def test_a_restored_table_keeps_keys_indexes_capacity_and_encryption_and_nothing_else(dynamodb, furnished):
    source = dynamodb.describe_table(TableName=furnished)["Table"]
    target = _restore(dynamodb, furnished)
    found = dynamodb.describe_table(TableName=target)["Table"]
    for kept in (
        "KeySchema",
        "AttributeDefinitions",
        "BillingModeSummary",
        "OnDemandThroughput",
        "SSEDescription",
    ):
        assert found[kept] == source[kept]
    index = found["GlobalSecondaryIndexes"][0]
    assert {name: index[name] for name in INDEX} == INDEX
    assert found["DeletionProtectionEnabled"] is False
    assert found["TableStatus"] == "ACTIVE"
    for lost in ("StreamSpecification", "LatestStreamArn", "TableClassSummary", "RestoreSummary"):
        assert lost not in found
    assert dynamodb.list_tags_of_resource(ResourceArn=found["TableArn"])["Tags"] == []
    ttl = dynamodb.describe_time_to_live(TableName=target)["TimeToLiveDescription"]
    assert ttl["TimeToLiveStatus"] == "DISABLED"
    recovery = dynamodb.describe_continuous_backups(TableName=target)["ContinuousBackupsDescription"]
    assert recovery["PointInTimeRecoveryDescription"] == {"PointInTimeRecoveryStatus": "DISABLED"}


def test_the_answer_to_a_restore_says_that_it_is_under_way(dynamodb, table):
    described = dynamodb.restore_table_to_point_in_time(
        SourceTableName=table, TargetTableName=f"{table}-again", UseLatestRestorableTime=True
    )["TableDescription"]
    summary = described["RestoreSummary"]
    assert (described["TableStatus"], summary["RestoreInProgress"]) == ("CREATING", True)
    assert summary["SourceTableArn"] == dynamodb.describe_table(TableName=table)["Table"]["TableArn"]
    assert summary["RestoreDateTime"].timestamp() == _window(dynamodb, table)[1]


def test_a_restore_leaves_out_indexes_and_changes_capacity_and_encryption_on_request(dynamodb, furnished):
    target = _restore(
        dynamodb,
        furnished,
        GlobalSecondaryIndexOverride=[],
        BillingModeOverride="PROVISIONED",
        ProvisionedThroughputOverride={"ReadCapacityUnits": 3, "WriteCapacityUnits": 2},
        SSESpecificationOverride={"Enabled": False},
    )
    found = dynamodb.describe_table(TableName=target)["Table"]
    assert "GlobalSecondaryIndexes" not in found
    assert "SSEDescription" not in found
    throughput = found["ProvisionedThroughput"]
    assert (throughput["ReadCapacityUnits"], throughput["WriteCapacityUnits"]) == (3, 2)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"BillingModeOverride": "PROVISIONED"}, "Must override ProvisionedThroughput"),
        (
            {"ProvisionedThroughputOverride": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}},
            "unless BillingMode is PROVISIONED",
        ),
        (
            {
                "GlobalSecondaryIndexOverride": [
                    {**INDEX, "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}
                ]
            },
            "does not match a secondary index",
        ),
    ],
    ids=["no-capacity", "capacity-on-demand", "new-index"],
)
def test_a_restore_with_overrides_that_do_not_fit_is_refused(dynamodb, furnished, asked, refusal):
    with pytest.raises(ClientError, match=refusal):
        _restore(dynamodb, furnished, **asked)
