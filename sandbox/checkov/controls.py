"""The controls that policy packs have, and the checks of checkov that they say they cover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sandbox.analyzer import Analyzer
from sandbox.pack import Pack, PolicyInfo
from sandbox.pack_process import PackProcess
from sandbox.project import Project

TAG = "checkov "


@dataclass(frozen=True)
class Controls:
    """The names of all controls, and by the id of a check the names of those that cover it."""

    names: frozenset[str] = frozenset()
    by_check: dict[str, tuple[str, ...]] = field(default_factory=dict)


def of_packs(packs: tuple[Pack, ...], project: Project, patience: float) -> Controls:
    """Start each pack and ask it: a policy's tags name the checks. Raises ``SandboxError``."""
    return of_policies(each for pack in packs for each in _policies(pack, project, patience))


def of_policies(policies: Iterable[PolicyInfo]) -> Controls:
    """Sort policies by the checks that their tags name."""
    found = tuple(policies)
    by_check: dict[str, list[str]] = defaultdict(list)
    for policy in found:
        for tag in policy.tags:
            if tag.startswith(TAG):
                by_check[tag.removeprefix(TAG)].append(policy.name)
    return Controls(
        frozenset(each.name for each in found),
        {check: tuple(sorted(names)) for check, names in by_check.items()},
    )


def _policies(pack: Pack, project: Project, patience: float) -> tuple[PolicyInfo, ...]:
    with PackProcess(pack, project, patience) as process:
        analyzer = Analyzer(process, project, patience)
        try:
            return tuple(analyzer.policies.values())
        finally:
            analyzer.close()
