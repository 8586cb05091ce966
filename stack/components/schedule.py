"""The schedule on which the function checks the system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.components.dead_letters import DeadLetters, DeadLettersArgs
from stack.documents import Statement, from_source
from stack.naming import type_token

if TYPE_CHECKING:
    from stack.links import Target
    from stack.scope import Scope

DEAD_LETTERS: Final = "schedule-dead-letters"
RETRIES: Final = 2
# A check that could not start within five minutes says nothing of the minute it was for.
MAXIMUM_EVENT_AGE: Final = timedelta(minutes=5)


@dataclass(frozen=True)
class ScheduleArgs:
    """How often what is called, and the key under which undelivered calls are kept."""

    scope: Scope
    interval: timedelta
    target: Target
    messages_key_arn: pulumi.Input[str]


def rate(interval: timedelta) -> str:
    """Return EventBridge's expression for whole minutes; it wants one minute in the singular."""
    minutes = interval // timedelta(minutes=1)
    return "rate(1 minute)" if minutes == 1 else f"rate({minutes} minutes)"


def undelivered(scope: Scope) -> Statement:
    """Let EventBridge put what this rule could not deliver into its queue."""
    return Statement(
        sid="Undelivered",
        actions=("sqs:SendMessage",),
        resources=(scope.arn("sqs", scope.name(DEAD_LETTERS)),),
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
        self.dead_letters: DeadLetters = self._dead_letters()
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
            function=self._args.target.function_name,
            qualifier=self._args.target.alias_name,
            principal="events.amazonaws.com",
            source_arn=rule.arn,
            opts=self._own,
        )

    def _dead_letters(self) -> DeadLetters:
        scope = self._args.scope
        args = DeadLettersArgs(scope, DEAD_LETTERS, self._args.messages_key_arn, (undelivered(scope),))
        return DeadLetters(DEAD_LETTERS, args, self._own)

    def _target(self, rule: aws.cloudwatch.EventRule, permission: aws.lambda_.Permission) -> None:
        aws.cloudwatch.EventTarget(
            self._name,
            rule=rule.name,
            arn=self._args.target.alias_arn,
            retry_policy={
                "maximum_retry_attempts": RETRIES,
                "maximum_event_age_in_seconds": int(MAXIMUM_EVENT_AGE.total_seconds()),
            },
            dead_letter_config={"arn": self.dead_letters.arn},
            opts=pulumi.ResourceOptions(parent=self, depends_on=[permission]),
        )
