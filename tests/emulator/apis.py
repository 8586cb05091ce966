"""Makes HTTP APIs whose routes call a function, and asks them."""

import json
import urllib.error
import urllib.request


def api(client, function, authorization="NONE"):
    """Make an API with one route for everything to a function that it may call; return its id."""
    gateway = client("apigatewayv2")
    made = gateway.create_api(Name="api", ProtocolType="HTTP")["ApiId"]
    target = gateway.create_integration(
        ApiId=made, IntegrationType="AWS_PROXY", IntegrationUri=function, PayloadFormatVersion="2.0"
    )["IntegrationId"]
    gateway.create_route(
        ApiId=made, RouteKey="$default", Target=f"integrations/{target}", AuthorizationType=authorization
    )
    gateway.create_stage(ApiId=made, StageName="$default", AutoDeploy=True)
    return made


def allow(client, function, principal, source=None):
    """Let a service call a function, by the ARN of its alias."""
    name, _, alias = function.partition(":function:")[2].partition(":")
    client("lambda").add_permission(
        FunctionName=name,
        Qualifier=alias,
        StatementId=principal.partition(".")[0],
        Action="lambda:InvokeFunction",
        Principal=principal,
        **({"SourceArn": source} if source else {}),
    )


def ask(address, headers=None):
    """Return the status and JSON by which an address of an API answers a request."""
    request = urllib.request.Request(address, headers=headers or {})  # noqa: S310 its own loopback address
    try:
        with urllib.request.urlopen(request, timeout=20) as response:  # noqa: S310 the same
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def address(emulator, made, path="/"):
    """Return where an API is asked."""
    return f"{emulator.aws.endpoint}/_aws/execute-api/{made}{path}"
