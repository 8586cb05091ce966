"""What callers of a function of Lambda go by: aliases, permissions, and what becomes of failed events."""

from __future__ import annotations

import uuid

from sandbox.registration import Json, Properties
from sandbox.resources.change import lasting
from sandbox.resources.kind import Kind, Made, Place
from sandbox.resources.lambda_ import invoke_arn
from sandbox.resources.request import block, given, request

ALIAS = {
    "description": "Description",
    "functionName": "FunctionName",
    "functionVersion": "FunctionVersion",
    "name": "Name",
}
PERMISSION = {
    "action": "Action",
    "eventSourceToken": "EventSourceToken",
    "function": "FunctionName",
    "functionUrlAuthType": "FunctionUrlAuthType",
    "invokedViaFunctionUrl": "InvokedViaFunctionUrl",
    "principal": "Principal",
    "principalOrgId": "PrincipalOrgID",
    "qualifier": "Qualifier",
    "sourceAccount": "SourceAccount",
    "sourceArn": "SourceArn",
    "statementId": "StatementId",
}
EVENTS = {
    "functionName": "FunctionName",
    "maximumEventAgeInSeconds": "MaximumEventAgeInSeconds",
    "maximumRetryAttempts": "MaximumRetryAttempts",
    "qualifier": "Qualifier",
}


def _alias(place: Place, asked: Properties) -> Made:
    place.client("lambda").create_alias(**request(asked, ALIAS), **_routing(asked.get("routingConfig")))
    return _of_alias(place, asked)


def _changed_alias(place: Place, _: Made, asked: Properties) -> Made:
    unset: dict[str, object] = {"Description": "", "RoutingConfig": {"AdditionalVersionWeights": {}}}
    wanted = {**unset, **request(asked, ALIAS), **_routing(asked.get("routingConfig"))}
    place.client("lambda").update_alias(**wanted)
    return _of_alias(place, asked)


def _routing(asked: Json) -> dict[str, object]:
    return {"RoutingConfig": block(asked)} if asked is not None else {}


def _of_alias(place: Place, asked: Properties) -> Made:
    named = request(asked, {"functionName": "FunctionName", "name": "Name"})
    arn = place.client("lambda").get_alias(**named)["AliasArn"]
    outputs: Properties = {"arn": arn, "invokeArn": invoke_arn(place, arn)}
    return Made(arn, {**outputs, **given(asked, "functionName", "name")})


def _permission(place: Place, asked: Properties) -> Made:
    statement = str(asked.get("statementId") or f"{asked.get('statementIdPrefix') or ''}{uuid.uuid4().hex}")
    place.client("lambda").add_permission(**request({**asked, "statementId": statement}, PERMISSION))
    return Made(statement, {"statementId": statement, "statementIdPrefix": ""})


def _events(place: Place, asked: Properties) -> Made:
    where = {"DestinationConfig": block(asked["destinationConfig"])} if "destinationConfig" in asked else {}
    place.client("lambda").put_function_event_invoke_config(**request(asked, EVENTS), **where)
    qualified = [str(asked[name]) for name in ("functionName", "qualifier") if asked.get(name)]
    return Made(":".join(qualified), given(asked, "functionName", "qualifier"))


KINDS = {
    "aws:lambda/alias:Alias": Kind(
        _alias, frozenset({"routingConfig", *ALIAS}), lasting(_changed_alias, "functionName", "name")
    ),
    "aws:lambda/permission:Permission": Kind(_permission, frozenset(PERMISSION)),
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": Kind(
        _events,
        frozenset({"destinationConfig", *EVENTS}),
        lasting(lambda place, _, asked: _events(place, asked), "functionName", "qualifier"),
    ),
}
