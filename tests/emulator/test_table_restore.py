"""Restores of a table to a point in time; ministack returns the items of now, for any time at all."""

from contextlib import suppress

import pytest
from botocore.exceptions import ClientError

from tests.emulator.tables import create, items, put, recoverable, restore, window

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
    name = create(dynamodb)
    recoverable(dynamodb, name)
    return name


def test_a_table_is_restored_as_it_was_at_each_time_asked_for(dynamodb, table, now, forward):
    put(dynamodb, table, "a")
    put(dynamodb, table, "b")
    forward(10)
    first = now()
    forward(10)
    put(dynamodb, table, "a", "overwritten")
    dynamodb.delete_item(TableName=table, Key={"id": {"S": "b"}})
    forward(10)
    second = now()
    forward(10)
    put(dynamodb, table, "c")
    forward(LAG + 10)
    assert items(dynamodb, restore(dynamodb, table, first)) == {"a": "new", "b": "new"}
    assert items(dynamodb, restore(dynamodb, table, second)) == {"a": "overwritten"}
    assert items(dynamodb, restore(dynamodb, table)) == {"a": "overwritten", "c": "new"}


WRITES = {
    "put": lambda dynamodb, name: put(dynamodb, name, "a", "bad"),
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
    put(dynamodb, table, "a", "good")
    forward(10)
    before = now()
    forward(10)
    write(dynamodb, table)
    assert items(dynamodb, table) != {"a": "good"}
    forward(LAG)
    assert items(dynamodb, restore(dynamodb, table, before)) == {"a": "good"}


def test_a_transaction_that_is_taken_back_leaves_nothing_in_the_history(dynamodb, table, forward):
    put(dynamodb, table, "a", "good")
    statement = f"INSERT INTO \"{table}\" VALUE {{'id': '%s', 'value': 'bad'}}"
    with suppress(dynamodb.exceptions.TransactionCanceledException):
        dynamodb.execute_transaction(
            TransactStatements=[{"Statement": statement % "b"}, {"Statement": statement % "a"}]
        )
    forward(LAG + 10)
    assert items(dynamodb, restore(dynamodb, table)) == {"a": "good"}


def test_what_a_replica_gets_is_in_its_history(client, dynamodb, forward):
    name, there = create(dynamodb), client("dynamodb", "us-east-1")
    dynamodb.update_table(TableName=name, ReplicaUpdates=[{"Create": {"RegionName": "us-east-1"}}])
    recoverable(there, name)
    put(dynamodb, name, "a", "from afar")
    forward(LAG + 10)
    assert items(there, restore(there, name)) == {"a": "from afar"}


def test_a_restore_to_another_region_needs_a_key_there_and_takes_the_items_along(
    client, dynamodb, table, forward
):
    put(dynamodb, table, "a")
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
    assert items(there, table) == {"a": "new"}
    assert ":eu-west-1:" in there.describe_table(TableName=table)["Table"]["TableArn"]


def test_the_window_starts_where_recovery_is_turned_on_and_ends_five_minutes_ago(
    dynamodb, table, now, forward
):
    started = window(dynamodb, table)[0]
    assert started <= now() <= started + 5
    assert window(dynamodb, table) == (started, started)
    forward(LAG + 60)
    assert window(dynamodb, table)[0] == started
    assert 0 <= now() - LAG - window(dynamodb, table)[1] < 2


def test_the_window_is_no_longer_than_the_days_that_were_asked_for(dynamodb, now, forward):
    name = create(dynamodb)
    assert recoverable(dynamodb, name, RecoveryPeriodInDays=1)["RecoveryPeriodInDays"] == 1
    put(dynamodb, name, "a")
    forward(86400 + 600)
    put(dynamodb, name, "b")
    assert 0 <= now() - 86400 - window(dynamodb, name)[0] < 2
    assert items(dynamodb, restore(dynamodb, name, window(dynamodb, name)[0] + 1)) == {"a": "new"}


def test_recovery_turned_off_and_on_again_forgets_what_was_before(dynamodb, table, forward):
    started = window(dynamodb, table)[0]
    put(dynamodb, table, "a")
    forward(60)
    assert "EarliestRestorableDateTime" not in recoverable(dynamodb, table, on=False)
    recoverable(dynamodb, table)
    assert window(dynamodb, table)[0] >= started + 60
    with pytest.raises(ClientError, match="InvalidRestoreTimeException"):
        restore(dynamodb, table, started + 30)
    assert items(dynamodb, restore(dynamodb, table)) == {"a": "new"}


def test_recovery_turned_on_twice_keeps_its_window(dynamodb, table, forward):
    started = window(dynamodb, table)[0]
    forward(60)
    recoverable(dynamodb, table)
    assert window(dynamodb, table)[0] == started


@pytest.mark.parametrize("seconds", [-3600, 3600], ids=["before", "after"])
def test_a_time_outside_the_window_is_refused(dynamodb, table, now, forward, seconds):
    forward(LAG + 60)
    with pytest.raises(ClientError, match="InvalidRestoreTimeException"):
        restore(dynamodb, table, now() + seconds)


def test_a_restore_is_refused_as_aws_refuses_it(dynamodb, table):
    off = create(dynamodb)
    with pytest.raises(ClientError, match="PointInTimeRecoveryUnavailableException"):
        restore(dynamodb, off)
    with pytest.raises(ClientError, match="TableNotFoundException"):
        restore(dynamodb, "absent")
    with pytest.raises(ClientError, match="TableAlreadyExistsException"):
        restore(dynamodb, table, TargetTableName=off)
    with pytest.raises(ClientError, match="Either one of RestoreDateTime or UseLatestRestorableTime"):
        restore(dynamodb, table, 0, UseLatestRestorableTime=True)
    with pytest.raises(ClientError, match="Either one of RestoreDateTime or UseLatestRestorableTime"):
        restore(dynamodb, table, UseLatestRestorableTime=False)
    with pytest.raises(ClientError, match="TableNotFoundException"):
        dynamodb.describe_continuous_backups(TableName="absent")


def test_the_answer_to_a_restore_says_that_it_is_under_way(dynamodb, table):
    described = dynamodb.restore_table_to_point_in_time(
        SourceTableName=table, TargetTableName=f"{table}-again", UseLatestRestorableTime=True
    )["TableDescription"]
    summary = described["RestoreSummary"]
    assert (described["TableStatus"], summary["RestoreInProgress"]) == ("CREATING", True)
    assert summary["SourceTableArn"] == dynamodb.describe_table(TableName=table)["Table"]["TableArn"]
    assert summary["RestoreDateTime"].timestamp() == window(dynamodb, table)[1]
