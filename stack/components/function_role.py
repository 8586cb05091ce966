"""The role that the function runs under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi
import pulumi_aws as aws

from stack.documents import document, service_trust
from stack.grants import key_statement
from stack.naming import type_token

if TYPE_CHECKING:
    from stack.documents import Statement
    from stack.scope import Scope


@dataclass(frozen=True)
class FunctionRoleArgs:
    """``statements`` is all it may do, apart from using the keys of what it reaches."""

    scope: Scope
    statements: tuple[Statement, ...]
    key_arns: tuple[pulumi.Input[str], ...]


class FunctionRole(pulumi.ComponentResource):
    """Only Lambda takes it on. Keys have a policy of their own: their ARNs are unknown until they exist."""

    def __init__(self, name: str, args: FunctionRoleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("FunctionRole"), name, None, opts)
        self._own = pulumi.ResourceOptions(parent=self)
        role = self._role(name, args)
        self.arn: pulumi.Output[str] = role.arn
        self.policies: list[pulumi.Resource] = [
            self._policy("statements", role, document(*args.statements)),
            self._policy("keys", role, self._key_document(args)),
        ]
        self.register_outputs({"arn": self.arn})

    def _role(self, name: str, args: FunctionRoleArgs) -> aws.iam.Role:
        return aws.iam.Role(
            name,
            name=args.scope.name("function-role"),
            assume_role_policy=service_trust("lambda.amazonaws.com"),
            tags=dict(args.scope.tags),
            opts=self._own,
        )

    def _policy(self, name: str, role: aws.iam.Role, policy: pulumi.Input[str]) -> aws.iam.RolePolicy:
        return aws.iam.RolePolicy(name, role=role.name, policy=policy, opts=self._own)

    def _key_document(self, args: FunctionRoleArgs) -> pulumi.Output[str]:
        arns: pulumi.Output[list[str]] = pulumi.Output.all(*args.key_arns)
        return arns.apply(lambda found: document(key_statement(args.scope, tuple(found))))
