"""HTTP APIs of API Gateway."""

from __future__ import annotations

from typing import Any

from sandbox.errors import SandboxError
from sandbox.lookups import partition_of
from sandbox.registration import Properties
from sandbox.resources.change import lasting, retag
from sandbox.resources.kind import Kind, Made, Place
from sandbox.resources.request import block, given, request

API = {"description": "Description", "name": "Name", "protocolType": "ProtocolType", "version": "Version"}
INTEGRATION = {
    "apiId": "ApiId",
    "description": "Description",
    "integrationMethod": "IntegrationMethod",
    "integrationType": "IntegrationType",
    "integrationUri": "IntegrationUri",
    "payloadFormatVersion": "PayloadFormatVersion",
}
ROUTE = {
    "apiId": "ApiId",
    "authorizationType": "AuthorizationType",
    "operationName": "OperationName",
    "routeKey": "RouteKey",
    "target": "Target",
}
STAGE = {"apiId": "ApiId", "autoDeploy": "AutoDeploy", "description": "Description", "name": "StageName"}
SETTINGS = {"accessLogSettings": "AccessLogSettings", "defaultRouteSettings": "DefaultRouteSettings"}
PAYLOAD = "2.0"
DEFAULT_STAGE = "$default"


def _api(place: Place, asked: Properties) -> Made:
    if asked.get("protocolType") != "HTTP":
        raise SandboxError(
            f"protocolType is {asked.get('protocolType')!r}; wanted HTTP, all that is emulated"
        )
    cors = _blocks(asked, {"corsConfiguration": "CorsConfiguration"})
    api = place.client("apigatewayv2").create_api(**request(asked, API), **cors, Tags=asked.get("tags") or {})
    outputs: Properties = {
        "apiEndpoint": f"https://{_host(place, api['ApiId'])}",
        "arn": _arn(place, api["ApiId"]),
        "executionArn": place.arn("execute-api", api["ApiId"]),
        "ipAddressType": "ipv4",
    }
    return Made(api["ApiId"], {**outputs, **given(asked, "name", "protocolType")})


def _changed_api(place: Place, made: Made, asked: Properties) -> Made:
    client, api = place.client("apigatewayv2"), {"ApiId": made.id}
    settings = request(asked, {name: API[name] for name in ("description", "name", "version")})
    cors = _blocks(asked, {"corsConfiguration": "CorsConfiguration"})
    client.update_api(**api, **{"Description": "", "Version": "", **settings, **cors})
    if not cors:
        client.delete_cors_configuration(**api)
    _retag(place, _arn(place, made.id), asked)
    return Made(made.id, {**made.outputs, **given(asked, "name")})


def _integration(place: Place, asked: Properties) -> Made:
    _check_payload(asked)
    return _of_integration(
        place.client("apigatewayv2").create_integration(**request(asked, INTEGRATION)), asked
    )


def _check_payload(asked: Properties) -> None:
    """Refuse events of the form that functions get by default: whatever is asked for, ministack sends 2.0."""
    form = asked.get("payloadFormatVersion")
    if asked.get("integrationType") == "AWS_PROXY" and form != PAYLOAD:
        raise SandboxError(f"payloadFormatVersion is {form!r}; wanted {PAYLOAD!r}, all that is emulated")


def _changed_integration(place: Place, made: Made, asked: Properties) -> Made:
    _check_payload(asked)
    changed = place.client("apigatewayv2").update_integration(
        **{"Description": "", **request(asked, INTEGRATION)}, IntegrationId=made.id
    )
    return _of_integration(changed, asked)


def _of_integration(integration: dict[str, Any], asked: Properties) -> Made:
    outputs: Properties = {
        "integrationResponseSelectionExpression": "",
        "timeoutMilliseconds": integration["TimeoutInMillis"],
    }
    return Made(integration["IntegrationId"], {**outputs, **given(asked, "apiId", "integrationType")})


def _route(place: Place, asked: Properties) -> Made:
    route = place.client("apigatewayv2").create_route(**request(asked, ROUTE))
    return Made(route["RouteId"], given(asked, "apiId"))


def _changed_route(place: Place, made: Made, asked: Properties) -> Made:
    wanted = {"AuthorizationType": "NONE", "OperationName": "", "Target": "", **request(asked, ROUTE)}
    place.client("apigatewayv2").update_route(**wanted, RouteId=made.id)
    return made


def _stage(place: Place, asked: Properties) -> Made:
    stage = place.client("apigatewayv2").create_stage(
        **request(asked, STAGE), **_blocks(asked, SETTINGS), Tags=asked.get("tags") or {}
    )
    api, name = str(asked["apiId"]), stage["StageName"]
    outputs: Properties = {
        "arn": _arn(place, api, name),
        "deploymentId": stage.get("DeploymentId", ""),
        "executionArn": f"{place.arn('execute-api', api)}/{name}",
        "invokeUrl": f"https://{_host(place, api)}/{'' if name == DEFAULT_STAGE else name}",
    }
    return Made(name, {**outputs, **given(asked, "apiId", "name")})


def _changed_stage(place: Place, made: Made, asked: Properties) -> Made:
    unset: dict[str, Any] = {"AutoDeploy": False, "Description": ""}
    empty: dict[str, Any] = {name: {} for name in SETTINGS.values()}
    wanted = {**unset, **empty, **request(asked, STAGE), **_blocks(asked, SETTINGS)}
    place.client("apigatewayv2").update_stage(**wanted)
    _retag(place, _arn(place, str(asked["apiId"]), made.id), asked)
    return made


def _blocks(asked: Properties, names: dict[str, str]) -> dict[str, Any]:
    return {names[name]: block(value) for name, value in asked.items() if name in names and value is not None}


def _host(place: Place, api: str) -> str:
    return f"{api}.execute-api.{place.region}.{partition_of(place.region)[1]}"


def _arn(place: Place, api: str, stage: str = "") -> str:
    return f"arn:{place.partition}:apigateway:{place.region}::/apis/{api}" + (stage and f"/stages/{stage}")


def _retag(place: Place, arn: str, asked: Properties) -> None:
    client = place.client("apigatewayv2")
    retag(
        client.get_tags(ResourceArn=arn)["Tags"],
        asked,
        lambda tags: client.tag_resource(ResourceArn=arn, Tags=tags),
        lambda keys: client.untag_resource(ResourceArn=arn, TagKeys=keys),
    )


KINDS = {
    "aws:apigatewayv2/api:Api": Kind(
        _api, frozenset({"corsConfiguration", "tags", *API}), lasting(_changed_api, "protocolType")
    ),
    "aws:apigatewayv2/integration:Integration": Kind(
        _integration,
        frozenset(INTEGRATION),
        lasting(_changed_integration, "apiId", "integrationType"),
        frozenset({"integrationMethod", "integrationUri"}),
    ),
    "aws:apigatewayv2/route:Route": Kind(_route, frozenset(ROUTE), lasting(_changed_route, "apiId")),
    "aws:apigatewayv2/stage:Stage": Kind(
        _stage, frozenset({"tags", *STAGE, *SETTINGS}), lasting(_changed_stage, "apiId", "name")
    ),
}
