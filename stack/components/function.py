"""The function that serves the API, runs on the schedule, and repairs what it may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.archive import deployment_archive
from stack.components.dead_letters import DeadLetters, DeadLettersArgs
from stack.components.function_role import FunctionRole, FunctionRoleArgs
from stack.grants import key_statement, runtime_statements
from stack.links import Target
from stack.naming import type_token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack.grants import Access
    from stack.links import Connection, Logs
    from stack.scope import Scope

DEAD_LETTERS: Final = "function-dead-letters"
ALIAS: Final = "live"
HANDLER: Final = "functions.app.handler"
RUNTIME: Final = "python3.12"
MEMORY_MB: Final = 256
TIMEOUT: Final = timedelta(seconds=30)
RETRIES: Final = 2
MAXIMUM_EVENT_AGE: Final = timedelta(hours=1)


@dataclass(frozen=True)
class FunctionArgs:
    """Where the function runs, what it may do to the data, and what it is told by its environment.

    ``reserved_concurrency`` is how many calls may run at once, and are kept free for it; 0 reserves nothing.
    """

    scope: Scope
    connection: Connection
    access: Access
    variables: Mapping[str, pulumi.Input[str]]
    data_key_arn: pulumi.Input[str]
    messages_key_arn: pulumi.Input[str]
    logs: Logs
    reserved_concurrency: int


class Function(pulumi.ComponentResource):
    """Callers use the alias ``live``: moving it to an earlier version is the way back from a bad release."""

    def __init__(self, name: str, args: FunctionArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("Function"), name, None, opts)
        self._name, self._args = name, args
        self._own = pulumi.ResourceOptions(parent=self)
        self.dead_letters: DeadLetters = self._dead_letters()
        log_group = self._log_group()
        security_group = self._security_group()
        function = self._function(self._role(), log_group, security_group)
        alias = self._alias(function)
        self._failures(function, alias)
        self.name: pulumi.Output[str] = function.name
        self.arn: pulumi.Output[str] = function.arn
        self.target: Target = Target(function.name, alias.name, alias.arn, alias.invoke_arn)
        self.log_group_name: pulumi.Output[str] = log_group.name
        self.security_group_id: pulumi.Output[str] = security_group.id
        self.register_outputs({"name": self.name, "arn": self.arn, "aliasArn": alias.arn})

    def _dead_letters(self) -> DeadLetters:
        args = DeadLettersArgs(self._args.scope, DEAD_LETTERS, self._args.messages_key_arn)
        return DeadLetters(DEAD_LETTERS, args, self._own)

    def _role(self) -> FunctionRole:
        scope, access = self._args.scope, self._args.access
        runtime = runtime_statements(scope, DEAD_LETTERS)
        data = (*access.table, *access.bucket, key_statement(scope), *access.database, *access.secret)
        args = FunctionRoleArgs(scope, (*data, *runtime))
        return FunctionRole("function-role", args, self._own)

    def _log_group(self) -> aws.cloudwatch.LogGroup:
        scope = self._args.scope
        return aws.cloudwatch.LogGroup(
            self._name,
            name=scope.log_group_name("function"),
            retention_in_days=self._args.logs.retention_days,
            kms_key_id=self._args.logs.key_arn,
            tags=dict(scope.tags),
            opts=scope.stateful(self),
        )

    def _security_group(self) -> aws.ec2.SecurityGroup:
        """Let nothing in, and nothing out but HTTPS to what the gateway endpoints serve."""
        group = aws.ec2.SecurityGroup(
            self._name,
            name=self._args.scope.name("function-security-group"),
            description="The function: out to DynamoDB and S3 through their gateway endpoints, nothing in",
            vpc_id=self._args.connection.vpc_id,
            tags=self._args.scope.tagged("function-security-group"),
            opts=self._own,
        )
        for service, prefix_list_id in self._args.connection.prefix_list_ids.items():
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
        self,
        role: FunctionRole,
        log_group: aws.cloudwatch.LogGroup,
        security_group: aws.ec2.SecurityGroup,
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
            role=role.arn,
            memory_size=MEMORY_MB,
            timeout=int(TIMEOUT.total_seconds()),
            reserved_concurrent_executions=args.reserved_concurrency or None,
            publish=True,
            kms_key_arn=args.data_key_arn,
            environment={"variables": dict(args.variables)},
            vpc_config={
                "subnet_ids": list(args.connection.subnet_ids),
                "security_group_ids": [security_group.id],
            },
            dead_letter_config={"target_arn": self.dead_letters.arn},
            logging_config={"log_format": "Text", "log_group": log_group.name},
            tracing_config={"mode": "Active"},
            tags=dict(args.scope.tags),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[role.policy]),
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
            destination_config={"on_failure": {"destination": self.dead_letters.arn}},
            opts=self._own,
        )
