"""The states of alarms over time, put together from the messages that told of each change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any


@dataclass(frozen=True)
class Spell:
    """An alarm in one state, from when to when; ``None`` is what no message has told."""

    alarm: str
    state: str
    begin: datetime | None
    end: datetime | None


@dataclass(frozen=True)
class Watch:
    """What a drill's subscriber was told, and from when to when it listened, ``None`` where it did not.

    ``spells`` are in the order of time alarm by alarm, the alarm that changed first before the others.
    """

    begin: datetime | None = None
    end: datetime | None = None
    spells: tuple[Spell, ...] = ()


@dataclass(frozen=True)
class Change:
    """One change of an alarm's state, as CloudWatch tells it; ``old`` is empty where it did not say."""

    at: datetime
    alarm: str
    old: str
    new: str


def changes(messages: Iterable[Mapping[str, Any]]) -> tuple[Change, ...]:
    """Read the changes of alarms among messages, by time; one that was told twice is one."""
    found = {
        Change(
            datetime.fromisoformat(each["StateChangeTime"]),
            each["AlarmName"],
            each.get("OldStateValue", ""),
            each["NewStateValue"],
        ): None
        for each in messages
        if "AlarmName" in each
    }
    return tuple(sorted(found, key=lambda change: change.at))


def spells(told: Iterable[Change]) -> tuple[Spell, ...]:
    """Put changes together; where a change was missed in between, neither end of it is made up."""
    by_alarm: dict[str, list[Change]] = {}
    for each in told:
        by_alarm.setdefault(each.alarm, []).append(each)
    return tuple(spell for of in by_alarm.values() for spell in _spells(of))


def _spells(told: list[Change]) -> Iterator[Spell]:
    first, last = told[0], told[-1]
    if first.old:
        yield Spell(first.alarm, first.old, None, first.at)
    for change, after in pairwise(told):
        if after.old == change.new:
            yield Spell(change.alarm, change.new, change.at, after.at)
            continue
        yield Spell(change.alarm, change.new, change.at, None)
        if after.old:
            yield Spell(change.alarm, after.old, None, after.at)
    yield Spell(last.alarm, last.new, last.at, None)
