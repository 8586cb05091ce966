"""The longest time between two runs of a schedule."""

from __future__ import annotations

import math

import pytest
from dr_guard.aws.backup.cron import longest_gap_minutes

HOUR = 60
DAY = 24 * HOUR


@pytest.mark.parametrize(
    ("expression", "minutes"),
    [
        ("rate(1 hour)", HOUR),
        ("rate(12 hours)", 12 * HOUR),
        ("rate(5 minutes)", 5),
        ("rate(1 day)", DAY),
        ("cron(0 5 ? * * *)", DAY),
        (" CRON(0 5 * * ? *) ", DAY),
        ("cron(0 * ? * * *)", HOUR),
        ("cron(0/15 * ? * * *)", 15),
        ("cron(*/30 * ? * * *)", 30),
        ("cron(10-20/5 * ? * * *)", 50),
        ("cron(0 0/12 ? * * *)", 12 * HOUR),
        ("cron(0 8,10 ? * * *)", 22 * HOUR),
        ("cron(0 8-18 ? * MON-FRI *)", (13 + 48 + 1) * HOUR),
        ("cron(0 8 ? * 2-6 *)", 3 * DAY),
        ("cron(0 8 ? * FRI-MON *)", 4 * DAY),
        ("cron(0 5 ? * SUN *)", 7 * DAY),
        ("cron(0 5 ? * L *)", 7 * DAY),
        ("cron(0 5 ? * 1L *)", 35 * DAY),
        ("cron(0 5 ? * SUN#1 *)", 35 * DAY),
        ("cron(0 5 ? * tue#5 *)", 119 * DAY),
        ("cron(0 5 1 * ? *)", 31 * DAY),
        ("cron(0 5 1,15 * ? *)", 17 * DAY),
        ("cron(0 5 31 * ? *)", 61 * DAY),
        ("cron(0 5 L * ? *)", 31 * DAY),
        ("cron(0 5 LW * ? *)", 33 * DAY),
        ("cron(0 5 1W * ? *)", 33 * DAY),
        ("cron(0 5 15W * ? *)", 32 * DAY),
        ("cron(0 5 31W * ? *)", 33 * DAY),
        ("cron(0 5 1 JAN ? *)", 366 * DAY),
        ("cron(0 5 1 1/3 ? *)", 92 * DAY),
        ("cron(0 5 29 2 ? *)", 1461 * DAY),
        ("cron(0 5 30 2 ? *)", math.inf),
        ("cron(0 5 ? * * 2027)", math.inf),
        ("cron(0 5 ? * * 1970-2199)", DAY),
    ],
)
def test_gap_is_the_longest_there_is(expression: str, minutes: float):
    """Over nights, weekends, short months and leap years."""
    assert longest_gap_minutes(expression) == minutes


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "daily",
        "at(2027-01-01T00:00:00)",
        "rate(0 hours)",
        "rate(1 week)",
        "rate(1.5 hours)",
        "rate()",
        "0 5 ? * * *",
        "cron(0 5 ? * *)",
        "cron(0 5 ? * * * *)",
        "cron(0 5 * * * *)",
        "cron(0 5 ? * ? *)",
        "cron(0 ? * * * *)",
        "cron(60 5 ? * * *)",
        "cron(0 24 ? * * *)",
        "cron(0 5 0 * ? *)",
        "cron(0 5 0W * ? *)",
        "cron(0 5 ? * 0 *)",
        "cron(0 5 ? * 8L *)",
        "cron(0 5 ? * MON#6 *)",
        "cron(0 5 ? FEV * *)",
        "cron(0/0 5 ? * * *)",
        "cron(0, 5 ? * * *)",
        "cron(-1 5 ? * * *)",
        "cron(0 5 ? * * 1969)",
    ],
)
def test_what_is_no_schedule_is_told_from_one(expression: str):
    """AWS refuses it, or it is of another kind."""
    assert longest_gap_minutes(expression) is None
