"""The outside view: Route 53 asks the API for its health, and the alarm lives where Route 53 reports it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack import key_policies
from stack.alarm_rules import health_check_alarm
from stack.components.alarms import Alarms, AlarmsArgs
from stack.components.key import Key, KeyArgs
from stack.components.topic import Topic, TopicArgs
from stack.naming import type_token

if TYPE_CHECKING:
    from stack.components.topic import Subscriber
    from stack.scope import Scope

INTERVAL: Final = timedelta(seconds=30)
FAILURES: Final = 3
SENDERS: Final = ("cloudwatch.amazonaws.com",)


@dataclass(frozen=True)
class WatchArgs:
    """Which host is asked, by HTTPS, for which path; ``scope`` is the stack's share of us-east-1."""

    scope: Scope
    host: pulumi.Input[str]
    path: str
    subscribers: tuple[Subscriber, ...]


class Watch(pulumi.ComponentResource):
    """Rings after three failures 30 seconds apart; an alarm reaches only a topic of its own region."""

    def __init__(self, name: str, args: WatchArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("Watch"), name, None, opts)
        self._args = args
        self._own = pulumi.ResourceOptions(parent=self)
        self.health_check_id: pulumi.Output[str] = self._health_check().id
        self.topic_arn: pulumi.Output[str] = self._topic().arn
        self.alarm_names = self._alarms().names
        self.register_outputs({"healthCheckId": self.health_check_id, "topicArn": self.topic_arn})

    def _health_check(self) -> aws.route53.HealthCheck:
        return aws.route53.HealthCheck(
            "health-check",
            type="HTTPS",
            fqdn=self._args.host,
            port=443,
            resource_path=self._args.path,
            enable_sni=True,
            request_interval=int(INTERVAL.total_seconds()),
            failure_threshold=FAILURES,
            tags=self._args.scope.tagged("health-check"),
            opts=self._own,
        )

    def _topic(self) -> Topic:
        scope = self._args.scope
        users = (key_policies.publishers(scope, SENDERS),)
        key = Key("watch-key", KeyArgs(scope, "watch-key", "Alarms of the health check", users), self._own)
        args = TopicArgs(scope, "watch-topic", key.arn, SENDERS, self._args.subscribers)
        return Topic("watch-topic", args, self._own)

    def _alarms(self) -> Alarms:
        alarms = (health_check_alarm(self.health_check_id),)
        return Alarms("watch-alarms", AlarmsArgs(self._args.scope, self.topic_arn, alarms), self._own)
