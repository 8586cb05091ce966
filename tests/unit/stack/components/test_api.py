"""Writing takes a signature, asking after health does not, and every request is logged."""

from __future__ import annotations

import json

import pytest

from stack.components.api import Api, ApiArgs
from stack.links import Logs, Target
from tests.unit.stack.recorded import EPHEMERAL, SCOPE, TAGS, UNKNOWN, made, named, only, outputs, recorded

API = "aws:apigatewayv2/api:Api"
STAGE = "aws:apigatewayv2/stage:Stage"
GROUP = "aws:cloudwatch/logGroup:LogGroup"
TARGET = Target("f", "live", "arn:f:live", "arn:invoke")


def record_api(scope=SCOPE, origins=()):
    return recorded(lambda: Api("api", ApiArgs(scope, TARGET, Logs("arn:logs", 365), origins)))


RECORDING = record_api()


def test_everything_an_api_needs_is_made():
    assert made(RECORDING) == [
        "Api api",
        "Integration api",
        "LogGroup api",
        "Permission health",
        "Permission process",
        "Route health",
        "Route process",
        "Stage api",
    ]
    assert outputs(RECORDING, "api") == {"endpoint": UNKNOWN}


def test_without_origins_no_browser_is_let_in():
    assert only(RECORDING, API).inputs == {"name": "dr-test-api", "protocolType": "HTTP", "tags": TAGS}


def test_browsers_are_let_in_from_the_origins_that_are_given():
    assert only(record_api(origins=("https://app.example.com",)), API).inputs["corsConfiguration"] == {
        "allowOrigins": ["https://app.example.com"],
        "allowMethods": ["GET", "POST"],
        "allowHeaders": [
            "authorization",
            "content-type",
            "idempotency-key",
            "x-amz-content-sha256",
            "x-amz-date",
            "x-amz-security-token",
        ],
        "maxAge": 3600,
    }


@pytest.mark.parametrize(
    ("name", "key", "authorization"),
    [("process", "POST /process", "AWS_IAM"), ("health", "GET /health", "NONE")],
)
def test_each_route_says_who_may_call_it(name, key, authorization):
    route = named(RECORDING, "aws:apigatewayv2/route:Route", name)
    integration = only(RECORDING, "aws:apigatewayv2/integration:Integration")
    assert (route.inputs["routeKey"], route.inputs["authorizationType"]) == (key, authorization)
    assert route.property_dependencies["target"] == (integration.urn,)


@pytest.mark.parametrize("name", ["process", "health"])
def test_each_route_may_call_the_alias_and_nothing_else_may(name):
    permission = named(RECORDING, "aws:lambda/permission:Permission", name)
    assert permission.inputs == {
        "action": "lambda:InvokeFunction",
        "function": "f",
        "qualifier": "live",
        "principal": "apigateway.amazonaws.com",
        "sourceArn": UNKNOWN,
    }
    assert permission.property_dependencies["sourceArn"] == (only(RECORDING, API).urn,)


def test_the_function_answers_by_its_alias():
    inputs = only(RECORDING, "aws:apigatewayv2/integration:Integration").inputs
    assert (inputs["integrationType"], inputs["payloadFormatVersion"], inputs["integrationUri"]) == (
        "AWS_PROXY",
        "2.0",
        "arn:invoke",
    )


def test_the_stage_deploys_itself_throttles_and_measures():
    inputs = only(RECORDING, STAGE).inputs
    assert (inputs["name"], inputs["autoDeploy"], inputs["tags"]) == ("$default", True, TAGS)
    assert inputs["defaultRouteSettings"] == {
        "detailedMetricsEnabled": True,
        "throttlingRateLimit": 50,
        "throttlingBurstLimit": 100,
    }


def test_each_request_is_logged_as_json():
    stage = only(RECORDING, STAGE)
    logged = json.loads(stage.inputs["accessLogSettings"]["format"])
    assert logged["status"] == "$context.status"
    assert logged["identity.sourceIp"] == "$context.identity.sourceIp"
    assert stage.property_dependencies["accessLogSettings"] == (only(RECORDING, GROUP).urn,)


@pytest.mark.parametrize(("scope", "protected"), [(SCOPE, True), (EPHEMERAL, False)])
def test_the_log_is_kept_encrypted_and_protected_unless_ephemeral(scope, protected):
    group = only(record_api(scope), GROUP)
    assert group.inputs == {
        "name": "/aws/vendedlogs/apis/dr-test-api",
        "retentionInDays": 365,
        "kmsKeyId": "arn:logs",
        "tags": scope.tags,
    }
    assert group.options.protect is protected
