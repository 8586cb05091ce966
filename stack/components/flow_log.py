"""The network's flow log: who talked to whom, kept encrypted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.documents import Statement, document, from_source, service_trust
from stack.grants import ANY_RESOURCE
from stack.naming import type_token

if TYPE_CHECKING:
    from stack.links import Logs
    from stack.scope import Scope

AGGREGATION_SECONDS: Final = 60


@dataclass(frozen=True)
class FlowLogArgs:
    """Which VPC is logged, and how the log is kept."""

    scope: Scope
    vpc_id: pulumi.Input[str]
    logs: Logs


class FlowLog(pulumi.ComponentResource):
    """Logs accepted and rejected traffic of a whole VPC, minute by minute."""

    def __init__(self, name: str, args: FlowLogArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("FlowLog"), name, None, opts)
        self._args = args
        self._own = pulumi.ResourceOptions(parent=self)
        log_group = self._log_group(name)
        self._flow_log(name, log_group, self._role(name))
        self.log_group_name: pulumi.Output[str] = log_group.name
        self.register_outputs({"logGroupName": self.log_group_name})

    def _log_group(self, name: str) -> aws.cloudwatch.LogGroup:
        scope = self._args.scope
        return aws.cloudwatch.LogGroup(
            name,
            name=scope.log_group_name("flow-log"),
            retention_in_days=self._args.logs.retention_days,
            kms_key_id=self._args.logs.key_arn,
            tags=dict(scope.tags),
            opts=scope.stateful(self),
        )

    def _role(self, name: str) -> aws.iam.Role:
        scope = self._args.scope
        trust = from_source(scope.account, scope.arn("ec2", "vpc-flow-log/*"))
        role = aws.iam.Role(
            name,
            name=scope.name("flow-log-role"),
            assume_role_policy=service_trust("vpc-flow-logs.amazonaws.com", trust),
            tags=dict(scope.tags),
            opts=self._own,
        )
        group = scope.arn("logs", f"log-group:{scope.log_group_name('flow-log')}")
        write = ("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents")
        aws.iam.RolePolicy(
            name,
            name=scope.name("flow-log-policy"),
            role=role.name,
            policy=document(
                Statement("Write", write, (group, f"{group}:*")),
                Statement("Find", ("logs:DescribeLogGroups",), ANY_RESOURCE),
            ),
            opts=self._own,
        )
        return role

    def _flow_log(self, name: str, log_group: aws.cloudwatch.LogGroup, role: aws.iam.Role) -> None:
        aws.ec2.FlowLog(
            name,
            vpc_id=self._args.vpc_id,
            traffic_type="ALL",
            log_destination_type="cloud-watch-logs",
            log_destination=log_group.arn,
            iam_role_arn=role.arn,
            max_aggregation_interval=AGGREGATION_SECONDS,
            tags=self._args.scope.tagged("flow-log"),
            opts=self._own,
        )
