"""Rules of EventBridge, and whom they call."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from sandbox.errors import SandboxError
from sandbox.registration import Properties
from sandbox.resources.change import lasting, retag_pairs
from sandbox.resources.kind import Kind, Made, Place, tag_list
from sandbox.resources.request import block, given, request

DEFAULT_BUS = "default"
RULE = {
    "description": "Description",
    "eventBusName": "EventBusName",
    "eventPattern": "EventPattern",
    "name": "Name",
    "scheduleExpression": "ScheduleExpression",
    "state": "State",
}
UNASKED: Properties = {"description": "", "state": "ENABLED"}
"""What AWS makes of a rule that is put anew without them; ministack leaves them as they were."""
TARGET = {"arn": "Arn", "input": "Input", "inputPath": "InputPath", "roleArn": "RoleArn"}
BLOCKS = {"deadLetterConfig": "DeadLetterConfig", "retryPolicy": "RetryPolicy"}
OF_RULE = {"eventBusName": "EventBusName", "rule": "Rule"}
WHEN_DELETED = frozenset({"forceDestroy"})
"""What the provider keeps for the day on which it deletes something; AWS is not told before."""


def _rule(place: Place, asked: Properties) -> Made:
    arn = place.client("events").put_rule(**request(asked, RULE), Tags=tag_list(asked.get("tags")))["RuleArn"]
    outputs: Properties = {"arn": arn, "namePrefix": ""}
    return Made(_on_bus(asked, str(asked["name"]), "/"), {**given(asked, "eventBusName", "name"), **outputs})


def _changed_rule(place: Place, made: Made, asked: Properties) -> Made:
    client, arn = place.client("events"), made.outputs["arn"]
    client.put_rule(**request({**UNASKED, **asked}, RULE))
    retag_pairs(
        client.list_tags_for_resource(ResourceARN=arn)["Tags"],
        asked,
        lambda tags: client.tag_resource(ResourceARN=arn, Tags=tags),
        lambda keys: client.untag_resource(ResourceARN=arn, TagKeys=keys),
    )
    return made


def _target(place: Place, asked: Properties) -> Made:
    return _put_target(place, str(asked.get("targetId") or f"terraform-{uuid4().hex}"), asked)


def _changed_target(place: Place, made: Made, asked: Properties) -> Made:
    return _put_target(place, str(made.outputs["targetId"]), asked)


def _put_target(place: Place, target_id: str, asked: Properties) -> Made:
    target: dict[str, Any] = {
        "Id": target_id,
        **request(asked, TARGET),
        **{theirs: block(asked[ours]) for ours, theirs in BLOCKS.items() if asked.get(ours)},
    }
    found = place.client("events").put_targets(**request(asked, OF_RULE), Targets=[target])
    for failed in found["FailedEntries"]:
        raise SandboxError(f"PutTargets was refused: {failed['ErrorCode']}: {failed['ErrorMessage']}")
    identity = _on_bus(asked, f"{asked['rule']}-{target_id}", "-")
    return Made(identity, {**given(asked, *OF_RULE), "targetId": target_id})


def _on_bus(asked: Properties, name: str, separator: str) -> str:
    """Name something on a bus; on the default one it goes without."""
    bus = asked.get("eventBusName") or DEFAULT_BUS
    return name if bus == DEFAULT_BUS else f"{bus}{separator}{name}"


KINDS = {
    "aws:cloudwatch/eventRule:EventRule": Kind(
        _rule, frozenset({"tags", *RULE}) | WHEN_DELETED, lasting(_changed_rule, "eventBusName", "name")
    ),
    "aws:cloudwatch/eventTarget:EventTarget": Kind(
        _target,
        frozenset({"targetId", *TARGET, *BLOCKS, *OF_RULE}) | WHEN_DELETED,
        lasting(_changed_target, "targetId", *OF_RULE),
    ),
}
