"""The function that serves the API, runs on the schedule, and repairs what it may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.archive import deployment_archive
from stack.naming import type_token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack.scope import Scope

ALIAS: Final = "live"
HANDLER: Final = "functions.app.handler"
RUNTIME: Final = "python3.12"
MEMORY_MB: Final = 256
TIMEOUT: Final = timedelta(seconds=30)
# Enough for a small API; low enough that a runaway caller cannot starve the account's other functions.
RESERVED_CONCURRENCY: Final = 20
RETRIES: Final = 2
MAXIMUM_EVENT_AGE: Final = timedelta(hours=1)


@dataclass(frozen=True)
class FunctionArgs:
    """Where the function runs and what it is told; ``needs`` must exist before its first invocation."""

    scope: Scope
    vpc_id: pulumi.Input[str]
    subnet_ids: tuple[pulumi.Input[str], ...]
    prefix_list_ids: Mapping[str, pulumi.Input[str]]
    role_arn: pulumi.Input[str]
    data_key_arn: pulumi.Input[str]
    logs_key_arn: pulumi.Input[str]
    dead_letters_arn: pulumi.Input[str]
    variables: Mapping[str, pulumi.Input[str]]
    log_retention_days: int
    needs: tuple[pulumi.Resource, ...] = ()


class Function(pulumi.ComponentResource):
    """Callers use the alias ``live``: moving it to an earlier version is the way back from a bad release."""

    def __init__(self, name: str, args: FunctionArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("Function"), name, None, opts)
        self._name, self._args = name, args
        self._own = pulumi.ResourceOptions(parent=self)
        log_group = self._log_group()
        function = self._function(log_group, self._security_group())
        alias = self._alias(function)
        self._failures(function, alias)
        self.name: pulumi.Output[str] = function.name
        self.arn: pulumi.Output[str] = function.arn
        self.alias_name: pulumi.Output[str] = alias.name
        self.alias_arn: pulumi.Output[str] = alias.arn
        self.invoke_arn: pulumi.Output[str] = alias.invoke_arn
        self.log_group_name: pulumi.Output[str] = log_group.name
        self.register_outputs({"name": self.name, "arn": self.arn, "aliasArn": self.alias_arn})

    def _log_group(self) -> aws.cloudwatch.LogGroup:
        scope = self._args.scope
        return aws.cloudwatch.LogGroup(
            self._name,
            name=scope.log_group_name("function"),
            retention_in_days=self._args.log_retention_days,
            kms_key_id=self._args.logs_key_arn,
            tags=dict(scope.tags),
            opts=scope.stateful(self),
        )

    def _security_group(self) -> aws.ec2.SecurityGroup:
        """Let nothing in, and nothing out but HTTPS to what the gateway endpoints serve."""
        group = aws.ec2.SecurityGroup(
            self._name,
            name=self._args.scope.name("function-security-group"),
            description="The function: out to DynamoDB and S3 through their gateway endpoints, nothing in",
            vpc_id=self._args.vpc_id,
            tags=self._args.scope.tagged("function-security-group"),
            opts=self._own,
        )
        for service, prefix_list_id in self._args.prefix_list_ids.items():
            aws.vpc.SecurityGroupEgressRule(
                service,
                security_group_id=group.id,
                description=f"HTTPS to {service}",
                ip_protocol="tcp",
                from_port=443,
                to_port=443,
                prefix_list_id=prefix_list_id,
                tags=dict(self._args.scope.tags),
                opts=self._own,
            )
        return group

    def _function(
        self, log_group: aws.cloudwatch.LogGroup, security_group: aws.ec2.SecurityGroup
    ) -> aws.lambda_.Function:
        args = self._args
        return aws.lambda_.Function(
            self._name,
            name=args.scope.name("function"),
            description="Stores records, answers for their health, and repairs what protects them",
            runtime=RUNTIME,
            architectures=["arm64"],
            handler=HANDLER,
            code=deployment_archive(),
            role=args.role_arn,
            memory_size=MEMORY_MB,
            timeout=int(TIMEOUT.total_seconds()),
            reserved_concurrent_executions=RESERVED_CONCURRENCY,
            publish=True,
            kms_key_arn=args.data_key_arn,
            environment={"variables": dict(args.variables)},
            vpc_config={"subnet_ids": list(args.subnet_ids), "security_group_ids": [security_group.id]},
            dead_letter_config={"target_arn": args.dead_letters_arn},
            logging_config={"log_format": "Text", "log_group": log_group.name},
            tracing_config={"mode": "Active"},
            tags=dict(args.scope.tags),
            opts=pulumi.ResourceOptions(parent=self, depends_on=list(args.needs)),
        )

    def _alias(self, function: aws.lambda_.Function) -> aws.lambda_.Alias:
        return aws.lambda_.Alias(
            self._name,
            name=ALIAS,
            description="The version that serves",
            function_name=function.name,
            function_version=function.version,
            opts=self._own,
        )

    def _failures(self, function: aws.lambda_.Function, alias: aws.lambda_.Alias) -> None:
        """Keep an asynchronous event that failed for good, with the error it failed of."""
        aws.lambda_.FunctionEventInvokeConfig(
            self._name,
            function_name=function.name,
            qualifier=alias.name,
            maximum_retry_attempts=RETRIES,
            maximum_event_age_in_seconds=int(MAXIMUM_EVENT_AGE.total_seconds()),
            destination_config={"on_failure": {"destination": self._args.dead_letters_arn}},
            opts=self._own,
        )
