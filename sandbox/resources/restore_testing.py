"""AWS Backup's restores on trial: when, and of what."""

from __future__ import annotations

from typing import Any

from sandbox.registration import Properties
from sandbox.resources.backup import retag_backup
from sandbox.resources.change import lasting
from sandbox.resources.kind import Kind, Made, Place
from sandbox.resources.request import block, given, request

PLAN = {
    "scheduleExpression": "ScheduleExpression",
    "scheduleExpressionTimezone": "ScheduleExpressionTimezone",
    "startWindowHours": "StartWindowHours",
}
SELECTION = {
    "iamRoleArn": "IamRoleArn",
    "protectedResourceArns": "ProtectedResourceArns",
    "restoreMetadataOverrides": "RestoreMetadataOverrides",
    "validationWindowHours": "ValidationWindowHours",
}
LASTING = ("name", "protectedResourceType", "restoreTestingPlanName")


def _plan(place: Place, asked: Properties) -> Made:
    wanted = {"RestoreTestingPlanName": asked["name"], **_settings_of_plan(asked)}
    place.client("backup").create_restore_testing_plan(
        RestoreTestingPlan=wanted, **request(asked, {"tags": "Tags"})
    )
    return _of_plan(place, asked)


def _changed_plan(place: Place, made: Made, asked: Properties) -> Made:
    client = place.client("backup")
    client.update_restore_testing_plan(
        RestoreTestingPlanName=made.id, RestoreTestingPlan=_settings_of_plan(asked)
    )
    retag_backup(client, str(made.outputs["arn"]), asked)
    return _of_plan(place, asked)


def _settings_of_plan(asked: Properties) -> dict[str, Any]:
    return {**request(asked, PLAN), "RecoveryPointSelection": block(asked["recoveryPointSelection"])}


def _of_plan(place: Place, asked: Properties) -> Made:
    name = str(asked["name"])
    found = place.client("backup").get_restore_testing_plan(RestoreTestingPlanName=name)["RestoreTestingPlan"]
    outputs: Properties = {
        "arn": found["RestoreTestingPlanArn"],
        "scheduleExpressionTimezone": found["ScheduleExpressionTimezone"],
        "startWindowHours": found["StartWindowHours"],
    }
    return Made(name, {"name": name, **outputs})


def _selection(place: Place, asked: Properties) -> Made:
    wanted = {
        "RestoreTestingSelectionName": asked["name"],
        "ProtectedResourceType": asked["protectedResourceType"],
        **_settings_of_selection(asked),
    }
    place.client("backup").create_restore_testing_selection(
        RestoreTestingPlanName=asked["restoreTestingPlanName"], RestoreTestingSelection=wanted
    )
    return _of_selection(place, asked)


def _changed_selection(place: Place, made: Made, asked: Properties) -> Made:
    place.client("backup").update_restore_testing_selection(
        RestoreTestingPlanName=asked["restoreTestingPlanName"],
        RestoreTestingSelectionName=made.id,
        RestoreTestingSelection=_settings_of_selection(asked),
    )
    return _of_selection(place, asked)


def _settings_of_selection(asked: Properties) -> dict[str, Any]:
    conditions = asked.get("protectedResourceConditions")
    wanted = {"ProtectedResourceConditions": block(conditions)} if conditions else {}
    return {**request(asked, SELECTION), **wanted}


def _of_selection(place: Place, asked: Properties) -> Made:
    name = str(asked["name"])
    found = place.client("backup").get_restore_testing_selection(
        RestoreTestingPlanName=asked["restoreTestingPlanName"], RestoreTestingSelectionName=name
    )["RestoreTestingSelection"]
    outputs: Properties = {
        "protectedResourceArns": found.get("ProtectedResourceArns", []),
        "restoreMetadataOverrides": found.get("RestoreMetadataOverrides", {}),
        "validationWindowHours": found.get("ValidationWindowHours", 0),
    }
    return Made(name, {**given(asked, *LASTING), **outputs})


KINDS = {
    "aws:backup/restoreTestingPlan:RestoreTestingPlan": Kind(
        _plan, frozenset({"name", "recoveryPointSelection", "tags", *PLAN}), lasting(_changed_plan, "name")
    ),
    "aws:backup/restoreTestingSelection:RestoreTestingSelection": Kind(
        _selection,
        frozenset({"protectedResourceConditions", *LASTING, *SELECTION}),
        lasting(_changed_selection, *LASTING),
    ),
}
