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
    """Name the stack's alarms that are in any state but ``OK`` or without data."""
    names = {scene.target.region: scene.outputs["alarm_names"], scene.target.watch: []}
    names[scene.target.watch] = [*names[scene.target.watch], *scene.outputs["watch_alarm_names"]]
    return sorted(
        each["AlarmName"]
        for region, wanted in names.items()
        for each in _alarms(scene, region, wanted)
        if each["StateValue"] == "ALARM"
    )


def _alarms(scene: Scene, region: str, names: list[str]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    if names:
        found = scene.client("cloudwatch", region).describe_alarms(AlarmNames=names)["MetricAlarms"]
    return found
