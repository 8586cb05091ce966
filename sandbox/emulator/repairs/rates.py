"""Rates of EventBridge's rules: AWS takes "1 minute" and "2 minutes"; ministack any number, with either word.

One of no minutes would fall due without end.
"""

from __future__ import annotations

import re

from sandbox.emulator.world import World

RATE = re.compile(r"rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)")


def install(_: World) -> None:
    """Refuse a rule whose rate AWS refuses."""
    from ministack.services import eventbridge  # noqa: PLC0415 it reads the environment when it is loaded

    module = vars(eventbridge)
    beneath = module["_validate_schedule_expression"]

    def is_valid(expression: str) -> bool:
        if expression.startswith("rate("):
            return RATE.fullmatch(expression) is not None
        return beneath(expression)

    module["_validate_schedule_expression"] = is_valid
