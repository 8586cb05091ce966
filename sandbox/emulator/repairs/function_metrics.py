"""Lambda's own metrics of a function, of every run whoever called it.

ministack counts what the Invoke API ran and nothing that an API, a rule or a topic called, counts a call that
it refused as a run, and an asynchronous call as one that succeeded before it began.
"""

from __future__ import annotations

import time

from sandbox.emulator.functions.executions import Record, Result, Run, around
from sandbox.emulator.metrics import record
from sandbox.emulator.world import World

NAMESPACE = "AWS/Lambda"


def install(_: World) -> None:
    """Record by ``FunctionName``; a duration is the machine's, and has the start of a cold one in it."""
    from ministack.services import lambda_svc  # noqa: PLC0415 it reads the environment when it is loaded

    vars(lambda_svc)["_emit_lambda_metrics"] = _keep_quiet
    around(_measured)


def _keep_quiet(*_: object, **__: object) -> None:
    """Stand in for ministack's own count."""


def _measured(function: Record, event: object, run: Run) -> Result:
    started = time.monotonic()
    result = run(function, event)
    milliseconds = (time.monotonic() - started) * 1000
    if result.get("throttle"):
        _record(function, "Throttles", 1)
        return result
    _record(function, "Invocations", 1)
    _record(function, "Throttles", 0)
    _record(function, "Errors", int(bool(result.get("error"))))
    _record(function, "Duration", milliseconds, "Milliseconds")
    return result


def _record(function: Record, name: str, value: float, unit: str = "Count") -> None:
    config = function["config"]
    _, _, _, region, account, *_ = config["FunctionArn"].split(":")
    record(account, region, NAMESPACE, name, {"FunctionName": config["FunctionName"]}, value, unit)
