"""HTTP APIs as AWS would have them, read back and called."""

import json
import urllib.error
import urllib.request

import pytest

from sandbox.errors import SandboxError
from sandbox.resources import kinds
from tests.emulator.resources.functions import ALIAS, FUNCTION, PERMISSION, archive, role

API, INTEGRATION = "aws:apigatewayv2/api:Api", "aws:apigatewayv2/integration:Integration"
ROUTE, STAGE = "aws:apigatewayv2/route:Route", "aws:apigatewayv2/stage:Stage"
SOURCE = """
def handler(event, context):
    return {"statusCode": 200, "body": event["routeKey"] + " by " + context.function_version}
"""
LOG = "arn:aws:logs:us-west-2:123456789012:log-group:/aws/vendedlogs/apis/api"


@pytest.fixture(scope="module")
def api(make):
    cors = {"allowOrigins": ["https://example.com"], "allowMethods": ["GET", "POST"], "maxAge": 600.0}
    return make(API, name="api", protocolType="HTTP", corsConfiguration=cors, tags={"owner": "team"})


@pytest.fixture(scope="module")
def stage(make, api):
    return make(
        STAGE,
        apiId=api.id,
        name="$default",
        autoDeploy=True,
        accessLogSettings={"destinationArn": LOG, "format": "$context.requestId"},
        defaultRouteSettings={
            "throttlingBurstLimit": 100.0,
            "throttlingRateLimit": 50.0,
            "detailedMetricsEnabled": True,
        },
        tags={"owner": "team"},
    )


@pytest.fixture(scope="module")
def integration(make, api, tmp_path_factory):
    asked = {"handler": "app.handler", "runtime": "python3.12", "role": role(make, "behind", "logs:*")}
    code = archive(tmp_path_factory.mktemp("code"), SOURCE)
    make(FUNCTION, **asked, name="behind", publish=True, code=code)
    alias = make(ALIAS, functionName="behind", functionVersion="1", name="live")
    make(
        PERMISSION,
        action="lambda:InvokeFunction",
        function="behind",
        qualifier="live",
        principal="apigateway.amazonaws.com",
        sourceArn=f"{api.outputs['executionArn']}/*/GET/health",
    )
    return make(
        INTEGRATION,
        apiId=api.id,
        integrationType="AWS_PROXY",
        integrationMethod="POST",
        integrationUri=alias.outputs["invokeArn"],
        payloadFormatVersion="2.0",
    )


def test_an_api_has_the_address_that_aws_would_give_it(api, client):
    assert api.outputs == {
        "apiEndpoint": f"https://{api.id}.execute-api.us-west-2.amazonaws.com",
        "arn": f"arn:aws:apigateway:us-west-2::/apis/{api.id}",
        "executionArn": f"arn:aws:execute-api:us-west-2:123456789012:{api.id}",
        "ipAddressType": "ipv4",
        "name": "api",
        "protocolType": "HTTP",
    }
    found = client("apigatewayv2").get_api(ApiId=api.id)
    assert found["Name"] == "api"
    assert found["Tags"] == {"owner": "team"}
    assert found["CorsConfiguration"] == {
        "AllowOrigins": ["https://example.com"],
        "AllowMethods": ["GET", "POST"],
        "MaxAge": 600,
    }


def test_an_api_is_changed_in_place(make, change, client):
    asked = {"protocolType": "HTTP"}
    cors = {"allowOrigins": ["https://example.com"]}
    made = make(
        API, **asked, name="old", corsConfiguration=cors, description="Old", tags={"a": "1", "b": "2"}
    )
    change(API, made, **asked, name="new", tags={"b": "3"})
    found = client("apigatewayv2").get_api(ApiId=made.id)
    assert found["Name"] == "new"
    assert found["Description"] == ""
    assert client("apigatewayv2").get_tags(ResourceArn=made.outputs["arn"])["Tags"] == {"b": "3"}
    assert "CorsConfiguration" not in found


def test_an_api_of_another_protocol_is_refused(place):
    with pytest.raises(SandboxError, match="protocolType is 'WEBSOCKET'; wanted HTTP"):
        kinds()[API].create(place, {"name": "api", "protocolType": "WEBSOCKET"})


def test_a_stage_throttles_measures_and_logs_as_asked(stage, api, client):
    arn = f"arn:aws:apigateway:us-west-2::/apis/{api.id}/stages/$default"
    assert stage.id == "$default"
    assert stage.outputs["arn"] == arn
    assert stage.outputs["executionArn"] == f"{api.outputs['executionArn']}/$default"
    assert stage.outputs["invokeUrl"] == f"{api.outputs['apiEndpoint']}/"
    found = client("apigatewayv2").get_stage(ApiId=api.id, StageName="$default")
    assert found["AutoDeploy"] is True
    assert found["AccessLogSettings"] == {"DestinationArn": LOG, "Format": "$context.requestId"}
    assert found["DefaultRouteSettings"] == {
        "ThrottlingBurstLimit": 100,
        "ThrottlingRateLimit": 50.0,
        "DetailedMetricsEnabled": True,
    }
    assert client("apigatewayv2").get_tags(ResourceArn=arn)["Tags"] == {"owner": "team"}


