"""EventBridge's schedules by the sandbox's time, and what becomes of events that a function cannot be given.

ministack has a thread that looks every ten real seconds, does not ask whether a rule may call a function,
and keeps no event that could not be delivered. Of other targets than functions it still keeps none.
"""

from __future__ import annotations

import contextvars
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from sandbox.emulator import schedule
from sandbox.emulator.metrics import record
from sandbox.emulator.repairs.invocations import called_by
from sandbox.emulator.scope import within
from sandbox.emulator.world import World

NAMESPACE = "AWS/Events"
PRINCIPAL = "events.amazonaws.com"
RETRIES = 185
OLDEST_SECONDS = 86400.0
WAIT_SECONDS = 60.0
"""How long the first retry waits here; each later one waits twice as long. AWS does not say."""


@dataclass(frozen=True)
class Delivery:
    """An event on its way to a function, for a rule; moments are seconds since 1970."""

    account: str
    region: str
    rule: Mapping[str, Any]
    target: Mapping[str, Any]
    payload: str
    since: float
    due: float
    retries: int = 0

    @property
    def policy(self) -> Mapping[str, Any]:
        """The target's retry policy."""
        return self.target.get("RetryPolicy") or {}

    def again(self, now: float) -> Delivery | str:
        """Return it with the moment of the next attempt, or by which limit there is none."""
        if self.retries >= self.policy.get("MaximumRetryAttempts", RETRIES):
            return "MaximumRetryAttempts"
        due = now + WAIT_SECONDS * 2.0**self.retries
        if due > self.since + self.policy.get("MaximumEventAgeInSeconds", OLDEST_SECONDS):
            return "MaximumEventAgeInSeconds"
        return replace(self, due=due, retries=self.retries + 1)


CURRENT: contextvars.ContextVar[tuple[Mapping[str, Any], Mapping[str, Any]]] = contextvars.ContextVar(
    "target"
)
"""The rule and its target for which ministack is about to dispatch an event."""


