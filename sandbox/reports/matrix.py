"""Every policy against every resource that it was held against, and what came of it.

The frameworks that a policy stands in are those of its tags: of ``NIST CP-9``, the framework is ``NIST`` and
what it asks for ``CP-9``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from sandbox.pack import PolicyInfo
from sandbox.preview import Preview
from sandbox.tree import path
from sandbox.verdict import Analysis, Violation

PARTS = re.compile(r"\d+|\D+")


class Result(Enum):
    """What came of a policy, from the worst to the best."""

    VIOLATED = "violated"
    NOT_RUN = "not run"
    MENDED = "mended"
    COMPLIANT = "compliant"
    NOT_APPLICABLE = "not applicable"
    DISABLED = "disabled"


@dataclass(frozen=True)
class Cell:
    """One policy on one resource, or on the stack; ``says`` are its findings, or why it does not apply."""

    policy: PolicyInfo
    pack: str
    urn: str
    name: str
    result: Result
    level: str
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Requirement:
    """What a framework asks for, and the cells of the policies that answer it."""

    framework: str
    name: str
    cells: tuple[Cell, ...]

    @cached_property
    def result(self) -> Result:
        """The worst of its cells that say anything."""
        found = {cell.result for cell in self.cells}
        return next(result for result in Result if result in found)

    @property
    def policies(self) -> tuple[str, ...]:
        """The names of the policies, in the order of the cells."""
        return tuple(dict.fromkeys(cell.policy.name for cell in self.cells))


def cells(preview: Preview) -> tuple[Cell, ...]:
    """Return every cell, by pack, policy and resource."""
    return tuple(cell for analysis in preview.analyses for cell in _cells(preview, analysis))


def reasons(found: Iterable[Cell]) -> Counter[str]:
    """Return why cells do not apply, and how many each time."""
    return Counter(said for cell in found if cell.result is Result.NOT_APPLICABLE for said in cell.says)


def requirements(found: Iterable[Cell]) -> tuple[Requirement, ...]:
    """Return every requirement of every framework; a policy may stand in several."""
    by_name: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in found:
        for tag in cell.policy.tags:
            framework, _, name = tag.partition(" ")
            if name:
                by_name[framework, name].append(cell)
    return tuple(Requirement(*name, tuple(by_name[name])) for name in sorted(by_name, key=_in_reading_order))


def _in_reading_order(name: tuple[str, str]) -> list[tuple[bool, int, str]]:
    """Return what puts CP-9 before CP-10."""
    parts = PARTS.findall(" ".join(name))
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]


def by_framework(found: Iterable[Requirement]) -> Mapping[str, tuple[Requirement, ...]]:
    """Return the requirements of each framework."""
    grouped: dict[str, list[Requirement]] = defaultdict(list)
    for each in found:
        grouped[each.framework].append(each)
    return {framework: tuple(held) for framework, held in grouped.items()}


def _cells(preview: Preview, analysis: Analysis) -> Iterator[Cell]:
    stack = preview.recording.stack.urn
    analyzed = [each.urn for each in preview.recording.registrations if not each.read]
    names = {urn: path(preview.recording, urn) for urn in analyzed}
    said = _said(analysis)
    for policy in analysis.catalogue:
        about = said.get(policy.name, {})
        everyone = analyzed if policy.is_single else []
        level = analysis.policies.get(policy.name, policy.level)
        if level == "disabled" and not about:
            yield Cell(policy, analysis.pack, stack, names[stack], Result.DISABLED, level)
            continue
        for urn in dict.fromkeys([*everyone, *about] or [stack]):
            result, at, says = about.get(urn, (Result.COMPLIANT, level, ()))
            yield Cell(policy, analysis.pack, urn, names.get(urn, urn), result, at, says)


Said = tuple[Result, str, tuple[str, ...]]


def _said(analysis: Analysis) -> Mapping[str, dict[str, Said]]:
    """Return what each policy said of each URN; what is worse hides what is better."""
    said: dict[str, dict[str, Said]] = defaultdict(dict)
    for excuse in analysis.not_applicable:
        for urn in excuse.urns:
            _, level, before = said[excuse.policy].get(urn, (Result.NOT_APPLICABLE, "", ()))
            said[excuse.policy][urn] = (Result.NOT_APPLICABLE, level, (*before, excuse.reason))
    for mended in analysis.remediations:
        said[mended.policy][mended.urn] = (
            Result.MENDED,
            "remediate",
            (f"changed {', '.join(mended.changed)}",),
        )
    violations: dict[tuple[str, str], list[Violation]] = defaultdict(list)
    for found in analysis.violations:
        violations[found.policy, found.urn].append(found)
    for (policy, urn), every in violations.items():
        result = Result.NOT_RUN if every[-1].did_not_run else Result.VIOLATED
        says = tuple(found.message or found.description for found in every)
        said[policy][urn] = (result, every[-1].level, says)
    return said
