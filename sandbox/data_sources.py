"""What the provider's read-only functions answer in the sandbox: facts of the emulator, or of AWS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from sandbox import lookups
from sandbox.engine_versions import HEEDED, engine_version
from sandbox.errors import SandboxError
from sandbox.registration import Json, Properties
from sandbox.resources.kind import Place
from sandbox.resources.request import blocks

Ask: TypeAlias = Callable[[Properties, Place], Properties]
FILTERS = {
    "group-name": "GroupName",
    "opt-in-status": "OptInStatus",
    "region-name": "RegionName",
    "state": "State",
    "zone-id": "ZoneId",
    "zone-name": "ZoneName",
    "zone-type": "ZoneType",
}
"""What zones can be told apart by; ministack returns them all whatever it is asked."""


def answer(token: str, arguments: Properties, place: Place) -> Properties:
    """Return what the function ``token`` answers; raises ``SandboxError`` for one that is not known here."""
    asked = ASKED.get(token)
    found = _found(*asked, arguments, place) if asked else lookups.answer(token, arguments, place.region)
    if found is None:
        raise SandboxError(f"{token} has no answer in the sandbox; give it one by --answers")
    return found


def _found(ask: Ask, heeded: frozenset[str], arguments: Properties, place: Place) -> Properties:
    unheeded = sorted(name for name in arguments.keys() - heeded if arguments[name] is not None)
    if unheeded:
        raise SandboxError(f"the sandbox does not know what to do with {', '.join(unheeded)}")
    region = arguments.get("region")
    return ask(arguments, replace(place, region=region) if isinstance(region, str) else place)


def _zones(arguments: Properties, place: Place) -> Properties:
    zones = place.client("ec2").describe_availability_zones()["AvailabilityZones"]
    for name, values in _filters(arguments):
        if name not in FILTERS:
            raise SandboxError(f"found a filter by {name}; wanted one by {', '.join(FILTERS)}")
        zones = [each for each in zones if each[FILTERS[name]] in values]
    zones = sorted(zones, key=lambda each: each["ZoneName"])
    return {
        "id": place.region,
        "region": place.region,
        "names": [each["ZoneName"] for each in zones],
        "zoneIds": [each["ZoneId"] for each in zones],
        "groupNames": sorted({each.get("GroupName", place.region) for each in zones}),
    }


def _filters(arguments: Properties) -> Iterator[tuple[str, list[Json]]]:
    if arguments.get("state"):
        yield "state", [arguments["state"]]
    for each in blocks(arguments.get("filters")):
        values = each["values"]
        yield str(each["name"]), values if isinstance(values, list) else [values]


def _caller(_: Properties, place: Place) -> Properties:
    found = place.client("sts").get_caller_identity()
    account = found["Account"]
    return {"id": account, "accountId": account, "arn": found["Arn"], "userId": found["UserId"]}


def _engine_version(arguments: Properties, place: Place) -> Properties:
    return {**engine_version(arguments, place.client("rds")), "region": place.region}


ASKED: dict[str, tuple[Ask, frozenset[str]]] = {
    "aws:index/getAvailabilityZones:getAvailabilityZones": (
        _zones,
        frozenset({"filters", "region", "state"}),
    ),
    "aws:index/getCallerIdentity:getCallerIdentity": (_caller, frozenset({"region"})),
    "aws:rds/getEngineVersion:getEngineVersion": (_engine_version, HEEDED),
}
"""How a function is answered, and which of its arguments that heeds."""
