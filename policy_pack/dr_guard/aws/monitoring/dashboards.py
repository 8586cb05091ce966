"""What a dashboard draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dr_guard.values import MISSING, Plain, document, entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True)
class Series:
    """One metric of a chart: its namespace, and its dimensions by name."""

    namespace: Plain
    dimensions: Mapping[str, Plain]


def series(body: Plain) -> Iterator[Series]:
    """Yield every metric that a dashboard's widgets draw."""
    for widget in entries(document(body), "widgets"):
        before: list[Plain] = []
        for row in entries(widget, "properties.metrics"):
            before = _written_out(row if isinstance(row, list) else [row], before)
            names, values = before[2::2], before[3::2]
            pairs = zip(names, values, strict=False)
            yield Series(
                before[0] if before else MISSING,
                {name: value for name, value in pairs if isinstance(name, str)},
            )


def alarms(body: Plain) -> tuple[Plain, ...]:
    """Return the ARNs of the alarms whose state a dashboard's widgets show."""
    widgets = entries(document(body), "widgets")
    return tuple(
        arn
        for widget in widgets
        for path in ("properties.alarms", "properties.annotations.alarms")
        for arn in entries(widget, path)
    )


def _written_out(row: list[Plain], before: list[Plain]) -> list[Plain]:
    """Return a row with what it takes over from the row before: ``.`` is one value, ``...`` all that lack."""
    own = [part for part in row if not isinstance(part, dict)]
    if "..." in own:
        at = own.index("...")
        kept = before[: len(before) - (len(own) - at - 1)]
        return [*own[:at], *kept[at:], *own[at + 1 :]]
    return [before[at] if part == "." and at < len(before) else part for at, part in enumerate(own)]
