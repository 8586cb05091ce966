"""The recovery time as bars, measured and modelled, phase after phase, against what is promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final
from xml.etree import ElementTree as ET

from runbooks.drill.durations import duration
from runbooks.drill.figures import Evidence
from runbooks.drill.report import Report
from runbooks.reports import svg
from runbooks.reports.columns import phases
from runbooks.reports.plots import Plot
from runbooks.reports.words import ABSENT, MARK, figure

TOP: Final = 34.0
ROW: Final = 62.0
BAR: Final = 28.0
LEFT: Final = 20.0
UNKNOWN: Final = 70.0
"""How wide a part of unknown length is drawn; it stands for no length."""
Part = tuple[str, timedelta | None]


def objective(report: Report) -> Plot | None:
    """Show the recovery time against the promise, ``None`` where nothing of either is known."""
    parts = phases(report)
    rows: dict[Evidence, list[Part]] = {
        report.evidence: [(part.name, part.measured) for part in parts if part.measured is not None],
        Evidence.MODELLED: [(part.name, part.takes) for part in report.model.parts],
    }
    wholes = {report.evidence: report.measured_rto, Evidence.MODELLED: report.model.rto}
    longest = max([_known(each) for each in rows.values()] + [report.promised.rto or timedelta()])
    if not longest:
        return None
    scale = svg.Scale(timedelta(), longest, LEFT, svg.WIDTH - UNKNOWN - 40)
    shapes = [*svg.axis(scale, TOP, TOP + ROW * len(rows))]
    for row, (evidence, held) in enumerate(rows.items()):
        top = TOP + ROW * row
        shapes.append(
            svg.words("row", LEFT, top + 18, f"{MARK[evidence]}: {_said(wholes[evidence], evidence)}")
        )
        shapes += _bar(held, scale, top + 25)
    shapes += _promise(report.promised.rto, scale, TOP + ROW * len(rows))
    said = "; ".join(figure(whole, evidence) for evidence, whole in wholes.items())
    promised = figure(report.promised.rto, Evidence.PROMISED)
    return Plot(
        "Objective",
        svg.picture(f"Recovery time: {said}; {promised}", TOP + ROW * len(rows) + 22, shapes),
        f"Recovery time from the fault until all is verified. RTO {promised}. "
        "Deciding takes a drill no longer than the page's questions, and people some time more. "
        "What has a dashed frame is unknown; its width stands for nothing.",
    )


def _said(whole: timedelta | None, evidence: Evidence) -> str:
    return f"RTO {ABSENT[evidence] if whole is None else duration(whole)}"


def _known(parts: list[Part]) -> timedelta:
    return sum((takes for _, takes in parts if takes is not None), timedelta())


def _bar(parts: list[Part], scale: svg.Scale, top: float) -> Iterator[ET.Element]:
    """Draw one part after the other; behind one of unknown length the others only follow."""
    passed, shift = timedelta(), 0.0
    for name, takes in parts:
        left = scale.at(passed) + shift
        if takes is None:
            width, said, kind = UNKNOWN, f"{name}: unknown", "unknown"
            shift += UNKNOWN
        else:
            passed += takes
            width, said, kind = scale.at(passed) + shift - left, f"{name} {duration(takes)}", f"phase {name}"
        yield svg.rect(kind, left, top, (width, BAR), said)
        shown = next((each for each in (said, name) if svg.fits(f"{each} ", width)), "")
        if shown:
            inside = "outside" if takes is None else "inside"
            yield svg.words(inside, left + width / 2, top + 18, shown, "middle")


def _promise(promised: timedelta | None, scale: svg.Scale, bottom: float) -> Iterator[ET.Element]:
    if promised is not None:
        x, said = scale.at(promised), f"RTO {duration(promised)} ({MARK[Evidence.PROMISED]})"
        yield svg.line("limit", (x, TOP - 14), (x, bottom), said)
        outside = not svg.fits(said, svg.WIDTH - x - 6)
        yield svg.words("name", x - 5 if outside else x + 5, TOP - 7, said, "end" if outside else "start")
