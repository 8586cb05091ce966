"""Log groups of CloudWatch Logs."""

from __future__ import annotations

from sandbox.aws import Client
from sandbox.registration import Properties
from sandbox.resources.change import lasting, retag
from sandbox.resources.kind import Kind, Made, Place
from sandbox.resources.request import given, request, whole

GROUP = {"kmsKeyId": "kmsKeyId", "logGroupClass": "logGroupClass", "name": "logGroupName", "tags": "tags"}
RETENTION = "retentionInDays"
WHEN_DELETED = frozenset({"skipDestroy"})
"""What the provider keeps for the day on which it deletes a group; AWS is not told before."""
UNASKED: Properties = {"kmsKeyId": None, "logGroupClass": "STANDARD"}


def _group(place: Place, asked: Properties) -> Made:
    client = place.client("logs")
    client.create_log_group(**request(asked, GROUP))
    if asked.get(RETENTION):
        _keep(client, asked)
    return _of_group(place, asked)


def _changed_group(place: Place, _: Made, asked: Properties) -> Made:
    client = place.client("logs")
    if asked.get(RETENTION):
        _keep(client, asked)
    else:
        client.delete_retention_policy(logGroupName=asked["name"])
    arn = _arn(place, asked)
    retag(
        client.list_tags_for_resource(resourceArn=arn)["tags"],
        asked,
        lambda tags: client.tag_resource(resourceArn=arn, tags=tags),
        lambda keys: client.untag_resource(resourceArn=arn, tagKeys=keys),
    )
    return _of_group(place, asked)


def _keep(client: Client, asked: Properties) -> None:
    client.put_retention_policy(logGroupName=asked["name"], retentionInDays=whole(asked[RETENTION]))


def _of_group(place: Place, asked: Properties) -> Made:
    outputs: Properties = {
        "arn": _arn(place, asked),
        "deletionProtectionEnabled": False,
        "logGroupClass": UNASKED["logGroupClass"],
        "namePrefix": "",
    }
    return Made(str(asked["name"]), {**outputs, **given(asked, "kmsKeyId", "logGroupClass", "name")})


def _arn(place: Place, asked: Properties) -> str:
    return place.arn("logs", f"log-group:{asked['name']}")


def _update_group(place: Place, made: Made, asked: Properties) -> Made:
    """Change a group; what is asked for no longer counts as a change too."""
    return lasting(_changed_group, "name", *UNASKED)(place, made, {**UNASKED, **asked})


KINDS = {
    "aws:cloudwatch/logGroup:LogGroup": Kind(
        _group, frozenset({RETENTION, *GROUP}) | WHEN_DELETED, _update_group
    ),
}
