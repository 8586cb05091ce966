"""A customer-managed key for one purpose, and the alias people know it by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.documents import document
from stack.key_policies import administered_by_account
from stack.naming import type_token

if TYPE_CHECKING:
    from stack.documents import Statement
    from stack.scope import Scope

DELETION_WINDOW_DAYS: Final = 30


@dataclass(frozen=True)
class KeyArgs:
    """What the key is for: ``kind`` names it, ``users`` are services that use it in their own name."""

    scope: Scope
    kind: str
    purpose: str
    users: tuple[Statement, ...] = ()


class Key(pulumi.ComponentResource):
    """Rotates every year; a deletion can be taken back for 30 days, on an ephemeral stack too."""

    def __init__(self, name: str, args: KeyArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("Key"), name, None, opts)
        key = self._key(name, args)
        self._alias(name, args, key)
        self.arn: pulumi.Output[str] = key.arn
        self.register_outputs({"arn": self.arn})

    def _key(self, name: str, args: KeyArgs) -> aws.kms.Key:
        return aws.kms.Key(
            name,
            description=args.purpose,
            enable_key_rotation=True,
            deletion_window_in_days=DELETION_WINDOW_DAYS,
            policy=document(administered_by_account(args.scope), *args.users),
            tags=args.scope.tagged(args.kind),
            opts=args.scope.stateful(self),
        )

    def _alias(self, name: str, args: KeyArgs, key: aws.kms.Key) -> None:
        aws.kms.Alias(
            name,
            name=f"alias/{args.scope.name(args.kind)}",
            target_key_id=key.key_id,
            opts=pulumi.ResourceOptions(parent=self),
        )
