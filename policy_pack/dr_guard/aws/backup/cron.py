"""How far apart the runs of a schedule are: AWS's ``cron(...)`` and ``rate(...)`` expressions.

Whether that is often enough is left to the rules. Daylight saving, which makes one gap a year an hour longer
where a schedule follows a clock that is changed, is not counted.
"""

from __future__ import annotations

import math
import re
from calendar import SATURDAY, SUNDAY, monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Final

EXPRESSION: Final = re.compile(r"(cron|rate)\((.*)\)", re.IGNORECASE)
RATE: Final = re.compile(r"(\d+) +(minute|hour|day)s?")
UNIT_MINUTES: Final = {"minute": 1, "hour": 60, "day": 24 * 60}
FIELDS: Final = 6
DAY_MINUTES: Final = UNIT_MINUTES["day"]
# In as many years every date falls on every day of the week; no century is among these.
YEARS: Final = range(2001, 2029)
CYCLE_DAYS: Final = (date(YEARS.stop, 1, 1) - date(YEARS.start, 1, 1)).days

PART: Final = re.compile(r"(?:(\*)|(\w+)(?:-(\w+))?)(?:/(\d+))?")
NEAREST_WEEKDAY: Final = re.compile(r"(\d+)W")
LAST_OF_MONTH: Final = re.compile(r"(\w+)L")
NTH_OF_MONTH: Final = re.compile(r"(\w+)#([1-5])")


class _UnreadableError(ValueError):
    """An expression that is none."""


@dataclass(frozen=True)
class _Field:
    """The values that one field of an expression takes, and the names that some of them have."""

    low: int
    high: int
    names: str = ""

    def number(self, word: str) -> int:
        """Return the value of a word."""
        named = dict(zip(self.names.split(), range(self.low, self.high + 1), strict=False))
        value = int(word) if word.isdecimal() else named.get(word, self.high + 1)
        if not self.low <= value <= self.high:
            raise _UnreadableError
        return value

    def values(self, text: str) -> frozenset[int]:
        """Return every value that a list of words, ranges and steps names."""
        return frozenset(value for part in text.split(",") for value in self._part(part))

    def _part(self, text: str) -> tuple[int, ...]:
        found = PART.fullmatch(text)
        if not found:
            raise _UnreadableError
        everything, first, last, step = found.groups()
        start = self.low if everything else self.number(first)
        stop = self.number(last) if last else self.high if everything or step else start
        # A range that ends before it begins goes on past the highest value, as from Friday to Monday.
        span = (
            range(start, stop + 1)
            if start <= stop
            else (*range(start, self.high + 1), *range(self.low, stop + 1))
        )
        if step and not int(step):
            raise _UnreadableError
        return tuple(span)[:: int(step or 1)]


MINUTE: Final = _Field(0, 59)
HOUR: Final = _Field(0, 23)
DAY: Final = _Field(1, 31)
MONTH: Final = _Field(1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC")
WEEKDAY: Final = _Field(1, 7, "SUN MON TUE WED THU FRI SAT")
YEAR: Final = _Field(1970, 2199)


def longest_gap_minutes(expression: str) -> float | None:
    """Return the longest time between two runs, in minutes; ``None`` where the expression is none.

    A schedule that never runs, or that ends in some year, has an infinite gap.
    """
    found = EXPRESSION.fullmatch(expression.strip())
    if not found:
        return None
    kind, inner = found.groups()
    try:
        return _rate(inner.strip()) if kind.lower() == "rate" else _cron(" ".join(inner.upper().split()))
    except _UnreadableError:
        return None


def _rate(text: str) -> float:
    found = RATE.fullmatch(text)
    if not found or not int(found.group(1)):
        raise _UnreadableError
    return int(found.group(1)) * UNIT_MINUTES[found.group(2)]


@cache
def _cron(text: str) -> float:
    fields = text.split()
    if len(fields) != FIELDS or fields.count("?") != 1 or "?" not in (fields[2], fields[4]):
        raise _UnreadableError
    minutes, hours, days, months, weekdays, years = fields
    times = sorted(60 * hour + minute for hour in HOUR.values(hours) for minute in MINUTE.values(minutes))
    runs = _dates(days, MONTH.values(months), weekdays)
    if YEAR.values(years) != YEAR.values("*") or not runs:
        return math.inf
    within = max((later - earlier for earlier, later in pairwise(times)), default=0)
    nights = max(later - earlier for earlier, later in pairwise((*runs, runs[0] + CYCLE_DAYS)))
    overnight = nights * DAY_MINUTES - times[-1] + times[0]
    return max(within, overnight)


def _dates(days: str, months: frozenset[int], weekdays: str) -> tuple[int, ...]:
    """Return the dates of a cycle of years on which a schedule runs, in order, as numbers of days."""
    in_month = _by_date if weekdays == "?" else _by_weekday
    rule = days if weekdays == "?" else weekdays
    return tuple(
        date(year, month, day).toordinal()
        for year in YEARS
        for month in sorted(months)
        for day in sorted(in_month(rule, year, month))
    )


def _by_date(text: str, year: int, month: int) -> frozenset[int]:
    last = monthrange(year, month)[1]
    if text == "L":
        return frozenset({last})
    if text == "LW":
        return frozenset({_nearest_weekday(year, month, last)})
    if found := NEAREST_WEEKDAY.fullmatch(text):
        return frozenset({_nearest_weekday(year, month, min(DAY.number(found.group(1)), last))})
    return frozenset(day for day in DAY.values(text) if day <= last)


def _nearest_weekday(year: int, month: int, day: int) -> int:
    """Return the weekday nearest to a date, in the same month."""
    weekday, last = date(year, month, day).weekday(), monthrange(year, month)[1]
    if weekday == SATURDAY:
        return day - 1 if day > 1 else day + 2
    if weekday == SUNDAY:
        return day + 1 if day < last else day - 2
    return day


def _by_weekday(text: str, year: int, month: int) -> frozenset[int]:
    last = monthrange(year, month)[1]
    if found := LAST_OF_MONTH.fullmatch(text):
        chosen, among = frozenset({WEEKDAY.number(found.group(1))}), range(last - 6, last + 1)
    elif found := NTH_OF_MONTH.fullmatch(text):
        nth = int(found.group(2))
        chosen, among = (
            frozenset({WEEKDAY.number(found.group(1))}),
            range(7 * nth - 6, min(7 * nth, last) + 1),
        )
    else:
        chosen, among = WEEKDAY.values("SAT" if text == "L" else text), range(1, last + 1)
    # AWS counts from Sunday as 1, Python from Monday as 0.
    return frozenset(day for day in among if (date(year, month, day).weekday() + 1) % 7 + 1 in chosen)
