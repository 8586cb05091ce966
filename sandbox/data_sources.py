"""What the provider's read-only functions answer in the sandbox: facts of the emulator, or of AWS."""

from __future__ import annotations

from collections.abc import Callable

from sandbox import lookups
from sandbox.errors import SandboxError
from sandbox.registration import Json, Properties
from sandbox.resources.kind import Place


def answer(token: str, arguments: Properties, place: Place) -> Properties:
    """Return what the function ``token`` answers; raises ``SandboxError`` for one that is not known here."""
    asked = ASKED.get(token)
    found = asked(arguments, place) if asked else lookups.answer(token, arguments, place.region)
    if found is None:
        raise SandboxError(f"{token} has no answer in the sandbox; give it one by --answers")
    return found


def _zones(arguments: Properties, place: Place) -> Properties:
    filters = [{"Name": each["name"], "Values": each["values"]} for each in _blocks(arguments.get("filters"))]
    zones = place.client("ec2").describe_availability_zones(Filters=filters)["AvailabilityZones"]
    zones = sorted(zones, key=lambda each: each["ZoneName"])
    return {
        "id": place.region,
        "region": place.region,
        "names": [each["ZoneName"] for each in zones],
        "zoneIds": [each["ZoneId"] for each in zones],
        "groupNames": sorted({each.get("GroupName", place.region) for each in zones}),
    }


def _caller(_: Properties, place: Place) -> Properties:
    found = place.client("sts").get_caller_identity()
    account = found["Account"]
    return {"id": account, "accountId": account, "arn": found["Arn"], "userId": found["UserId"]}


def _blocks(value: Json) -> list[Properties]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


ASKED: dict[str, Callable[[Properties, Place], Properties]] = {
    "aws:index/getAvailabilityZones:getAvailabilityZones": _zones,
    "aws:index/getCallerIdentity:getCallerIdentity": _caller,
}
