"""The role that the function runs under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi
import pulumi_aws as aws

from stack.documents import document, service_trust
from stack.naming import type_token

if TYPE_CHECKING:
    from stack.documents import Statement
    from stack.scope import Scope


@dataclass(frozen=True)
class FunctionRoleArgs:
    """``statements`` is all that the role may do."""

    scope: Scope
    statements: tuple[Statement, ...]


class FunctionRole(pulumi.ComponentResource):
    """Only Lambda takes it on; nothing can be done in it before its ``policy`` is there."""

    def __init__(self, name: str, args: FunctionRoleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("FunctionRole"), name, None, opts)
        self._own = pulumi.ResourceOptions(parent=self)
        role = self._role(name, args)
        self.arn: pulumi.Output[str] = role.arn
        self.policy: pulumi.Resource = self._policy(name, args, role)
        self.register_outputs({"arn": self.arn})

    def _role(self, name: str, args: FunctionRoleArgs) -> aws.iam.Role:
        return aws.iam.Role(
            name,
            name=args.scope.name("function-role"),
            assume_role_policy=service_trust("lambda.amazonaws.com"),
            tags=dict(args.scope.tags),
            opts=self._own,
        )

    def _policy(self, name: str, args: FunctionRoleArgs, role: aws.iam.Role) -> aws.iam.RolePolicy:
        return aws.iam.RolePolicy(
            name,
            name=args.scope.name("function-policy"),
            role=role.name,
            policy=document(*args.statements),
            opts=self._own,
        )