class Schedules:
    """The rules that are due, and the events that are on their way."""

    def __init__(self, world: World) -> None:
        from ministack.services import eventbridge, lambda_svc  # noqa: PLC0415 they read the environment

        self._world = world
        self._events = vars(eventbridge)
        self._functions = vars(lambda_svc)
        self._invoke = self._events["_invoke_target"]
        self._looked = world.clock.now()
        self._waiting: list[Delivery] = []

    def tick(self, now: float) -> None:
        """Fire what has fallen due since the last tick, and try again what could not be delivered."""
        since, self._looked = self._looked, now
        for (account, region, key), rule in self._events["_rules"].all_items():
            if rule.get("State") == "ENABLED" and not self._world.faults.lost("events", region):
                moment = schedule.due(rule.get("ScheduleExpression", ""), rule["CreationTime"], since, now)
                if moment is not None:
                    within(account, region, self._fire, rule, key, moment)
        due = [each for each in self._waiting if each.due <= now]
        self._waiting = [each for each in self._waiting if each.due > now]
        for each in due:
            within(each.account, each.region, self._deliver, each)

    def _fire(self, rule: Mapping[str, Any], key: str, moment: float) -> None:
        from ministack.core.responses import get_account_id, get_region  # noqa: PLC0415 reads the environment

        event = {
            "EventId": str(uuid4()),
            "Source": "aws.events",
            "DetailType": "Scheduled Event",
            "Detail": "{}",
            "EventBusName": rule["EventBusName"],
            "Time": int(moment),
            "Resources": [rule["Arn"]],
            "Account": get_account_id(),
            "Region": get_region(),
        }
        self._count(rule, "TriggeredRules")
        for target in self._events["_targets"].get(key, []):
            self._events["_invoke_target"](target, event, rule)

    def invoke(
        self, target: Mapping[str, Any], event: object, rule: Mapping[str, Any], view: object = None
    ) -> None:
        """Dispatch an event as ministack does, remembering for whom."""
        token = CURRENT.set((rule, target))
        try:
            self._invoke(target, event, rule, view)
        finally:
            CURRENT.reset(token)

    def to_function(self, _: str, payload: str) -> None:
        """Send an event on its way to a function."""
        from ministack.core.responses import get_account_id, get_region  # noqa: PLC0415 reads the environment

        rule, target = CURRENT.get()
        now = self._world.clock.now()
        self._deliver(Delivery(get_account_id(), get_region(), rule, target, payload, now, now))

    def _deliver(self, delivery: Delivery) -> None:
        """Give a function an event; what cannot be taken now is tried again, what never can is not."""
        arn = delivery.target["Arn"]
        self._count(delivery.rule, "Invocations")
        if self._world.faults.lost("lambda", delivery.region):
            again = delivery.again(self._world.clock.now())
            if isinstance(again, Delivery):
                self._waiting.append(again)
            else:
                self._keep(delivery, "SDK_CLIENT_ERROR", "Lambda does not answer", again)
            return
        function, config, name = self._functions["_get_func_record_for_ref"](arn)
        if not function or not config:
            self._keep(delivery, "RESOURCE_NOT_FOUND", f"there is no function {name}")
        elif not self._may(delivery):
            self._keep(
                delivery, "NO_PERMISSIONS", f"{PRINCIPAL} may not call {arn} for {delivery.rule['Arn']}"
            )
        else:
            event = json.loads(delivery.payload)
            self._functions["invoke_async_with_retry"](called_by({**function, "config": config}, arn), event)

    def _may(self, delivery: Delivery) -> bool:
        from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy  # noqa: PLC0415 the same

        arn = delivery.target["Arn"]
        whole, _, _ = self._functions["_get_base_func_record_for_ref"](arn)
        source = {"aws:sourcearn": delivery.rule["Arn"], "aws:sourceaccount": delivery.account}
        asked = EvalContext(
            "*", "Service", "", "lambda:InvokeFunction", arn, delivery.region, service_context=source
        )
        return evaluate_resource_policy(whole["policy"], asked, service=PRINCIPAL).decision == "Allow"

    def _keep(self, delivery: Delivery, code: str, message: str, limit: str = "") -> None:
        """Put an event that is given up into the target's dead-letter queue."""
        from ministack.services import sqs  # noqa: PLC0415 it reads the environment when it is loaded

        self._count(delivery.rule, "FailedInvocations")
        arn = (delivery.target.get("DeadLetterConfig") or {}).get("Arn")
        if not arn:
            return
        queue = vars(sqs)["_queue_by_arn"](arn)
        if not queue or not sqs.queue_policy_allows(arn, PRINCIPAL, delivery.rule["Arn"], delivery.account):
            self._count(delivery.rule, "InvocationsFailedToBeSentToDlq")
            return
        told = {
            "RULE_ARN": delivery.rule["Arn"],
            "TARGET_ARN": delivery.target["Arn"],
            "ERROR_CODE": code,
            "ERROR_MESSAGE": message,
            "RETRY_ATTEMPTS": str(delivery.retries),
            "EXHAUSTED_RETRY_CONDITION": limit,
        }
        attributes = {
            name: {"DataType": "String", "StringValue": value} for name, value in told.items() if value
        }
        kept = {"id": str(uuid4()), "body": delivery.payload, "message_attributes": attributes}
        kept["md5_attrs"] = vars(sqs)["_md5_msg_attrs"](attributes)
        vars(sqs)["_ensure_msg_fields"](kept)
        queue["messages"].append(kept)
        self._count(delivery.rule, "InvocationsSentToDlq")

    def _count(self, rule: Mapping[str, Any], metric: str) -> None:
        _, _, _, region, account, *_ = rule["Arn"].split(":")
        record(account, region, NAMESPACE, metric, {"RuleName": rule["Name"]}, 1)


def install(world: World) -> None:
    """Fire schedules at each tick, and deliver to functions what any rule matches."""
    from ministack.services import eventbridge  # noqa: PLC0415 it reads the environment when it is loaded

    schedules = Schedules(world)
    vars(eventbridge)["_invoke_target"] = schedules.invoke
    vars(eventbridge)["_dispatch_to_lambda"] = schedules.to_function
    world.clock.each_tick(schedules.tick)