def test_a_stage_is_changed_in_place(make, change, client, api):
    asked = {"apiId": api.id, "name": "trial"}
    settings = {"destinationArn": LOG, "format": "$context.requestId"}
    made = make(STAGE, **asked, autoDeploy=True, accessLogSettings=settings, tags={"a": "1"})
    assert made.outputs["invokeUrl"] == f"{api.outputs['apiEndpoint']}/trial"
    change(STAGE, made, **asked, description="New", defaultRouteSettings={"throttlingBurstLimit": 5.0})
    found = client("apigatewayv2").get_stage(ApiId=api.id, StageName="trial")
    assert found["Description"] == "New"
    assert found["AutoDeploy"] is False
    assert found["DefaultRouteSettings"] == {"ThrottlingBurstLimit": 5}
    assert "AccessLogSettings" not in found
    assert client("apigatewayv2").get_tags(ResourceArn=made.outputs["arn"])["Tags"] == {}


def test_an_integration_calls_the_alias(integration, api, client):
    found = client("apigatewayv2").get_integration(ApiId=api.id, IntegrationId=integration.id)
    assert found["IntegrationType"] == "AWS_PROXY"
    assert found["IntegrationMethod"] == "POST"
    assert found["PayloadFormatVersion"] == "2.0"
    assert found["IntegrationUri"].endswith(":function:behind:live/invocations")
    assert integration.outputs["timeoutMilliseconds"] == found["TimeoutInMillis"] == 30000


def test_an_integration_is_changed_in_place(make, change, client, api):
    asked = {"apiId": api.id, "integrationType": "HTTP_PROXY", "integrationMethod": "GET"}
    made = make(INTEGRATION, **asked, integrationUri="https://example.com/old", description="Old")
    after = change(INTEGRATION, made, **asked, integrationUri="https://example.com/new")
    found = client("apigatewayv2").get_integration(ApiId=api.id, IntegrationId=made.id)
    assert found["IntegrationUri"] == "https://example.com/new"
    assert found["Description"] == ""
    assert after.outputs["timeoutMilliseconds"] == 30000
    assert "timeoutMilliseconds" not in kinds()[INTEGRATION].inputs, (
        "the emulator waits for the function's own"
    )


@pytest.mark.usefixtures("stage")
def test_an_open_route_answers_with_what_the_function_says(make, api, integration, emulator):
    made = make(
        ROUTE,
        apiId=api.id,
        routeKey="GET /health",
        authorizationType="NONE",
        target=f"integrations/{integration.id}",
    )
    assert made.id != ""
    url = f"{emulator.aws.endpoint}/_aws/execute-api/{api.id}/$default"
    with urllib.request.urlopen(f"{url}/health", timeout=30) as answer:  # noqa: S310 loopback
        assert answer.read() == b"GET /health by 1"
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{url}/elsewhere", timeout=30)  # noqa: S310 loopback
    assert refused.value.code == 404
    assert json.load(refused.value) == {"message": "Not Found"}


def test_a_route_is_changed_in_place(make, change, client, api, integration):
    asked = {"apiId": api.id, "target": f"integrations/{integration.id}"}
    made = make(ROUTE, **asked, routeKey="POST /process", authorizationType="AWS_IAM")
    found = client("apigatewayv2").get_route(ApiId=api.id, RouteId=made.id)
    assert found["AuthorizationType"] == "AWS_IAM"
    change(ROUTE, made, **asked, routeKey="POST /records")
    found = client("apigatewayv2").get_route(ApiId=api.id, RouteId=made.id)
    assert found["RouteKey"] == "POST /records"
    assert found["AuthorizationType"] == "NONE"


@pytest.mark.parametrize("form", [{}, {"payloadFormatVersion": "1.0"}])
def test_events_of_another_form_than_ministack_sends_are_refused(make, api, form):
    asked = {"apiId": api.id, "integrationType": "AWS_PROXY", "integrationUri": "arn:aws:lambda:::f"}
    with pytest.raises(SandboxError, match=r"wanted '2\.0', all that is emulated$"):
        make(INTEGRATION, **asked, **form)


def test_a_route_without_a_target_any_more_has_none(make, change, api, client):
    made = make(ROUTE, apiId=api.id, routeKey="GET /none", target="integrations/abc")
    change(ROUTE, made, apiId=api.id, routeKey="GET /none")
    assert not client("apigatewayv2").get_route(ApiId=api.id, RouteId=made.id).get("Target")
