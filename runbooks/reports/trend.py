"""The measured recovery time and loss of a scenario, from one rehearsal to the next, by commit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, timedelta
from typing import Final
from xml.etree import ElementTree as ET

from runbooks.drill.durations import duration
from runbooks.drill.figures import Evidence
from runbooks.drill.report import Verdict
from runbooks.reports import svg
from runbooks.reports.history import Past
from runbooks.reports.plots import LEFT, RIGHT, Plot
from runbooks.reports.words import figure

SHOWN: Final = 30
"""Of so many rehearsals at most, the newest."""
TOP: Final = 12.0
HEIGHT: Final = 84.0
ROOM: Final = 104.0
COMMIT: Final = 7
"""How many digits of a commit are shown."""


def trend(scenario: str, history: Iterable[Past]) -> Plot | None:
    """Show what was measured over commits, ``None`` where nothing was."""
    own = sorted((each for each in history if each.scenario == scenario), key=lambda each: each.at)
    runs = [each for each in own if each.rto is not None or each.rpo is not None][-SHOWN:]
    if not runs:
        return None
    bottom = TOP + ROOM + HEIGHT
    shapes = [*_panel(runs, "rto", TOP), *_panel(runs, "rpo", TOP + ROOM), *_commits(runs, bottom)]
    classes = sorted({each.evidence.value for each in runs})
    title = f"History of measured RTO and RPO over {len(runs)} rehearsals: {'; '.join(classes)}"
    caption = f"{title}. Round: sandbox, not AWS's. Square: account. Hollow: the drill did not pass."
    return Plot("History", svg.picture(title, bottom + 24, shapes), caption)


def _panel(runs: list[Past], name: str, top: float) -> Iterator[ET.Element]:
    spans: list[timedelta | None] = [getattr(each, name) for each in runs]
    whole = max((each for each in spans if each is not None), default=timedelta())
    bottom = top + HEIGHT
    yield svg.words("row", 0, top + HEIGHT / 2 + 8, f"measured {name.upper()}")
    for share in (timedelta(), whole):
        y = _height(share, whole, top)
        yield svg.line("grid", (LEFT, y), (RIGHT, y))
        yield svg.words("tick", LEFT - 8, y + 4, duration(share), "end")
        if not whole:
            break
    points = [
        (_place(number, len(runs)), _height(span, whole, top), run, span)
        for number, (run, span) in enumerate(zip(runs, spans, strict=True))
        if span is not None
    ]
    yield svg.path("trend", ((x, y) for x, y, _, _ in points))
    for x, y, run, span in points:
        mark = svg.square if run.evidence is Evidence.ACCOUNT else svg.dot
        kind = "point" if run.verdict is Verdict.PASSED else "point hollow"
        which = f"{run.at.astimezone(UTC):%Y-%m-%d} {run.commit[:COMMIT]}"
        said = f"{which}: {figure(span, run.evidence)}, {run.verdict}"
        yield mark(kind, x, min(y, bottom), said)


def _commits(runs: list[Past], bottom: float) -> Iterator[ET.Element]:
    """Write as many commits as there is room for, the newest always."""
    room = (COMMIT + 2) * svg.LETTER
    free = svg.WIDTH
    for number, run in reversed([*enumerate(runs)]):
        x = _place(number, len(runs))
        if x + room / 2 <= free:
            free = x - room / 2
            yield svg.words("tick", x, bottom + 16, run.commit[:COMMIT], "middle")


def _place(number: int, count: int) -> float:
    inner = RIGHT - LEFT - 60
    return LEFT + 30 + (inner * number / (count - 1) if count > 1 else inner / 2)


def _height(span: timedelta, whole: timedelta, top: float) -> float:
    return top + HEIGHT - (HEIGHT - 8) * (span / whole if whole else 0.0)
