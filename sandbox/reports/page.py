"""A preview as one self-contained page: every framework, policy and resource, and what came of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sandbox.preview import Preview
from sandbox.reports.matrix import Cell, Result, by_framework, cells, requirements
from sandbox.text import totals

TEMPLATE = Path(__file__).with_name("page.html.jinja")


def report(preview: Preview) -> str:
    """Return the page as HTML."""
    loader = FileSystemLoader(TEMPLATE.parent)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    found = cells(preview)
    wrong = [cell for cell in found if cell.result in (Result.VIOLATED, Result.NOT_RUN, Result.MENDED)]
    by_policy: dict[str, list[Cell]] = defaultdict(list)
    for cell in found:
        by_policy[cell.policy.name].append(cell)
    return environment.get_template(TEMPLATE.name).render(
        title=f"{preview.project.name} / {preview.project.stack}",
        totals=totals(preview).plain,
        counts=Counter(cell.result.value for cell in found),
        results=[result.value for result in Result],
        wrong=sorted(wrong, key=lambda cell: (cell.level != "mandatory", cell.policy.name, cell.name)),
        frameworks=by_framework(requirements(found)),
        policies=sorted(
            {cell.policy.name: cell.policy for cell in found}.values(), key=lambda policy: policy.name
        ),
        cells=by_policy,
    )
