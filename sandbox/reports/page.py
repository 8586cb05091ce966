"""A preview as one self-contained page: every framework, policy and resource, and what came of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sandbox.pack import PolicyInfo
from sandbox.preview import Preview
from sandbox.reports.matrix import Cell, Requirement, Result, by_framework, cells, requirements
from sandbox.text import totals

TEMPLATE = Path(__file__).with_name("page.html.jinja")


@dataclass
class Held:
    """The cells of one policy: how many of each result, those to show, the names of others by the reason."""

    tally: Counter[str] = field(default_factory=Counter)
    shown: list[Cell] = field(default_factory=list)
    names: dict[tuple[str, ...], list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, cell: Cell) -> None:
        """Count a cell in."""
        self.tally[cell.result.value] += 1
        if cell.result is Result.NOT_APPLICABLE:
            self.names[cell.says].append(cell.name)
        else:
            self.shown.append(cell)

    @property
    def excused(self) -> list[tuple[tuple[str, ...], list[str]]]:
        """Why the policy does not apply, and to which resources."""
        return sorted(self.names.items())


def report(preview: Preview) -> str:
    """Return the page as HTML."""
    loader = FileSystemLoader(TEMPLATE.parent)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    found = cells(preview)
    wrong = [cell for cell in found if cell.result in (Result.VIOLATED, Result.NOT_RUN, Result.MENDED)]
    frameworks = by_framework(requirements(found))
    return environment.get_template(TEMPLATE.name).render(
        title=f"{preview.project.name} / {preview.project.stack}",
        totals=totals(preview).plain,
        counts=_tally(found),
        results=[result.value for result in Result],
        wrong=sorted(wrong, key=lambda cell: (cell.level != "mandatory", cell.policy.name, cell.name)),
        frameworks=frameworks,
        tallies={name: _tally(held) for name, held in frameworks.items()},
        policies=_by_policy(found),
    )


def _tally(found: Iterable[Cell | Requirement]) -> Counter[str]:
    return Counter(each.result.value for each in found)


def _by_policy(found: Iterable[Cell]) -> list[tuple[PolicyInfo, Held]]:
    policies: dict[str, PolicyInfo] = {}
    held: dict[str, Held] = defaultdict(Held)
    for cell in found:
        policies[cell.policy.name] = cell.policy
        held[cell.policy.name].add(cell)
    return [(policies[name], held[name]) for name in sorted(held)]
