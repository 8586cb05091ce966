"""Global secondary indexes of tables, which come and go one at a time."""

from __future__ import annotations

from typing import Any

from sandbox.aws import Client
from sandbox.errors import SandboxError
from sandbox.registration import Json, Properties
from sandbox.resources.kind import Made
from sandbox.resources.request import block, blocks, request

HEEDED = frozenset(
    {
        "hashKey",
        "keySchemas",
        "name",
        "nonKeyAttributes",
        "projectionType",
        "rangeKey",
        "readCapacity",
        "writeCapacity",
    }
)
CAPACITY = {"readCapacity": "ReadCapacityUnits", "writeCapacity": "WriteCapacityUnits"}


def attributes(asked: Properties) -> list[dict[str, Any]]:
    """Return the attributes that keys of the table and its indexes are made of, as AWS takes them."""
    return block(asked.get("attributes") or [], name="AttributeName", type="AttributeType")


def indexes(asked: Properties) -> list[dict[str, Any]]:
    """Return the indexes that are asked for, as AWS takes them.

    Raises ``SandboxError`` for a setting of one that the sandbox does not heed.
    """
    return [_index(each) for each in blocks(asked.get("globalSecondaryIndexes"))]


def change_indexes(client: Client, made: Made, asked: Properties) -> None:
    """Leave a table with the indexes that are asked for; one that changes is made anew, as in AWS."""
    before = {each["IndexName"]: each for each in indexes(made.outputs)}
    after = {each["IndexName"]: each for each in indexes(asked)}
    for name, index in before.items():
        if index != after.get(name):
            _update(client, made.id, {"Delete": {"IndexName": name}}, [])
    for name, index in after.items():
        if index != before.get(name):
            _update(client, made.id, {"Create": index}, attributes(asked))


def refuse_other_attributes(made: Made, asked: Properties) -> None:
    """Raise ``SandboxError`` where an attribute that keys are made of would get another type."""
    was = _types(made.outputs.get("attributes"))
    for name, kind in _types(asked.get("attributes")).items():
        if was.get(name, kind) != kind:
            raise SandboxError(
                f"{made.id}: attribute {name} is of type {was[name]} and cannot become {kind}; "
                "only a new table in a new sandbox can have that"
            )


def _types(value: Json) -> dict[str, str]:
    return {str(each["name"]): str(each["type"]) for each in blocks(value)}


def _index(asked: Properties) -> dict[str, Any]:
    unheeded = sorted(name for name in asked if name not in HEEDED and asked[name] is not None)
    if unheeded:
        raise SandboxError(f"index {asked.get('name')}: the sandbox does not heed {', '.join(unheeded)}")
    projected = request(asked, {"projectionType": "ProjectionType", "nonKeyAttributes": "NonKeyAttributes"})
    capacity = request(asked, CAPACITY)
    return {
        "IndexName": asked["name"],
        "KeySchema": _keys(asked),
        "Projection": projected,
        **({"ProvisionedThroughput": capacity} if capacity else {}),
    }


def _keys(asked: Properties) -> list[dict[str, Any]]:
    """Return the keys of an index, which are given as a schema, or, in the older form, by their names."""
    schema = block(asked.get("keySchemas") or [])
    older = {"HASH": asked.get("hashKey"), "RANGE": asked.get("rangeKey")}
    return schema or [{"AttributeName": name, "KeyType": kind} for kind, name in older.items() if name]


def _update(client: Client, table: str, update: dict[str, Any], defined: list[dict[str, Any]]) -> None:
    defining = {"AttributeDefinitions": defined} if defined else {}
    client.update_table(TableName=table, GlobalSecondaryIndexUpdates=[update], **defining)
