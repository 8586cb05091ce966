"""The audit's rows of the load's records, asked of the database past the API, by the Data API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from runbooks.drill.load import checksum
from runbooks.drill.losses import Losses, reckon
from runbooks.drill.scene import Scene

AWAY = frozenset(
    {"DatabaseNotFoundException", "DatabaseResumingException", "DatabaseUnavailableException"},
)
"""The errors of a database that cannot be asked now."""
OURS = "select id, checksum from audit where id like :prefix"
REMOVE = "delete from audit where id like :prefix"


def ask(scene: Scene, sql: str, parameters: Mapping[str, str]) -> list[list[Any]] | None:
    """Run a statement and return its rows, ``None`` where the database cannot be asked now."""
    named = [{"name": name, "value": {"stringValue": value}} for name, value in parameters.items()]
    try:
        answer = scene.client("rds-data").execute_statement(
            resourceArn=scene.outputs["database_cluster_arn"],
            secretArn=scene.outputs["database_secret_arn"],
            database=scene.outputs["database_name"],
            sql=sql,
            parameters=named,
        )
    except ClientError as error:
        if error.response["Error"]["Code"] in AWAY:
            return None
        raise
    return [[next(iter(field.values())) for field in row] for row in answer.get("records", [])]


def missing(scene: Scene) -> int:
    """Count the acknowledged records whose row is not there or is wrong; all, while nobody can be asked."""
    return len(_losses(scene).lost)


def lost(scene: Scene) -> int:
    """Return the same, and keep the count as the drill's."""
    scene.losses = _losses(scene)
    return len(scene.losses.lost)


def remove(scene: Scene) -> None:
    """Take away the load's rows, and what stands for those that still wait. Raises where nobody answers."""
    dynamodb, table = scene.client("dynamodb"), scene.outputs["dynamodb_table_name"]
    for beat in scene.load.beats:
        dynamodb.delete_item(TableName=table, Key={"id": {"S": f"outbox#{scene.load.key(beat.number)}"}})
    if ask(scene, REMOVE, _prefix(scene)) is None:
        raise ConnectionError("the database cannot be asked to delete the drill's rows")


def _losses(scene: Scene) -> Losses:
    found = dict(ask(scene, OURS, _prefix(scene)) or [])
    numbers = [beat.number for beat in scene.load.acknowledged()]
    whole = {number for number in numbers if found.get(scene.load.key(number)) == checksum(number)}
    return reckon(scene.load.beats, whole, scene.injected or scene.now())


def _prefix(scene: Scene) -> dict[str, str]:
    return {"prefix": f"{scene.load.prefix}-%"}
