"""The topic that alarms go to, and the people and pagers behind it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.documents import Statement, document, from_account, tls_only
from stack.naming import type_token

if TYPE_CHECKING:
    from stack.scope import Scope

DIGEST_LENGTH: Final = 8
PUBLISHERS: Final = ("backup.amazonaws.com", "budgets.amazonaws.com", "cloudwatch.amazonaws.com")
"""The services that publish in their own name to the topic of the stack's region."""


@dataclass(frozen=True)
class Subscriber:
    """Who is told: ``protocol`` is SNS's word (``email``, ``sms``, ``https``) for how."""

    protocol: str
    endpoint: str

    @property
    def key(self) -> str:
        """A name that stays when others come and go, and shows nobody's address in a resource's URN."""
        return f"{self.protocol}-{sha256(self.endpoint.encode()).hexdigest()[:DIGEST_LENGTH]}"


@dataclass(frozen=True)
class TopicArgs:
    """``publishers`` are the services that publish in their own name."""

    scope: Scope
    kind: str
    key_arn: pulumi.Input[str]
    publishers: tuple[str, ...]
    subscribers: tuple[Subscriber, ...]


class Topic(pulumi.ComponentResource):
    """Encrypted; only this account's own resources publish, and only by TLS."""

    def __init__(self, name: str, args: TopicArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("Topic"), name, None, opts)
        self._name, self._args = name, args
        self._own = pulumi.ResourceOptions(parent=self)
        self.arn: pulumi.Output[str] = self._topic().arn
        self._policy()
        self._subscriptions()
        self.register_outputs({"arn": self.arn})

    def _topic(self) -> aws.sns.Topic:
        return aws.sns.Topic(
            self._name,
            name=self._args.scope.name(self._args.kind),
            kms_master_key_id=self._args.key_arn,
            tags=dict(self._args.scope.tags),
            opts=self._own,
        )

    def _policy(self) -> None:
        scope = self._args.scope
        topic = (scope.arn("sns", scope.name(self._args.kind)),)
        publish = Statement(
            sid="Publishers",
            actions=("sns:Publish",),
            resources=topic,
            principals={"Service": self._args.publishers},
            conditions=from_account(scope.account),
        )
        aws.sns.TopicPolicy(
            self._name,
            arn=self.arn,
            policy=document(publish, tls_only(("sns:Publish",), topic)),
            opts=self._own,
        )

    def _subscriptions(self) -> None:
        for subscriber in self._args.subscribers:
            aws.sns.TopicSubscription(
                f"{self._name}-{subscriber.key}",
                topic=self.arn,
                protocol=subscriber.protocol,
                endpoint=subscriber.endpoint,
                opts=self._own,
            )
