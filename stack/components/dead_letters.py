"""A queue for what could not be delivered or processed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.documents import document, tls_only
from stack.naming import type_token

if TYPE_CHECKING:
    from stack.documents import Statement
    from stack.scope import Scope

# The longest SQS keeps a message: a failure on Friday evening is still there when somebody looks.
RETENTION_SECONDS: Final = 14 * 24 * 60 * 60
DATA_KEY_REUSE_SECONDS: Final = 300


@dataclass(frozen=True)
class DeadLettersArgs:
    """``senders`` are the services that put messages here in their own name."""

    scope: Scope
    kind: str
    key_arn: pulumi.Input[str]
    senders: tuple[Statement, ...] = ()


class DeadLetters(pulumi.ComponentResource):
    """Encrypted, reached by TLS alone, keeps a message for 14 days."""

    def __init__(self, name: str, args: DeadLettersArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("DeadLetters"), name, None, opts)
        queue = self._queue(name, args)
        self._policy(name, args, queue)
        self.kind: str = args.kind
        self.name: pulumi.Output[str] = queue.name
        self.arn: pulumi.Output[str] = queue.arn
        self.url: pulumi.Output[str] = queue.url
        self.register_outputs({"name": self.name, "arn": self.arn, "url": self.url})

    def _queue(self, name: str, args: DeadLettersArgs) -> aws.sqs.Queue:
        return aws.sqs.Queue(
            name,
            name=args.scope.name(args.kind),
            message_retention_seconds=RETENTION_SECONDS,
            kms_master_key_id=args.key_arn,
            kms_data_key_reuse_period_seconds=DATA_KEY_REUSE_SECONDS,
            tags=dict(args.scope.tags),
            opts=pulumi.ResourceOptions(parent=self),
        )

    def _policy(self, name: str, args: DeadLettersArgs, queue: aws.sqs.Queue) -> None:
        arn = args.scope.arn("sqs", args.scope.name(args.kind))
        aws.sqs.QueuePolicy(
            name,
            queue_url=queue.url,
            policy=document(*args.senders, tls_only(("sqs:*",), (arn,))),
            opts=pulumi.ResourceOptions(parent=self),
        )
