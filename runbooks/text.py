"""Plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def table(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Give each row as a line, its columns aligned; the first row names them."""
    kept = [*rows]
    widths = [max(len(cell) for cell in column) for column in zip(*kept, strict=True)]
    for number, row in enumerate(kept):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if number == 0:
            yield "  ".join("-" * width for width in widths)
