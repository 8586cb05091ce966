"""Asynchronous invocations: Lambda's queue of events, by the sandbox's time.

ministack waits real seconds between attempts, takes no notice of an alias's settings nor of refusals, lets a
rule's events go after one attempt, and sends either to the destination or to the dead-letter queue. What
it puts there in nobody's name is sent here with the rights of the function's role.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from typing import Any
from uuid import uuid4

from botocore.exceptions import BotoCoreError, ClientError

from sandbox.emulator.functions.dispatch import send
from sandbox.emulator.functions.executions import Record, Result
from sandbox.emulator.functions.invocation import Invocation
from sandbox.emulator.metrics import record
from sandbox.emulator.world import World

PATIENCE_SECONDS = 120.0
"""How long time that is moved waits for functions that run; longer than their time-outs here."""
EXPIRED: Result = {"error": True, "body": {"errorMessage": "the event was in the queue for too long"}}


class Invocations:
    """The events that are waiting, and the functions that run for one."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._waiting: list[Invocation] = []
        self._running = 0
        self._changed = threading.Condition()

    def start(self, function: Record, event: object) -> None:
        """Take an event for a function and call it at once, in a thread; what it was called by is its ARN."""
        now = self._world.clock.now()
        self._attempt(Invocation(str(uuid4()), function, event, _settings(function), now, now))

    def tick(self, now: float) -> None:
        """Try again what is due; where Lambda is lost, it waits."""
        with self._changed:
            due = [each for each in self._waiting if each.due <= now and not self._lost(each)]
            self._waiting = [each for each in self._waiting if each not in due]
        for each in due:
            self._attempt(each)

    def settle(self, _: float) -> None:
        """Wait until no function runs for an event, and say so where that takes too long."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        with self._changed:
            if not self._changed.wait_for(lambda: self._running == 0, deadline - time.monotonic()):
                logging.getLogger(__name__).error(
                    "time moves on although %d functions that it started still run after %g s",
                    self._running,
                    PATIENCE_SECONDS,
                )

    def _lost(self, invocation: Invocation) -> bool:
        return self._world.faults.lost("lambda", invocation.arn.split(":")[3])

    def _attempt(self, invocation: Invocation) -> None:
        with self._changed:
            if self._lost(invocation):
                self._waiting.append(invocation)
                return
            self._running += 1
        threading.Thread(target=self._run, args=(invocation,), daemon=True).start()

    def _run(self, invocation: Invocation) -> None:
        try:
            self._try(invocation)
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def _try(self, invocation: Invocation) -> None:
        from ministack.services import lambda_svc  # noqa: PLC0415 it reads the environment when it is loaded

        now = self._world.clock.now()
        if now >= invocation.expires:
            self._give_up(invocation, "EventAgeExceeded", EXPIRED)
            return
        execute = vars(lambda_svc)["_execute_function_with_config_scope"]
        result = execute(invocation.function, invocation.event)
        if not result.get("error"):
            self._tell(invocation, "OnSuccess", "Success", result)
            return
        again = invocation.again(result, now)
        if again is None:
            self._give_up(invocation, "RetriesExhausted", result)
            return
        with self._changed:
            self._waiting.append(again)

    def _give_up(self, invocation: Invocation, condition: str, result: Result) -> None:
        self._tell(invocation, "OnFailure", condition, result)
        if invocation.dead_letters:
            body = json.dumps(invocation.event)
            self._send(invocation, invocation.dead_letters, body, "DeadLetterErrors", result)

    def _tell(self, invocation: Invocation, outcome: str, condition: str, result: Result) -> None:
        arn = invocation.destination(outcome)
        if arn:
            body = json.dumps(invocation.record(condition, result, self._world.clock.now()))
            self._send(invocation, arn, body, "DestinationDeliveryFailures", None)

    def _send(self, invocation: Invocation, arn: str, body: str, metric: str, result: Result | None) -> None:
        """Send with the function's rights; a failure is counted in the metric that Lambda has for it."""
        from ministack.core.lambda_runtime import execution_credentials  # noqa: PLC0415 reads the environment

        config = invocation.function["config"]
        attributes = invocation.attributes(result) if result else {}
        try:
            send(self._world.endpoint, execution_credentials(config), arn, body, attributes)
        except (BotoCoreError, ClientError, LookupError):
            logging.getLogger(__name__).exception("%s cannot send to %s", invocation.arn, arn)
            _, _, _, region, account, *_ = invocation.arn.split(":")
            record(account, region, "AWS/Lambda", metric, {"FunctionName": config["FunctionName"]}, 1)


def _settings(function: Record) -> dict[str, Any]:
    """Return the settings for events of the alias, version or function that was called."""
    from ministack.services import lambda_svc  # noqa: PLC0415 it reads the environment when it is loaded

    _, _, _, region, account, _, name, *qualifier = function["config"]["FunctionArn"].split(":")
    whole = vars(lambda_svc)["_functions"].get_scoped(account, region, name) or {}
    find = vars(lambda_svc)["_event_invoke_config"]
    return find(whole, qualifier[0] if qualifier else None) or {}


def called_by(function: Record, arn: str) -> Record:
    """Return a function's record for a call by an ARN, which may name an alias."""
    return {**function, "config": {**function["config"], "FunctionArn": arn}}


def install(world: World) -> None:
    """Take every asynchronous invocation: the Invoke API's, those of buckets, rules and topics."""
    from ministack.services import lambda_svc  # noqa: PLC0415 it reads the environment when it is loaded

    invocations = Invocations(world)
    vars(lambda_svc)["invoke_async_with_retry"] = invocations.start
    world.clock.each_tick(invocations.tick)
    world.clock.before_time_moves(invocations.settle)
