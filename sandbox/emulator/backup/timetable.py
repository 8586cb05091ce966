"""When a plan falls due, in the timezone that it counts in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.emulator.schedule import due

DAILY = "cron(0 5 ? * * *)"
"""AWS's schedule where a rule has none."""


def falls_due(rule: Mapping[str, Any], created: float, since: float, until: float) -> bool:
    """Whether a rule's schedule falls due after ``since`` and not after ``until``, in seconds since 1970."""
    zone = ZoneInfo(rule.get("ScheduleExpressionTimezone") or "Etc/UTC")
    ahead = datetime.fromtimestamp(until, UTC).astimezone(zone).utcoffset()
    shift = ahead.total_seconds() if ahead else 0.0
    expression = rule.get("ScheduleExpression") or DAILY
    return due(expression, created + shift, since + shift, until + shift) is not None
