"""The records that the load wrote, read back from table and bucket, past the API."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from botocore.exceptions import ClientError

from runbooks.drill.load import checksum
from runbooks.drill.losses import Losses, reckon
from runbooks.drill.scene import Scene

BATCH = 100
"""How many items DynamoDB gives at once."""


def seed(scene: Scene, count: int = 5) -> int:
    """Write as many records as wanted before anything is broken, a beat apart; return how many were taken."""
    for _ in range(count):
        scene.wait(scene.target.beat)
    return len(scene.load.acknowledged())


def lost(scene: Scene) -> int:
    """Look for every acknowledged record and its document; return how many are lost, and keep the count."""
    scene.losses = losses(scene)
    return len(scene.losses.lost)


def losses(scene: Scene) -> Losses:
    """Count what is whole in the stack's table and bucket against what was acknowledged."""
    there = {number for number, item in _items(scene) if _whole(scene, number, item)}
    return reckon(scene.load.beats, there, scene.injected or scene.now())


def missing(scene: Scene, table: str, keys: Sequence[str]) -> list[str]:
    """Name those of the load's records that a table does not have with the checksum that they must have."""
    numbers = {scene.load.key(beat.number): beat.number for beat in scene.load.beats}
    there = {
        item["id"]["S"]
        for item in _read(scene, table, keys)
        if item.get("checksum", {}).get("S") == checksum(numbers[item["id"]["S"]])
    }
    return [key for key in keys if key not in there]


def _items(scene: Scene) -> Iterator[tuple[int, dict[str, Any]]]:
    numbers = {scene.load.key(beat.number): beat.number for beat in scene.load.acknowledged()}
    for item in _read(scene, scene.outputs["dynamodb_table_name"], [*numbers]):
        yield numbers[item["id"]["S"]], item


def _read(scene: Scene, table: str, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Read what a table has of these items."""
    keys = [{"id": {"S": each}} for each in ids]
    dynamodb = scene.client("dynamodb")
    for start in range(0, len(keys), BATCH):
        asked = {table: {"Keys": keys[start : start + BATCH], "ConsistentRead": True}}
        while asked:
            answer = dynamodb.batch_get_item(RequestItems=asked)
            yield from answer["Responses"].get(table, [])
            asked = answer.get("UnprocessedKeys")


def _whole(scene: Scene, number: int, item: dict[str, Any]) -> bool:
    """Tell whether an item and the newest version of its document are what was written."""
    wanted = checksum(number)
    if item.get("checksum", {}).get("S") != wanted:
        return False
    key = item["document_key"]["S"]
    try:
        found = scene.client("s3").get_object(Bucket=scene.outputs["s3_bucket_name"], Key=key)["Body"].read()
    except ClientError as error:
        if error.response["Error"]["Code"] in {"NoSuchKey", "404", "NoSuchVersion"}:
            return False
        raise
    return sha256(found).hexdigest() == wanted


def remove(scene: Scene) -> None:
    """Delete the items that the load wrote; their documents stay as long as the bucket keeps any."""
    dynamodb, table = scene.client("dynamodb"), scene.outputs["dynamodb_table_name"]
    for beat in scene.load.beats:
        dynamodb.delete_item(TableName=table, Key={"id": {"S": scene.load.key(beat.number)}})
