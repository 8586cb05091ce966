"""Tables with recovery to a point in time, and what tests do with them."""

from datetime import UTC, datetime
from uuid import uuid4


def create(dynamodb, **more):
    """Make a table of its own for a test, and return its name."""
    name = f"orders-{uuid4()}"
    keys = [{"AttributeName": "id", "KeyType": "HASH"}]
    attributes = [{"AttributeName": "id", "AttributeType": "S"}, *more.pop("attributes", [])]
    capacity = {"BillingMode": "PAY_PER_REQUEST", **more}
    dynamodb.create_table(TableName=name, KeySchema=keys, AttributeDefinitions=attributes, **capacity)
    return name


def recoverable(dynamodb, name, *, on=True, **more):
    """Turn its recovery to a point in time on or off, and return what is said of that."""
    return dynamodb.update_continuous_backups(
        TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": on, **more}
    )["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]


def window(dynamodb, name):
    """Return the earliest and the latest time that it can be restored to, in seconds since 1970."""
    found = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    window = found["PointInTimeRecoveryDescription"]
    return window["EarliestRestorableDateTime"].timestamp(), window["LatestRestorableDateTime"].timestamp()


def put(dynamodb, name, key, value="new"):
    """Write an item."""
    dynamodb.put_item(TableName=name, Item={"id": {"S": key}, "value": {"S": value}})


def items(dynamodb, name):
    """Return its items: values by key."""
    return {each["id"]["S"]: each["value"]["S"] for each in dynamodb.scan(TableName=name)["Items"]}


def restore(dynamodb, name, when=None, **more):
    """Restore it as it was at a time, by default the latest, and return the name of the new table."""
    target = f"restored-{uuid4()}"
    time = {"UseLatestRestorableTime": True}
    if when is not None:
        time = {"RestoreDateTime": datetime.fromtimestamp(when, UTC)}
    given = {"SourceTableName": name, "TargetTableName": target, **time, **more}
    dynamodb.restore_table_to_point_in_time(**given)
    return given["TargetTableName"]
