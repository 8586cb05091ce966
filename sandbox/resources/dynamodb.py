"""Tables of DynamoDB: how they can be restored, who reads along, and where else they are."""

from __future__ import annotations

from typing import Any

from sandbox.aws import Client
from sandbox.errors import SandboxError
from sandbox.registration import Json, Properties
from sandbox.resources.change import lasting, retag_pairs
from sandbox.resources.dynamodb_indexes import (
    attributes,
    change_indexes,
    indexes,
    refuse_other_attributes,
)
from sandbox.resources.kind import Kind, Made, Place, tag_list
from sandbox.resources.request import block, blocks, request

NAMES = {
    "name": "TableName",
    "billingMode": "BillingMode",
    "deletionProtectionEnabled": "DeletionProtectionEnabled",
}
FIXED = (
    "billingMode",
    "hashKey",
    "name",
    "rangeKey",
    "readCapacity",
    "replicas",
    "serverSideEncryption",
    "streamEnabled",
    "streamViewType",
    "writeCapacity",
)
"""What the sandbox does not change: the keys, as in AWS, and what no deployment of ours changes."""
REPLICA = frozenset({"pointInTimeRecovery", "propagateTags", "regionName"})
UNASKED: Properties = {
    "globalSecondaryIndexes": [],
    "globalTableWitness": None,
    "pointInTimeRecovery": {"enabled": False},
    "readCapacity": 0,
    "serverSideEncryption": {"enabled": False, "kmsKeyArn": ""},
    "streamViewType": "",
    "ttl": {"attributeName": "", "enabled": False},
    "writeCapacity": 0,
}
INPUTS = frozenset(
    {
        *FIXED,
        "attributes",
        "deletionProtectionEnabled",
        "globalSecondaryIndexes",
        "pointInTimeRecovery",
        "tags",
    }
)


def _table(place: Place, asked: Properties) -> Made:
    for replica in blocks(asked.get("replicas")):
        _check_replica(replica)
    client = place.client("dynamodb")
    client.create_table(**_request(asked))
    client.get_waiter("table_exists").wait(TableName=asked["name"])
    _protect(client, asked, asked.get("pointInTimeRecovery"))
    for replica in blocks(asked.get("replicas")):
        _replicate(place, asked, replica)
    return _made(client, asked)


def _request(asked: Properties) -> dict[str, Any]:
    keys = {"HASH": asked["hashKey"], "RANGE": asked.get("rangeKey")}
    wanted = request(asked, NAMES) | {
        "BillingMode": asked.get("billingMode") or "PROVISIONED",
        "AttributeDefinitions": attributes(asked),
        "KeySchema": [{"AttributeName": name, "KeyType": kind} for kind, name in keys.items() if name],
        "Tags": tag_list(asked.get("tags")),
    }
    capacity = request(asked, {"readCapacity": "ReadCapacityUnits", "writeCapacity": "WriteCapacityUnits"})
    if capacity:
        wanted["ProvisionedThroughput"] = capacity
    if indexes(asked):
        wanted["GlobalSecondaryIndexes"] = indexes(asked)
    if asked.get("streamEnabled"):
        wanted["StreamSpecification"] = request(
            asked, {"streamEnabled": "StreamEnabled", "streamViewType": "StreamViewType"}
        )
    encryption = asked.get("serverSideEncryption")
    if isinstance(encryption, dict):
        kind = {"SSEType": "KMS"} if encryption.get("enabled") else {}
        wanted["SSESpecification"] = block(encryption, kmsKeyArn="KMSMasterKeyId") | kind
    return wanted


def _protect(client: Client, asked: Properties, recovery: Json) -> None:
    """Turn point-in-time recovery on, or off where nobody asks for it."""
    wanted = recovery or {"enabled": False}
    client.update_continuous_backups(
        TableName=asked["name"],
        PointInTimeRecoverySpecification=block(wanted, enabled="PointInTimeRecoveryEnabled"),
    )


def _check_replica(replica: Properties) -> None:
    """Refuse what ministack loses of a replica, its key above all."""
    unheeded = sorted(name for name in replica.keys() - REPLICA if replica[name])
    if unheeded:
        what = ", ".join(unheeded)
        raise SandboxError(f"the sandbox does not know what to do with {what} of a replica of the table")


def _replicate(place: Place, asked: Properties, replica: Properties) -> None:
    """Add a replica; what AWS takes of its settings only in its own region is set there."""
    tags = tag_list(asked.get("tags")) if replica.get("propagateTags") else []
    update = {"Create": {"RegionName": replica["regionName"]}}
    place.client("dynamodb").update_table(TableName=asked["name"], ReplicaUpdates=[update])
    there = place.aws.client("dynamodb", str(replica["regionName"]))
    there.get_waiter("table_exists").wait(TableName=asked["name"])
    if replica.get("pointInTimeRecovery"):
        _protect(there, asked, {"enabled": True})
    if tags:
        arn = there.describe_table(TableName=asked["name"])["Table"]["TableArn"]
        there.tag_resource(ResourceArn=arn, Tags=tags)


def _changed_table(place: Place, made: Made, asked: Properties) -> Made:
    client, arn = place.client("dynamodb"), made.outputs["arn"]
    refuse_other_attributes(made, asked)
    change_indexes(client, made, asked)
    client.update_table(
        TableName=made.id, DeletionProtectionEnabled=bool(asked.get("deletionProtectionEnabled"))
    )
    _protect(client, asked, asked.get("pointInTimeRecovery"))
    retag_pairs(
        client.list_tags_of_resource(ResourceArn=arn)["Tags"],
        asked,
        lambda tags: client.tag_resource(ResourceArn=arn, Tags=tags),
        lambda keys: client.untag_resource(ResourceArn=arn, TagKeys=keys),
    )
    return _made(client, asked)


def _made(client: Client, asked: Properties) -> Made:
    table = client.describe_table(TableName=asked["name"])["Table"]
    warm = table["WarmThroughput"]
    outputs: Properties = {
        **UNASKED,
        **asked,
        "arn": table["TableArn"],
        "streamArn": table.get("LatestStreamArn", ""),
        "streamLabel": table.get("LatestStreamLabel", ""),
        "warmThroughput": {
            "readUnitsPerSecond": warm["ReadUnitsPerSecond"],
            "writeUnitsPerSecond": warm["WriteUnitsPerSecond"],
        },
    }
    return Made(str(asked["name"]), outputs)


def _update_table(place: Place, made: Made, asked: Properties) -> Made:
    """Change a table; what is asked for no longer counts as a change too."""
    return lasting(_changed_table, *FIXED)(place, made, {**UNASKED, **asked})


KINDS = {"aws:dynamodb/table:Table": Kind(_table, INPUTS, _update_table)}
