"""Metrics that are counted in a log; ministack keeps the filters, and counts nothing.

An event that is put counts once for each filter whose pattern it matches; where none of a request's does, the
default value is kept, if there is one. A pattern may be terms: all of them, or with ``?`` any. Another is
refused, for nothing would be counted by it. What a function prints is not put, and does not count.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from sandbox.emulator.metrics import record
from sandbox.emulator.requests.calls import Call
from sandbox.emulator.requests.operations import Answer, Beneath, refusal, take_over
from sandbox.emulator.world import World

TERM = re.compile(r'(\??)(?:"([^"\\]+)"|([\w.]+))(?:\s+|$)')
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def install(_: World) -> None:
    """Count in what is put, and take no filter that cannot be counted by."""
    take_over("logs", {"PutLogEvents": _put_events, "PutMetricFilter": _put_filter})


def matches(pattern: str, message: str) -> bool:
    """Whether a line matches a pattern of terms; raises ``ValueError`` for another pattern."""
    found = _terms(pattern)
    any_of = [term for optional, term in found if optional]
    if any_of and len(any_of) < len(found):
        raise ValueError("found terms with and without ?; wanted one kind")
    return any(term in message for term in any_of) if any_of else all(term in message for _, term in found)


def _terms(pattern: str) -> list[tuple[bool, str]]:
    text, place = pattern.strip(), 0
    found: list[tuple[bool, str]] = []
    while place < len(text):
        match = TERM.match(text, place)
        if match is None:
            raise ValueError(f"found {text[place:]!r}; wanted terms, all that is counted by here")
        found.append((bool(match[1]), match[2] or match[3]))
        place = match.end()
    return found


async def _put_filter(asked: Call, beneath: Beneath) -> Answer:
    given = json.loads(asked.body)
    try:
        matches(given.get("filterPattern") or "", "")
    except ValueError as error:
        return refusal("InvalidParameterException", f"filterPattern: {error}")
    values = [each.get("metricValue", "") for each in given.get("metricTransformations") or []]
    if not all(NUMBER.fullmatch(value) for value in values):
        return refusal("InvalidParameterException", f"metricValue: found {values}; wanted a number")
    return await beneath()


async def _put_events(asked: Call, beneath: Beneath) -> Answer:
    answer = await beneath()
    if answer[0] == HTTPStatus.OK:
        given = json.loads(asked.body)
        messages = [str(each.get("message", "")) for each in given["logEvents"]]
        for each in _filters(given["logGroupName"]):
            _count(each, messages)
    return answer


def _filters(group: str) -> Iterator[dict[str, Any]]:
    from ministack.services import cloudwatch_logs  # noqa: PLC0415 it reads the environment when loaded

    kept = vars(cloudwatch_logs)["_metric_filters"]
    yield from [each for each in kept.values() if each["logGroupName"] == group]


def _count(kept: dict[str, Any], messages: list[str]) -> None:
    from ministack.core.responses import get_account_id, get_region  # noqa: PLC0415 the same

    counted = sum(matches(kept["filterPattern"], message) for message in messages)
    for each in kept["metricTransformations"]:
        default = each.get("defaultValue")
        values = [float(each["metricValue"])] * counted or ([] if default is None else [float(default)])
        for value in values:
            name, namespace = each["metricName"], each["metricNamespace"]
            record(get_account_id(), get_region(), namespace, name, {}, value, each.get("unit", "None"))
