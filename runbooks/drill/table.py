"""The stack's table: what it is like beside its items, and how a drill makes it so again."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from runbooks.drill.moments import recovery
from runbooks.drill.scene import Scene, StepError

LASTING = (
    "KeySchema",
    "AttributeDefinitions",
    "StreamSpecification",
    "DeletionProtectionEnabled",
)
"""What is compared as DynamoDB describes it."""


def state(scene: Scene, name: str) -> str:
    """Return the state of the table of that name, empty where there is none."""
    try:
        found = scene.client("dynamodb").describe_table(TableName=name)
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        return ""
    return str(found["Table"]["TableStatus"])


def settings(scene: Scene) -> dict[str, Any]:
    """Return the settings that must be as they were after a restore; JSON, fit for notes."""
    name, dynamodb = scene.outputs["dynamodb_table_name"], scene.client("dynamodb")
    table = dynamodb.describe_table(TableName=name)["Table"]
    backups = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    recovered = backups["PointInTimeRecoveryDescription"]
    tags = dynamodb.list_tags_of_resource(ResourceArn=table["TableArn"])["Tags"]
    return {
        **{each: table.get(each) for each in LASTING},
        "Indexes": sorted(each["IndexName"] for each in table.get("GlobalSecondaryIndexes", [])),
        "BillingMode": table["BillingModeSummary"]["BillingMode"],
        "Key": table["SSEDescription"]["KMSMasterKeyArn"],
        "Recovery": [recovered["PointInTimeRecoveryStatus"], recovered.get("RecoveryPeriodInDays")],
        "TimeToLive": dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"].get(
            "TimeToLiveStatus"
        ),
        "Tags": sorted([each["Key"], each["Value"]] for each in tags),
    }


def changed(scene: Scene, before: dict[str, Any]) -> list[str]:
    """Name the settings that are not as they were."""
    now = settings(scene)
    return sorted(name for name in {*before, *now} if before.get(name) != now.get(name))


def protect(scene: Scene, *, on: bool) -> None:
    """Turn protection against deletion on or off."""
    scene.client("dynamodb").update_table(
        TableName=scene.outputs["dynamodb_table_name"], DeletionProtectionEnabled=on
    )


def mend(scene: Scene, before: dict[str, Any], spare: str = "") -> None:
    """Make the table whole from any point of a drill: restore it where it is gone, then set what differs.

    ``spare`` is a backup to take where this deletion has left none. Raises ``StepError`` without either.
    """
    name, dynamodb = scene.outputs["dynamodb_table_name"], scene.client("dynamodb")
    if not state(scene, name):
        backup = _left(scene, name) or spare
        if not backup:
            raise StepError(f"table {name} is gone, and there is no backup of its deletion")
        dynamodb.restore_table_from_backup(TargetTableName=name, BackupArn=backup)
        scene.until(
            f"table {name} is restored", lambda: state(scene, name) == "ACTIVE", scene.target.beat * 120
        )
    differs = changed(scene, before)
    if "Recovery" in differs:
        recovery(scene, on=True)
    if "StreamSpecification" in differs:
        dynamodb.update_table(TableName=name, StreamSpecification=before["StreamSpecification"])
    if "DeletionProtectionEnabled" in differs:
        protect(scene, on=before["DeletionProtectionEnabled"])
    if "Tags" in differs:
        tags = [{"Key": key, "Value": value} for key, value in before["Tags"]]
        dynamodb.tag_resource(ResourceArn=scene.outputs["dynamodb_table_arn"], Tags=tags)
    if left := changed(scene, before):
        raise StepError(f"these settings of table {name} are not as they were: {', '.join(left)}")


def _left(scene: Scene, name: str) -> str:
    """Return the backup that this deletion has left, and no earlier one; empty where it left none."""
    since = scene.injected or scene.now()
    answer = scene.client("dynamodb").list_backups(
        TableName=name, BackupType="SYSTEM", TimeRangeLowerBound=since
    )
    found = sorted(answer["BackupSummaries"], key=lambda each: each["BackupCreationDateTime"])
    return str(found[-1]["BackupArn"]) if found else ""
