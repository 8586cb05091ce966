"""One asynchronous invocation of a function, as data: when it is tried again, and what is told of its end.

By "How Lambda handles errors and retries with asynchronous invocation" in AWS's Lambda guide.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sandbox.emulator.functions.executions import Record, Result

RETRIES = 2
OLDEST_SECONDS = 6 * 3600.0
WAITS_SECONDS = (60.0, 120.0)
"""How long Lambda waits after an event's first failure, and after any later one."""
LONGEST_WAIT_SECONDS = 300.0
ERROR_BYTES = 1024
QUALIFIED = re.compile(r":function:[^:]+:[^:]+$")


@dataclass(frozen=True)
class Invocation:
    """An event in Lambda's queue. Moments are seconds since 1970; ``settings`` are the function's for it."""

    id: str
    function: Record
    event: object
    settings: Mapping[str, Any]
    since: float
    due: float
    failures: int = 0
    refusals: int = 0

    @property
    def arn(self) -> str:
        """Which function was called, by the alias or version it was called by."""
        return self.function["config"]["FunctionArn"]

    @property
    def expires(self) -> float:
        """When Lambda gives the event up."""
        oldest = self.settings.get("MaximumEventAgeInSeconds")
        return self.since + (OLDEST_SECONDS if oldest is None else oldest)

    def again(self, result: Result, now: float) -> Invocation | None:
        """Return it with the moment of the next attempt, ``None`` where there is none left.

        An error is tried again as often as the settings say; a call that was refused for want of concurrency,
        ever later until it expires.
        """
        if result.get("throttle"):
            wait = min(2.0**self.refusals, LONGEST_WAIT_SECONDS)
            return replace(self, refusals=self.refusals + 1, due=min(now + wait, self.expires))
        retries = self.settings.get("MaximumRetryAttempts")
        if self.failures >= (RETRIES if retries is None else retries):
            return None
        wait = WAITS_SECONDS[min(self.failures, len(WAITS_SECONDS) - 1)]
        return replace(self, failures=self.failures + 1, due=min(now + wait, self.expires))

    def destination(self, outcome: str) -> str:
        """Return the ARN of where the record of an end goes (``OnSuccess``, ``OnFailure``), or nothing."""
        destinations = self.settings.get("DestinationConfig") or {}
        return (destinations.get(outcome) or {}).get("Destination") or ""

    @property
    def dead_letters(self) -> str:
        """The ARN of where an event goes that could not be processed, or nothing."""
        return (self.function["config"].get("DeadLetterConfig") or {}).get("TargetArn") or ""

    def record(self, condition: str, result: Result, now: float) -> dict[str, Any]:
        """Return what a destination is told: ``condition`` is how it ended, ``result`` its last run."""
        version = self.function["config"].get("Version", "$LATEST")
        response = {"statusCode": 200, "executedVersion": version}
        if result.get("error"):
            response["functionError"] = result.get("function_error") or "Unhandled"
        return {
            "version": "1.0",
            "timestamp": datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
            "requestContext": {
                "requestId": self.id,
                "functionArn": self.arn if QUALIFIED.search(self.arn) else f"{self.arn}:$LATEST",
                "condition": condition,
                "approximateInvokeCount": self.failures + self.refusals + 1,
            },
            "requestPayload": self.event,
            "responseContext": response,
            "responsePayload": result.get("body"),
        }

    def attributes(self, result: Result) -> dict[str, dict[str, str]]:
        """Return the attributes of the message that a dead-letter queue gets with the event."""
        body = result.get("body")
        error = body.get("errorMessage") or body.get("message") if isinstance(body, dict) else body
        text = error if isinstance(error, str) else json.dumps(error)
        return {
            "RequestID": {"DataType": "String", "StringValue": self.id},
            "ErrorCode": {"DataType": "Number", "StringValue": "429" if result.get("throttle") else "200"},
            "ErrorMessage": {"DataType": "String", "StringValue": text[:ERROR_BYTES]},
        }
