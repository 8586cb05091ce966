"""Holds callers of a version or an alias to the function's reserved concurrency; ministack lets them pass."""

from __future__ import annotations

from sandbox.emulator.functions.executions import Record, Result, Run, around
from sandbox.emulator.world import World


def install(_: World) -> None:
    """Tell each version's runs the limit that is the whole function's."""
    from ministack.services import lambda_svc  # noqa: PLC0415 it reads the environment when it is loaded

    functions = vars(lambda_svc)["_functions"]

    def limited(version: Record, event: object, run: Run) -> Result:
        whole = functions.get(version["config"]["FunctionName"]) or {}
        return run({**version, "concurrency": whole.get("concurrency")}, event)

    around(limited)
