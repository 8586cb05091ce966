"""The controls that policy packs have, and the checks of checkov that they say they cover."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sandbox.analyzer import Analyzer
from sandbox.pack import Pack
from sandbox.pack_process import PackProcess
from sandbox.project import Project

TAG = "checkov "
OFF = "disabled"


@dataclass(frozen=True)
class Controls:
    """Each control's level by its name, and by the id of a check the names of those that cover it."""

    levels: dict[str, str] = field(default_factory=dict)
    by_check: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def enforced(self) -> frozenset[str]:
        """The controls that are not off."""
        return frozenset(name for name, level in self.levels.items() if level != OFF)


def of_packs(packs: tuple[Pack, ...], project: Project, patience: float) -> Controls:
    """Start each pack and ask it: a policy's tags name the checks. Raises ``SandboxError``."""
    levels: dict[str, str] = {}
    by_check: dict[str, list[str]] = defaultdict(list)
    for pack in packs:
        with PackProcess(pack, project, patience) as process:
            analyzer = Analyzer(process, project, patience)
            levels |= analyzer.levels
            analyzer.close()
        for policy in analyzer.policies.values():
            for tag in policy.tags:
                if tag.startswith(TAG):
                    by_check[tag.removeprefix(TAG)].append(policy.name)
    return Controls(levels, {check: tuple(sorted(names)) for check, names in by_check.items()})
