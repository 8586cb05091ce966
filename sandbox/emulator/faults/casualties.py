"""Counts the requests that a fault hits where the service itself would count them: in its metrics."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from sandbox.emulator.metrics import record
from sandbox.emulator.requests.calls import Call

READS = frozenset({"GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"})
WRITES = frozenset({"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"})
TABLES = "AWS/DynamoDB"
_INVOKED = re.compile(r"/2015-03-31/functions/([^/]+)/invocations")


def throttled(call: Call, account: str) -> None:
    """Count a request that was refused as one too many."""
    if call.service == "dynamodb":
        for table in tables(call):
            dimensions = {"TableName": table, "Operation": call.operation}
            record(account, call.region, TABLES, "ThrottledRequests", dimensions, 1)
            if call.operation in READS | WRITES:
                kind = "Read" if call.operation in READS else "Write"
                record(account, call.region, TABLES, f"{kind}ThrottleEvents", {"TableName": table}, 1)
    elif call.service == "lambda" and (invoked := _INVOKED.fullmatch(call.path)):
        function_throttled(function_name(unquote(invoked[1])), call.region, account)


def function_throttled(name: str, region: str, account: str) -> None:
    """Count a call of a function that was refused as one too many."""
    record(account, region, "AWS/Lambda", "Throttles", {"FunctionName": name}, 1)


def failed(call: Call, account: str) -> None:
    """Count a request that was answered with 5xx."""
    if call.service == "dynamodb":
        for table in tables(call):
            dimensions = {"TableName": table, "Operation": call.operation}
            record(account, call.region, TABLES, "SystemErrors", dimensions, 1)


def tables(call: Call) -> list[str]:
    """Name the tables that a request to DynamoDB is about, each once."""
    try:
        asked = json.loads(call.body or b"{}")
    except ValueError:
        return []
    return sorted({name.partition(":table/")[2].partition("/")[0] or name for name in _named(asked)})


def function_name(reference: str) -> str:
    """Return a function's name from what a request names it by: name, ARN, either with a qualifier."""
    return reference.partition(":function:")[2].partition(":")[0] or reference.partition(":")[0]


def _named(asked: Any) -> Iterator[str]:  # noqa: ANN401 JSON of any shape
    if not isinstance(asked, dict):
        return
    if isinstance(asked.get("TableName"), str):
        yield asked["TableName"]
    for item in asked.get("TransactItems") or []:
        for each in item.values() if isinstance(item, dict) else []:
            yield from _named(each)
    if isinstance(asked.get("RequestItems"), dict):
        yield from asked["RequestItems"]
