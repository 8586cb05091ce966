"""The schedule on which the function checks the system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.documents import Statement, from_source
from stack.naming import type_token

if TYPE_CHECKING:
    from stack.scope import Scope

RETRIES: Final = 2
# A check that could not start within five minutes says nothing of the minute it was for.
MAXIMUM_EVENT_AGE: Final = timedelta(minutes=5)


@dataclass(frozen=True)
class ScheduleArgs:
    """How often the function's alias is called, and where a call goes that could not be delivered."""

    scope: Scope
    interval: timedelta
    function_name: pulumi.Input[str]
    alias_name: pulumi.Input[str]
    alias_arn: pulumi.Input[str]
    dead_letters_arn: pulumi.Input[str]


def rate(interval: timedelta) -> str:
    """Return EventBridge's expression for an interval of whole minutes; it wants one minute in the singular."""
    minutes = interval // timedelta(minutes=1)
    return "rate(1 minute)" if minutes == 1 else f"rate({minutes} minutes)"


def undelivered(scope: Scope, queue_kind: str) -> Statement:
    """Let EventBridge put what this rule could not deliver into a queue."""
    return Statement(
        sid="Undelivered",
        actions=("sqs:SendMessage",),
        resources=(scope.arn("sqs", scope.name(queue_kind)),),
        principals={"Service": ("events.amazonaws.com",)},
        conditions=from_source(scope.account, scope.arn("events", f"rule/{scope.name('rule')}")),
    )


class Schedule(pulumi.ComponentResource):
    """Calls the function at a fixed rate; only this rule may do so."""

    def __init__(self, name: str, args: ScheduleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("Schedule"), name, None, opts)
        self._name, self._args = name, args
        self._own = pulumi.ResourceOptions(parent=self)
        rule = self._rule()
        permission = self._permission(rule)
        self._target(rule, permission)
        self.rule_name: pulumi.Output[str] = rule.name
        self.register_outputs({"ruleName": self.rule_name})

    def _rule(self) -> aws.cloudwatch.EventRule:
        return aws.cloudwatch.EventRule(
            self._name,
            name=self._args.scope.name("rule"),
            description="Has the function check the table, the bucket and what protects them",
            schedule_expression=rate(self._args.interval),
            state="ENABLED",
            tags=dict(self._args.scope.tags),
            opts=self._own,
        )

    def _permission(self, rule: aws.cloudwatch.EventRule) -> aws.lambda_.Permission:
        return aws.lambda_.Permission(
            self._name,
            action="lambda:InvokeFunction",
            function=self._args.function_name,
            qualifier=self._args.alias_name,
            principal="events.amazonaws.com",
            source_arn=rule.arn,
            opts=self._own,
        )

    def _target(self, rule: aws.cloudwatch.EventRule, permission: aws.lambda_.Permission) -> None:
        aws.cloudwatch.EventTarget(
            self._name,
            rule=rule.name,
            arn=self._args.alias_arn,
            retry_policy={
                "maximum_retry_attempts": RETRIES,
                "maximum_event_age_in_seconds": int(MAXIMUM_EVENT_AGE.total_seconds()),
            },
            dead_letter_config={"arn": self._args.dead_letters_arn},
            opts=pulumi.ResourceOptions(parent=self, depends_on=[permission]),
        )
