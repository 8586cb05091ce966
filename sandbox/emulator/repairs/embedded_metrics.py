"""Metrics that a function writes into its log in the embedded metric format; ministack ignores them.

Of a line of JSON with ``_aws.CloudWatchMetrics`` each directive's metrics are kept once for each of its sets
of dimensions, at the sandbox's time: the function, a process of its own, has the machine's.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.emulator.functions.executions import Record, Result, Run, around
from sandbox.emulator.metrics import record
from sandbox.emulator.world import World

MARK = '"_aws"'


@dataclass(frozen=True)
class Datum:
    """One value of a metric under one set of dimensions."""

    namespace: str
    name: str
    dimensions: dict[str, str]
    value: float
    unit: str


def install(_: World) -> None:
    """Look for metrics in what each run has written."""
    around(_read)


def _read(function: Record, event: object, run: Run) -> Result:
    result = run(function, event)
    _, _, _, region, account, *_ = function["config"]["FunctionArn"].split(":")
    for line in str(result.get("log") or "").splitlines():
        for datum in data(line):
            record(account, region, datum.namespace, datum.name, datum.dimensions, datum.value, datum.unit)
    return result


def data(line: str) -> list[Datum]:
    """Return what a line of a log says in the format; a line that claims it and breaks it gives nothing."""
    if MARK not in line:
        return []
    try:
        document = json.loads(line)
        return list(_data(document))
    except (ValueError, KeyError, TypeError) as error:
        logging.getLogger(__name__).warning("not in the embedded metric format, by %r: %s", error, line)
        return []


def _data(document: dict[str, Any]) -> Iterator[Datum]:
    for directive in document["_aws"]["CloudWatchMetrics"]:
        for names in directive.get("Dimensions") or [[]]:
            dimensions = {name: str(document[name]) for name in names}
            for metric in directive["Metrics"]:
                given = document[metric["Name"]]
                for value in given if isinstance(given, list) else [given]:
                    unit = metric.get("Unit", "None")
                    yield Datum(directive["Namespace"], metric["Name"], dimensions, float(value), unit)
