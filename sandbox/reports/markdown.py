"""A preview as Markdown: what is wrong, then every framework and what answers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sandbox.preview import Preview
from sandbox.reports.matrix import Cell, Requirement, Result, by_framework, cells, reasons, requirements
from sandbox.text import totals

# So many resources are named in one cell of a table; of more, the number is.
NAMED = 5


def report(preview: Preview) -> str:
    """Return the report."""
    found = cells(preview)
    parts = (_head(preview), _wrong(found), _frameworks(requirements(found)), _policies(found))
    return "\n".join(line for part in parts for line in part) + "\n"


def _head(preview: Preview) -> Iterator[str]:
    yield f"# {preview.project.name} / {preview.project.stack}"
    yield ""
    yield totals(preview).plain
    yield ""


def _wrong(found: Iterable[Cell]) -> Iterator[str]:
    wrong = [cell for cell in found if cell.result in (Result.VIOLATED, Result.NOT_RUN, Result.MENDED)]
    if wrong:
        yield "## Findings"
        yield ""
        yield from _table("policy", "level", "resource", "what")
        for cell in sorted(wrong, key=lambda cell: (cell.level != "mandatory", cell.policy.name, cell.name)):
            for said in cell.says:
                yield _row(cell.policy.name, f"{cell.result.value}, {cell.level}", cell.name, said)
        yield ""


def _frameworks(found: Iterable[Requirement]) -> Iterator[str]:
    for framework, held in by_framework(found).items():
        yield f"## {framework}"
        yield ""
        yield from _table("requirement", "policy", "result", "resources")
        for each in held:
            for name, own in _by_policy(each.cells).items():
                yield from (_row(each.name, name, *columns) for columns in _results(own))
        yield ""


def _policies(found: Iterable[Cell]) -> Iterator[str]:
    yield "## Policies"
    yield ""
    yield from _table("policy", "severity", "result", "resources")
    for name, own in _by_policy(found).items():
        yield from (_row(name, own[0].policy.severity, *columns) for columns in _results(own))


def _by_policy(found: Iterable[Cell]) -> dict[str, list[Cell]]:
    grouped: dict[str, list[Cell]] = {}
    for cell in found:
        grouped.setdefault(cell.policy.name, []).append(cell)
    return grouped


def _results(own: list[Cell]) -> Iterator[tuple[str, str]]:
    """Yield each result that a policy has, with the resources that it is about.

    Why it does not apply is said where it applies to nothing.
    """
    for result in Result:
        held = [cell.name for cell in own if cell.result is result]
        if not held:
            continue
        if result is not Result.NOT_APPLICABLE:
            yield result.value, ", ".join(held) if len(held) <= NAMED else f"{len(held)} resources"
        elif len(held) == len(own):
            yield result.value, "; ".join(f"{reason} ({count})" for reason, count in reasons(own).items())


def _table(*columns: str) -> Iterator[str]:
    yield _row(*columns)
    yield _row(*("---" for _ in columns))


def _row(*columns: str) -> str:
    safe = (" ".join(column.split()).replace("|", "\\|") for column in columns)
    return f"| {' | '.join(safe)} |"
