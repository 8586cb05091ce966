"""Questions that several drills ask of a stack; each reads and changes nothing."""

from __future__ import annotations

from typing import Any

from runbooks.drill.scene import Scene
from runbooks.drill.target import NOBODY, UnreachableError


def health(scene: Scene) -> str:
    """Return what the API says of itself: ``healthy``, ``degraded``, ``unhealthy``, or why it does not."""
    try:
        answer = scene.target.call("GET", "/health", signer=NOBODY)
    except UnreachableError as error:
        return str(error)
    body = answer.body if isinstance(answer.body, dict) else {}
    return str(body.get("status", f"status {answer.status}"))


def ringing(scene: Scene) -> list[str]:
    """Name the stack's alarms that ring, and those that are not there: they would never ring."""
    return sorted(
        name for name, found in _alarms(scene).items() if found.get("StateValue", "ALARM") == "ALARM"
    )


def muted(scene: Scene) -> list[str]:
    """Name the stack's alarms that call nobody, and those that are not there."""
    return sorted(
        name
        for name, found in _alarms(scene).items()
        if not (found.get("ActionsEnabled") and found.get("AlarmActions"))
    )


def _alarms(scene: Scene) -> dict[str, dict[str, Any]]:
    """Return what is said of each alarm that the stack exports, nothing of one that is not there."""
    outputs, target = scene.outputs, scene.target
    found: dict[str, dict[str, Any]] = {}
    for region, kind in ((target.region, "alarm_names"), (target.watch, "watch_alarm_names")):
        names: list[str] = outputs[kind]
        found |= {name: {} for name in names}
        if names:
            listed = scene.client("cloudwatch", region).describe_alarms(AlarmNames=names)["MetricAlarms"]
            found |= {each["AlarmName"]: each for each in listed}
    return found
