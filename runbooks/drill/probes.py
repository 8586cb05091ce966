"""Questions that several drills ask of a stack; each reads and changes nothing."""

from __future__ import annotations

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
    outputs, target = scene.outputs, scene.target
    return sorted(
        [
            *_ringing(scene, target.region, outputs["alarm_names"]),
            *_ringing(scene, target.watch, outputs["watch_alarm_names"]),
        ]
    )


def _ringing(scene: Scene, region: str, names: list[str]) -> list[str]:
    states = {each["AlarmName"]: each["StateValue"] for each in _alarms(scene, region, names)}
    return [name for name in names if states.get(name, "ALARM") == "ALARM"]


def _alarms(scene: Scene, region: str, names: list[str]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    if names:
        found = scene.client("cloudwatch", region).describe_alarms(AlarmNames=names)["MetricAlarms"]
    return found
