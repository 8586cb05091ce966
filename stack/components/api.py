"""The HTTP API in front of the function."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.naming import type_token

if TYPE_CHECKING:
    from stack.links import Logs, Target
    from stack.scope import Scope

STAGE: Final = "$default"
HEALTH_PATH: Final = "/health"
ROUTES: Final = {"process": ("POST /process", "AWS_IAM"), "health": (f"GET {HEALTH_PATH}", "NONE")}
"""Each route's key, and who may call it: writing takes a signature, asking after health does not."""
REQUESTS_PER_SECOND: Final = 50
BURST: Final = 100
CORS_MAX_AGE_SECONDS: Final = 3600
CORS_HEADERS: Final = (
    "authorization",
    "content-type",
    "idempotency-key",
    "x-amz-content-sha256",
    "x-amz-date",
    "x-amz-security-token",
)
LOG_FIELDS: Final = (
    "requestId",
    "requestTime",
    "httpMethod",
    "routeKey",
    "path",
    "status",
    "responseLatency",
    "responseLength",
    "integrationErrorMessage",
    "identity.sourceIp",
    "identity.userArn",
)


@dataclass(frozen=True)
class ApiArgs:
    """What the API calls, and which web origins a browser may call it from (none: no browser may)."""

    scope: Scope
    target: Target
    logs: Logs
    cors_origins: tuple[str, ...] = ()


class Api(pulumi.ComponentResource):
    """Deploys by itself, throttles, and logs each request."""

    def __init__(self, name: str, args: ApiArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("Api"), name, None, opts)
        self._name, self._args = name, args
        self._own = pulumi.ResourceOptions(parent=self)
        api = self._api()
        self._routes(api, self._integration(api))
        log_group = self._log_group()
        self._stage(api, log_group)
        self.id: pulumi.Output[str] = api.id
        self.endpoint: pulumi.Output[str] = api.api_endpoint
        self.host: pulumi.Output[str] = api.api_endpoint.apply(lambda url: url.removeprefix("https://"))
        self.log_group_name: pulumi.Output[str] = log_group.name
        self.register_outputs({"endpoint": self.endpoint})

    def _api(self) -> aws.apigatewayv2.Api:
        return aws.apigatewayv2.Api(
            self._name,
            name=self._args.scope.name("api"),
            protocol_type="HTTP",
            cors_configuration=self._cors(),
            tags=dict(self._args.scope.tags),
            opts=self._own,
        )

    def _cors(self) -> aws.apigatewayv2.ApiCorsConfigurationArgs | None:
        if not self._args.cors_origins:
            return None
        return aws.apigatewayv2.ApiCorsConfigurationArgs(
            allow_origins=list(self._args.cors_origins),
            allow_methods=["GET", "POST"],
            allow_headers=list(CORS_HEADERS),
            max_age=CORS_MAX_AGE_SECONDS,
        )

    def _integration(self, api: aws.apigatewayv2.Api) -> aws.apigatewayv2.Integration:
        return aws.apigatewayv2.Integration(
            self._name,
            api_id=api.id,
            integration_type="AWS_PROXY",
            integration_method="POST",
            integration_uri=self._args.target.invoke_arn,
            payload_format_version="2.0",
            opts=self._own,
        )

    def _routes(self, api: aws.apigatewayv2.Api, integration: aws.apigatewayv2.Integration) -> None:
        for name, (route_key, authorization) in ROUTES.items():
            aws.apigatewayv2.Route(
                name,
                api_id=api.id,
                route_key=route_key,
                authorization_type=authorization,
                target=pulumi.Output.concat("integrations/", integration.id),
                opts=self._own,
            )
            aws.lambda_.Permission(
                name,
                action="lambda:InvokeFunction",
                function=self._args.target.function_name,
                qualifier=self._args.target.alias_name,
                principal="apigateway.amazonaws.com",
                source_arn=pulumi.Output.concat(api.execution_arn, "/*/", route_key.replace(" ", "", 1)),
                opts=self._own,
            )

    def _log_group(self) -> aws.cloudwatch.LogGroup:
        scope = self._args.scope
        return aws.cloudwatch.LogGroup(
            self._name,
            name=scope.log_group_name("api"),
            retention_in_days=self._args.logs.retention_days,
            kms_key_id=self._args.logs.key_arn,
            tags=dict(scope.tags),
            opts=scope.stateful(self),
        )

    def _stage(self, api: aws.apigatewayv2.Api, log_group: aws.cloudwatch.LogGroup) -> None:
        aws.apigatewayv2.Stage(
            self._name,
            api_id=api.id,
            name=STAGE,
            auto_deploy=True,
            access_log_settings={
                "destination_arn": log_group.arn,
                "format": json.dumps({field: f"$context.{field}" for field in LOG_FIELDS}),
            },
            default_route_settings={
                "detailed_metrics_enabled": True,
                "throttling_rate_limit": REQUESTS_PER_SECOND,
                "throttling_burst_limit": BURST,
            },
            tags=dict(self._args.scope.tags),
            opts=self._own,
        )
