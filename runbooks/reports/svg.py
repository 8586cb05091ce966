"""Simple shapes as inline SVG: pure functions, coloured by the page's own style, with no script in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from xml.etree import ElementTree as ET

from markupsafe import Markup

from runbooks.drill.durations import duration
from runbooks.reports.words import printable

WIDTH: Final = 960.0
LETTER: Final = 6.6
"""About how wide a letter is at most, in the units of the picture."""
STEPS: Final = tuple(
    timedelta(seconds=each)
    for each in (
        1,
        2,
        5,
        10,
        15,
        30,
        60,
        120,
        300,
        600,
        900,
        1800,
        3600,
        7200,
        14_400,
        21_600,
        43_200,
        86_400,
    )
)
TICKS: Final = 8


@dataclass(frozen=True)
class Scale:
    """Where spans lie between two edges of a picture; ``first`` lies at the left one."""

    first: timedelta
    last: timedelta
    left: float
    right: float

    def at(self, span: timedelta) -> float:
        """Return where a span lies; what is outside lies at the edge."""
        whole = self.last - self.first
        share = (span - self.first) / whole if whole else 0.0
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def ticks(self) -> tuple[timedelta, ...]:
        """Return round spans in it, not more than a reader can tell apart."""
        whole = self.last - self.first
        step = next((each for each in STEPS if whole / each <= TICKS), None)
        step = step or timedelta(days=-(-(whole // TICKS) // timedelta(days=1)) or 1)
        begin = -(-self.first // step)
        return tuple(number * step for number in range(begin, self.last // step + 1))


def picture(title: str, height: float, shapes: Iterable[ET.Element]) -> Markup:
    """Return a picture that a screen reader reads as its title."""
    root = ET.Element("svg", {"role": "img", "viewBox": f"0 0 {WIDTH:g} {height:g}", "aria-label": title})
    named = ET.SubElement(root, "title")
    named.text = printable(title)
    root.extend(shapes)
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704 the tree has escaped all text in it


def rect(kind: str, left: float, top: float, size: tuple[float, float], title: str = "") -> ET.Element:
    """Return a rectangle of a width and a height."""
    made = _shape("rect", kind, x=left, y=top, width=size[0], height=size[1])
    return _titled(made, title)


def line(kind: str, begin: tuple[float, float], end: tuple[float, float], title: str = "") -> ET.Element:
    """Return a straight line."""
    return _titled(_shape("line", kind, x1=begin[0], y1=begin[1], x2=end[0], y2=end[1]), title)


def path(kind: str, points: Iterable[tuple[float, float]]) -> ET.Element:
    """Return a line through points."""
    return ET.Element("polyline", {"class": kind, "points": " ".join(f"{x:.1f},{y:.1f}" for x, y in points)})


def dot(kind: str, x: float, y: float, title: str) -> ET.Element:
    """Return a dot."""
    return _titled(_shape("circle", kind, cx=x, cy=y, r=4.5), title)


def square(kind: str, x: float, y: float, title: str) -> ET.Element:
    """Return a square as large as a dot."""
    return rect(kind, x - 4, y - 4, (8, 8), title)


def words(kind: str, x: float, y: float, text: str, anchor: str = "start") -> ET.Element:
    """Return a line of text; ``anchor`` says which end of it is at ``x``."""
    made = _shape("text", kind, x=x, y=y)
    made.set("text-anchor", anchor)
    made.text = printable(text)
    return made


def fits(text: str, width: float) -> bool:
    """Tell whether a text is no wider than this."""
    return len(text) * LETTER <= width


def axis(scale: Scale, top: float, bottom: float) -> list[ET.Element]:
    """Return lines at round spans with their words under them."""
    made: list[ET.Element] = []
    for tick in scale.ticks():
        x = scale.at(tick)
        made += [line("grid", (x, top), (x, bottom)), words("tick", x, bottom + 15, _tick(tick), "middle")]
    return made


def _tick(span: timedelta) -> str:
    return "0" if not span else duration(span)


def _shape(tag: str, kind: str, **numbers: float) -> ET.Element:
    return ET.Element(tag, {"class": kind, **{name: f"{number:.1f}" for name, number in numbers.items()}})


def _titled(shape: ET.Element, title: str) -> ET.Element:
    if title:
        ET.SubElement(shape, "title").text = printable(title)
    return shape
