"""The states of alarms over time, as a table and as a strip for each alarm."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from runbooks.drill.alarms import Spell
from runbooks.drill.report import Report
from runbooks.reports import svg
from runbooks.reports.plots import THIN, Plot, marked, scaled, zero
from runbooks.reports.words import MARK, moment

ROW: Final = 40.0
NAME: Final = 14.0
"""How far below the top of its row an alarm's name stands; its strip is under it."""
SIZES: Final = {"OK": ("good", 8.0), "ALARM": ("bad", 16.0)}
OTHER: Final = ("silence", 4.0)
UNTOLD: Final = "not told"
COLUMNS: Final = ("alarm", "state", "from", "to")


def rows(report: Report) -> tuple[tuple[str, str, str, str], ...]:
    """Return each alarm's states with the moments of their begin and end, as far as they were told."""
    return tuple(
        (each.alarm, each.state, moment(each.begin, UNTOLD), moment(each.end, UNTOLD))
        for each in report.watch.spells
    )


def said(report: Report) -> str:
    """Say who listened and how long, and what is not known for it."""
    watch = report.watch
    if watch.begin is None and not watch.spells:
        return "No subscriber of the drill's own listened: nothing is known of the states of alarms."
    begin, end = (moment(at, "a moment that was not kept") for at in (watch.begin, watch.end))
    told = "" if watch.spells else " It was told of no change of an alarm."
    return (
        f"A subscriber of the drill's own listened from {begin} to {end}, "
        f"{MARK[report.evidence]}.{told} A change that did not reach it is not known."
    )


def strips(report: Report) -> Plot | None:
    """Show each alarm's states one after the other, ``None`` where no change was told."""
    if not report.watch.spells:
        return None
    scale = scaled(report)
    marks, top = marked(report, scale)
    names = [*dict.fromkeys(each.alarm for each in report.watch.spells)]
    bottom = top + ROW * len(names)
    shapes = [*svg.axis(scale, top, bottom)]
    for row, name in enumerate(names):
        shapes.append(svg.words("row", 0, top + ROW * row + NAME, name))
        shapes += _strip(report, name, scale, top + ROW * row + NAME + 13)
    shapes += marks(bottom)
    title = f"States of {len(names)} alarms, {MARK[report.evidence]}"
    return Plot(
        "Alarms",
        svg.picture(title, bottom + 22, shapes),
        f"{title}. High: ALARM. Middle: OK. Low: no data. Pale: one end was not told; before an alarm's "
        "first change and after its last it is drawn as if no change had gone untold.",
    )


def _strip(report: Report, name: str, scale: svg.Scale, middle: float) -> Iterator[ET.Element]:
    """Draw an alarm's states; where an end was not told in between, only the end that was."""
    spells = [each for each in report.watch.spells if each.alarm == name]
    for place, spell in enumerate(spells):
        begin = spell.begin or (report.watch.begin if place == 0 else spell.end)
        end = spell.end or (report.watch.end if place == len(spells) - 1 else spell.begin)
        left, right = (scale.at(at - zero(report)) if at else None for at in (begin, end))
        left, right = scale.left if left is None else left, scale.right if right is None else right
        kind, height = SIZES.get(spell.state, OTHER)
        kind += "" if spell.begin and spell.end else " open"
        size = (max(right - left, THIN), height)
        yield svg.rect(kind, left, middle - height / 2, size, _worded(spell))


def _worded(spell: Spell) -> str:
    return f"{spell.alarm}: {spell.state}, from {moment(spell.begin, UNTOLD)} to {moment(spell.end, UNTOLD)}"
