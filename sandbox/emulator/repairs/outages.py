"""Keeps functions from starting where Lambda is lost, fails or throttles, also those that services call.

A request to Lambda meets a fault at the door; API Gateway, topics and queues call functions behind it. Only
faults that hit all requests are meant: a share is one of requests.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeAlias

from sandbox.emulator.faults import casualties
from sandbox.emulator.world import World

Result: TypeAlias = dict[str, Any]
UNAVAILABLE: Result = {
    "error": True,
    "log": "",
    "body": {
        "statusCode": 500,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps({"message": "Internal Server Error"}),
    },
}
"""What API Gateway answers then; others take it for a call that failed."""


def install(world: World) -> None:
    """Ask for faults before each execution."""
    from ministack.services import lambda_svc  # noqa: PLC0415 it reads the environment when it is loaded

    start: Callable[[Result, Any], Result] = vars(lambda_svc)["_execute_function"]

    def execute(function: Result, event: Any) -> Result:  # noqa: ANN401 whatever the caller sends
        config = function.get("config") or function
        _, _, _, region, account, _, name, *_ = config["FunctionArn"].split(":")
        covering = world.faults.covering
        if covering("throttled", "lambda", region):
            casualties.function_throttled(name, region, account)
            refusal = vars(lambda_svc)["_throttle_response"]
            return refusal("ConcurrentInvocationLimitExceeded", "Rate Exceeded.")
        if covering("lost", "lambda", region) or covering("failing", "lambda", region):
            return UNAVAILABLE
        return start(function, event)

    vars(lambda_svc)["_execute_function"] = execute
