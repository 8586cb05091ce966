"""What a report shows as pictures; each says beside its figures what evidence they have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final
from xml.etree import ElementTree as ET

from markupsafe import Markup

from runbooks.drill.durations import duration
from runbooks.drill.load import Beat
from runbooks.drill.model import Phase as Phases
from runbooks.drill.report import Outcome, Report, Status
from runbooks.reports import svg
from runbooks.reports.words import MARK

LEFT: Final = 110.0
RIGHT: Final = svg.WIDTH - 72
"""To the right of it the words of the last moment stand."""
ROW: Final = 28.0
LANE: Final = 13.0
THIN: Final = 2.0
"""A bar is at least this wide, so that it is seen."""


@dataclass(frozen=True)
class Plot:
    """A picture and what stands under it."""

    name: str
    image: Markup
    caption: str


def timeline(report: Report) -> Plot | None:
    """Show each step in the row of its phase, and the moments that count; ``None`` where none was begun."""
    if not any(each.started for each in report.outcomes):
        return None
    scale = scaled(report)
    marks, top = marked(report, scale)
    bottom = top + ROW * len(Phases)
    shapes = [*svg.axis(scale, top, bottom)]
    for row, phase in enumerate(Phases):
        shapes.append(svg.words("row", 0, top + ROW * row + 18, phase.value))
        taken = [each for each in report.outcomes if each.phase == phase]
        for outcome in taken:
            shapes += _step(outcome, scale, zero(report), top + ROW * row)
    shapes += marks(bottom)
    title = f"Timeline of the drill by phase, {MARK[report.evidence]}"
    said = "Time since the fault" if report.timeline.injected else "Time since the drill began"
    return Plot(
        "Timeline",
        svg.picture(title, bottom + 22, shapes),
        f"{said}, {MARK[report.evidence]}. A failed step has a thick frame.",
    )


def availability(report: Report) -> Plot | None:
    """Show each probe and write as it went, ``None`` where none was made."""
    if not report.beats:
        return None
    scale, origin = scaled(report), zero(report)
    marks, top = marked(report, scale)
    shapes = [*svg.axis(scale, top, top + 2 * ROW)]
    said: list[str] = []
    kinds = {"healthy": "health probes", "written": "writes"}
    for row, (name, words) in enumerate(kinds.items()):
        shapes.append(svg.words("row", 0, top + ROW * row + 18, words))
        went = [(beat.at - origin, bool(getattr(beat, name))) for beat in report.beats]
        shapes += _strip(went, scale, top + ROW * row, words)
        good = sum(ok for _, ok in went)
        said.append(f"{good} of {len(went)} {words} went well")
    shapes += marks(top + 2 * ROW)
    title = f"Availability: {'; '.join(said)}, {MARK[report.evidence]}"
    return Plot("Availability", svg.picture(title, top + 2 * ROW + 22, shapes), f"{_capital(title)}.")


def recovered(report: Report) -> Plot | None:
    """Show how many records were acknowledged and how many of them are there, with the gap of the RPO."""
    if report.losses is None or not report.losses.acknowledged:
        return None
    origin, scale, losses = zero(report), scaled(report), report.losses
    written = [beat for beat in report.beats if beat.written][: losses.acknowledged]
    there = [beat for beat in written if beat.number not in losses.lost]
    marks, top = marked(report, scale)
    bottom = top + 150
    shapes = [*svg.axis(scale, top, bottom), *_gap(report, written, scale, (top, bottom))]
    for count in sorted({0, len(written) // 2, len(written)}):
        y = _height(count, len(written), top, bottom)
        shapes.append(svg.line("grid", (LEFT, y), (RIGHT, y)))
        shapes.append(svg.words("tick", LEFT - 8, y + 4, str(count), "end"))
    for kind, beats in (("acknowledged", written), ("there", there)):
        shapes.append(svg.path(kind, _curve(beats, scale, origin, (len(written), top, bottom))))
    shapes += [svg.words("row", 0, top + 12, "records"), *marks(bottom)]
    said = (
        f"{len(written)} records acknowledged, {len(there)} of them there; "
        f"RPO {duration(losses.span)}, {MARK[report.evidence]}"
    )
    caption = f"{said}. Dashed: acknowledged. Solid: there after the recovery. Shaded: the gap of the RPO."
    return Plot("Recovered data", svg.picture(f"Recovered data: {said}", bottom + 22, shapes), caption)


def _height(count: int, whole: int, top: float, bottom: float) -> float:
    return bottom - (bottom - top) * count / whole


def _curve(
    beats: list[Beat], scale: svg.Scale, origin: datetime, frame: tuple[int, float, float]
) -> Iterator[tuple[float, float]]:
    whole, top, bottom = frame
    yield LEFT, bottom
    for count, beat in enumerate(beats):
        x = scale.at(beat.at - origin)
        yield x, _height(count, whole, top, bottom)
        yield x, _height(count + 1, whole, top, bottom)
    yield RIGHT, _height(len(beats), whole, top, bottom)


def _gap(
    report: Report, written: list[Beat], scale: svg.Scale, frame: tuple[float, float]
) -> Iterator[ET.Element]:
    """Shade from the newest record that is there to the last good one before the fault."""
    injected, losses = report.timeline.injected, report.losses
    before = [beat.at for beat in written if injected and beat.at <= injected]
    if losses and losses.span and before:
        end, begin = (scale.at(before[-1] - zero(report) - span) for span in (timedelta(), losses.span))
        title = f"RPO {duration(losses.span)}, {MARK[report.evidence]}"
        yield svg.rect("gap", begin, frame[0], (max(end - begin, THIN), frame[1] - frame[0]), title)


def _strip(
    went: list[tuple[timedelta, bool]], scale: svg.Scale, top: float, words: str
) -> Iterator[ET.Element]:
    """Draw what went alike one after the other as one bar, up to where it went otherwise."""
    ends = [*(at for at, _ in went[1:]), scale.last]
    spans = zip(went, ends, strict=True)
    for ok, group in groupby(spans, key=lambda each: each[0][1]):
        held = list(group)
        begin, end = held[0][0][0], held[-1][1]
        how = "went well" if ok else "failed"
        title = f"{len(held)} {words} {how}, from {duration(begin)} to {duration(end)}"
        left, width = scale.at(begin), scale.at(end) - scale.at(begin)
        size = (max(width, THIN), 12.0 if ok else 24.0)
        yield svg.rect("good" if ok else "bad", left, top + (ROW - size[1]) / 2, size, title)


def _step(outcome: Outcome, scale: svg.Scale, origin: datetime, top: float) -> Iterator[ET.Element]:
    if outcome.started is None:
        return
    end = outcome.ended or outcome.started
    left, right = scale.at(outcome.started - origin), scale.at(end - origin)
    kind = f"phase {outcome.phase.replace(' ', '-')}{' failed' if outcome.status is Status.FAILED else ''}"
    title = f"{outcome.label}. {outcome.title}: {outcome.status.value}, {duration(end - outcome.started)}"
    yield svg.rect(kind, left, top + 4, (max(right - left, THIN), ROW - 8), title)
    if svg.fits(f"{outcome.label}  ", right - left):
        yield svg.words("inside", (left + right) / 2, top + 18, outcome.label, "middle")


def zero(report: Report) -> datetime:
    """Return the moment from which a picture counts: the fault, or where none was made the begin."""
    return report.timeline.injected or report.started


def scaled(report: Report) -> svg.Scale:
    """Return where moments of the drill lie, from its first to its last."""
    origin = zero(report)
    last = max([report.ended, *(each.ended for each in report.outcomes if each.ended)])
    first = min([report.started, *(beat.at for beat in report.beats)])
    return svg.Scale(first - origin, last - origin, LEFT, RIGHT)


class Marks:
    """Lines at the drill's moments, with words above that do not cover each other."""

    def __init__(self, placed: list[tuple[float, int, str]], lanes: int) -> None:
        self._placed, self._lanes = placed, lanes

    def __call__(self, bottom: float) -> Iterator[ET.Element]:
        """Draw them from their words down to here."""
        for x, lane, name in self._placed:
            y = LANE * (self._lanes - lane)
            yield svg.line("moment", (x, y - 9), (x, bottom))
            yield svg.words("name", x + 3, y, name)


def marked(report: Report, scale: svg.Scale) -> tuple[Marks, float]:
    """Place each moment's words in the lowest lane that is free there; return them and the room they take.

    The last moment comes lowest, so that the lines of those before it do not cross its words.
    """
    found = [(scale.at(at - zero(report)), name) for name, at in vars(report.timeline).items() if at]
    begins: list[float] = []
    placed: list[tuple[float, int, str]] = []
    for x, name in sorted(found, reverse=True):
        end = x + (len(name) + 1) * svg.LETTER
        lane = next((each for each, taken in enumerate(begins) if end <= taken), len(begins))
        begins[lane : lane + 1] = [x]
        placed.append((x, lane, name))
    return Marks(placed, len(begins)), LANE * len(begins) + 8


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def drawn(plots: Iterable[Plot | None]) -> tuple[Plot, ...]:
    """Leave out what there is nothing to show of."""
    return tuple(plot for plot in plots if plot)
