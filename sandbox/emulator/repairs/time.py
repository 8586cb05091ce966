"""Gives ministack's services the sandbox's time in place of the machine's.

What signs and what is signed keeps the machine's time (IAM, STS, signatures): clients sign by it. So do the
functions themselves, which run in processes of their own, and KMS and Secrets Manager.
"""

from __future__ import annotations

import importlib
import time
from datetime import datetime, tzinfo
from time import struct_time
from typing import Any

from sandbox.emulator.clock import Clock
from sandbox.emulator.world import World

BY_TIME = (
    "apigateway",
    "backup",
    "cloudtrail",
    "cloudwatch",
    "cloudwatch_logs",
    "dynamodb",
    "dynamodb_streams",
    "eventbridge",
    "lambda_svc",
    "rds",
    "s3",
    "sns",
    "sqs",
)
"""Modules of services that ask ``time``."""
BY_DATE = ("core.responses", "services.eventbridge", "services.lambda_svc", "services.route53")
"""Modules that ask ``datetime``."""


class _Time:
    """The module ``time``, but for what says what time it is."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 whatever the module has
        return getattr(time, name)

    def time(self) -> float:
        return self._clock.now()

    def time_ns(self) -> int:
        return int(self._clock.now() * 1e9)

    def gmtime(self, seconds: float | None = None) -> struct_time:
        return time.gmtime(self._clock.now() if seconds is None else seconds)

    def strftime(self, form: str, moment: struct_time | None = None) -> str:
        return time.strftime(form, self.gmtime() if moment is None else moment)


def _dates(clock: Clock) -> type[datetime]:
    class Dated(datetime):
        """Dates that start from the sandbox's time."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Dated:
            return cls.fromtimestamp(clock.now(), tz)

    return Dated


def install(world: World) -> None:
    """Replace what the modules call ``time`` and ``datetime``."""
    for name in BY_TIME:
        vars(importlib.import_module(f"ministack.services.{name}"))["time"] = _Time(world.clock)
    for name in BY_DATE:
        vars(importlib.import_module(f"ministack.{name}"))["datetime"] = _dates(world.clock)
