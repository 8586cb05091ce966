"""The moments that a table can be restored to, and the one before a fault."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from runbooks.drill.scene import Scene, StepError

SECOND = timedelta(seconds=1)


def settled(scene: Scene) -> str:
    """Let nothing be written for whole seconds; return the last of them in UTC, as AWS's tools take it."""
    scene.target.wait(2 * SECOND)
    moment = scene.now()
    scene.target.wait(2 * SECOND)
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def restorable(scene: Scene, moment: datetime) -> bool:
    """Tell whether the table can be restored to a moment by now.

    Raises ``StepError`` where it never can: recovery is off, or began later.
    """
    found = _window(scene)
    if found["PointInTimeRecoveryStatus"] != "ENABLED":
        raise StepError("point-in-time recovery is off")
    if found["EarliestRestorableDateTime"] > moment:
        raise StepError(
            f"point-in-time recovery begins at {found['EarliestRestorableDateTime']}; wanted {moment}"
        )
    return bool(found["LatestRestorableDateTime"] >= moment)


def recovery(scene: Scene, *, on: bool) -> None:
    """Turn the table's recovery on, for the days that the stack's settings say, or off."""
    if on:
        reach_back(scene, scene.outputs["pitr_days"])
    else:
        _recover(scene, on=False)


def reach_back(scene: Scene, days: int) -> None:
    """Let the table's recovery reach back so many days; what is older is gone at once."""
    _recover(scene, on=True, RecoveryPeriodInDays=days)


def reach(scene: Scene) -> int:
    """Return how many days the table's recovery reaches back at most, 0 where it is off."""
    return int(_window(scene).get("RecoveryPeriodInDays", 0))


def _recover(scene: Scene, *, on: bool, **more: int) -> None:
    scene.client("dynamodb").update_continuous_backups(
        TableName=scene.outputs["dynamodb_table_name"],
        PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": on, **more},
    )


def _window(scene: Scene) -> dict[str, Any]:
    answer = scene.client("dynamodb").describe_continuous_backups(
        TableName=scene.outputs["dynamodb_table_name"]
    )
    found: dict[str, Any] = answer["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    return found
