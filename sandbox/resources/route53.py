"""Health checks of Route 53 that ask an endpoint.

Those that add up others, or follow an alarm, are not known.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from sandbox.registration import Json, Properties
from sandbox.resources.change import lasting, retag_pairs
from sandbox.resources.kind import Kind, Made, Place
from sandbox.resources.request import given, request

CHANGEABLE = {
    "disabled": "Disabled",
    "enableSni": "EnableSNI",
    "failureThreshold": "FailureThreshold",
    "fqdn": "FullyQualifiedDomainName",
    "invertHealthcheck": "Inverted",
    "port": "Port",
    "regions": "Regions",
    "resourcePath": "ResourcePath",
    "searchString": "SearchString",
}
LASTING = {
    "ipAddress": "IPAddress",
    "measureLatency": "MeasureLatency",
    "requestInterval": "RequestInterval",
    "type": "Type",
}
KIND = "healthcheck"
BY_TLS = {"HTTPS", "HTTPS_STR_MATCH"}
FAILURES = 3
"""How often an endpoint fails before it counts as unhealthy, where nobody says."""
INTERVAL_SECONDS = 30
UNASKED: dict[str, Any] = {"Disabled": False, "FailureThreshold": FAILURES, "Inverted": False}
"""What the provider asks for in an update where the program says nothing."""
KEPT = frozenset({"enableSni", "fqdn", "port", "regions", "resourcePath", "searchString", *LASTING})


def _health_check(place: Place, asked: Properties) -> Made:
    config: dict[str, Any] = {
        "RequestInterval": INTERVAL_SECONDS,
        "FailureThreshold": FAILURES,
        **request(asked, {**LASTING, **CHANGEABLE}),
    }
    made = place.client("route53").create_health_check(
        CallerReference=_reference(asked.get("referenceName")), HealthCheckConfig=config
    )["HealthCheck"]
    _tag(place, made["Id"], asked)
    return _of_health_check(place, made, asked)


def _changed_health_check(place: Place, made: Made, asked: Properties) -> Made:
    changed = place.client("route53").update_health_check(
        HealthCheckId=made.id, **{**UNASKED, **request(asked, CHANGEABLE)}
    )["HealthCheck"]
    _tag(place, made.id, asked)
    return _of_health_check(place, changed, asked)


def _tag(place: Place, identity: str, asked: Properties) -> None:
    client = place.client("route53")
    which = {"ResourceType": KIND, "ResourceId": identity}
    found = client.list_tags_for_resource(**which)["ResourceTagSet"]["Tags"]
    retag_pairs(
        found,
        asked,
        lambda tags: client.change_tags_for_resource(**which, AddTags=tags),
        lambda keys: client.change_tags_for_resource(**which, RemoveTagKeys=keys),
    )


def _of_health_check(place: Place, found: dict[str, Any], asked: Properties) -> Made:
    config = found["HealthCheckConfig"]
    outputs: Properties = {
        "arn": f"arn:{place.partition}:route53:::healthcheck/{found['Id']}",
        "enableSni": config.get("EnableSNI", asked["type"] in BY_TLS),
        "failureThreshold": config["FailureThreshold"],
        "regions": config.get("Regions", []),
        "triggers": {},
    }
    return Made(found["Id"], {**given(asked, "referenceName", *LASTING), **outputs})


def _reference(prefix: Json) -> str:
    """Return what tells one request for a health check from another."""
    return f"{prefix or 'terraform'}-{uuid4().hex[:16]}"


KINDS = {
    "aws:route53/healthCheck:HealthCheck": Kind(
        _health_check,
        frozenset({"referenceName", "tags", *LASTING, *CHANGEABLE}),
        lasting(_changed_health_check, "referenceName", *LASTING),
        KEPT,
    ),
}
