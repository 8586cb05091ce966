"""How a repair stands around every run of a function, whoever called it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

Record: TypeAlias = dict[str, Any]
"""A function, or a version of one, as ministack keeps it: ``config`` is what GetFunction says of it."""
Result: TypeAlias = dict[str, Any]
"""What came of a run: ``body``, ``log``, and ``error`` or ``throttle`` where it failed or was refused."""
Run: TypeAlias = Callable[[Record, object], Result]
Around: TypeAlias = Callable[[Record, object, Run], Result]


def around(act: Around) -> None:
    """Have ``act`` called in place of each run; it gets the run, in the function's account and region."""
    from ministack.services import lambda_svc  # noqa: PLC0415 it reads the environment when it is loaded

    own = vars(lambda_svc)
    beneath: Run = own["_execute_function"]

    def execute(function: Record, event: object) -> Result:
        config = function.get("config") or function
        if own["_function_config_scope_mismatch"](config):
            again: Run = own["_execute_function"]
            return own["_run_with_function_config_scope"](config, again, function, event)
        return act(function, event, beneath)

    own["_execute_function"] = execute
