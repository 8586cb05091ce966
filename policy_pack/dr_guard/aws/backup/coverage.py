"""What the backup plans of a stack do for a resource: how far apart its backups are, and where copies go."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from dr_guard.aws.backup.cron import longest_gap_minutes
from dr_guard.aws.backup.selections import Selections
from dr_guard.aws.backup.services import BACKED_UP
from dr_guard.aws.tokens import (
    AIR_GAPPED_VAULT,
    PLAN,
    SELECTION,
    VAULT,
)
from dr_guard.logic import all_of, any_of
from dr_guard.references import References, region_in
from dr_guard.values import MISSING, UNKNOWN, Plain, boolean, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

# What AWS Backup takes where a rule does not say.
DEFAULT_SCHEDULE: Final = "cron(0 5 ? * * *)"
# What the provider sends where a rule does not say, so that AWS Backup's own, longer windows never hold.
DEFAULT_START_MINUTES: Final = 60
DEFAULT_COMPLETION_MINUTES: Final = 180


@dataclass(frozen=True)
class Rule:
    """One rule of a plan; ``is_its`` is whether a selection of the plan covers the resource asked about."""

    plan: Resource
    data: Plain
    is_its: Known

    @property
    def is_continuous(self) -> Known:
        """Whether it also lets a resource be restored to any second."""
        switch = boolean(lookup(self.data, "enableContinuousBackup"))
        return UNKNOWN if switch is UNKNOWN else switch is True

    @property
    def minutes(self) -> float | None:
        """How old the last backup can be, in minutes; ``None`` where that is not known.

        Between two runs, and until the second has begun and is complete, the first one is the last.
        """
        schedule = lookup(self.data, "schedule")
        text = DEFAULT_SCHEDULE if schedule is MISSING else schedule
        parts = (
            longest_gap_minutes(text) if isinstance(text, str) else None,
            _number(lookup(self.data, "startWindow"), DEFAULT_START_MINUTES),
            _number(lookup(self.data, "completionWindow"), DEFAULT_COMPLETION_MINUTES),
        )
        return None if None in parts else sum(part for part in parts if part is not None)


def _number(value: Plain, default: float) -> float | None:
    if value is MISSING:
        return default
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


@dataclass(frozen=True)
class Coverage:
    """The backup plans of a stack, and what they cover."""

    graph: Graph

    def rules(self, resource: Resource) -> Iterator[Rule]:
        """Yield the rules that cover a resource, and those that may."""
        if resource.type not in BACKED_UP:
            return
        for selection, covered in self.graph.once(Selections).over(resource):
            for plan, is_its in self._plans.get(selection, ()):
                for data in entries(plan.inputs, "rules"):
                    yield Rule(plan, data, all_of((covered, is_its)))

    @cached_property
    def _plans(self) -> Mapping[Resource, list[tuple[Resource, Known]]]:
        """The plans that each selection may be of."""
        found: dict[Resource, list[tuple[Resource, Known]]] = defaultdict(list)
        for plan in self.graph.of_type((PLAN,)):
            for selection, is_its in self.graph.referring(plan, (SELECTION,), "planId"):
                found[selection].append((plan, is_its))
        return found

    def copies_to(self, rule: Rule, regions: Container[str]) -> Known:
        """Whether a rule copies backups to one of these regions."""
        arns = [lookup(action, "destinationVaultArn") for action in entries(rule.data, "copyActions")]
        named = any_of(region_in(arn) in regions for arn in arns if isinstance(arn, str) and region_in(arn))
        unclear = [arn for arn in arns if not (isinstance(arn, str) and region_in(arn))]
        return any_of((named, self._is_there(rule, regions) if unclear else False))

    def _is_there(self, rule: Rule, regions: Container[str]) -> Known:
        """Whether a copy of which no region is known goes to one of these regions.

        A plan depends on the vaults that it fills as well; those it names, copies are written by ARN. As many
        vaults that are not known as there are others are one each, and those in another region take copies.
        """
        named = {lookup(each, "targetVaultName") for each in entries(rule.plan.inputs, "rules")}
        others = [each for each in self._vaults.linked(rule.plan, "rules") if not each.identities & named]
        found = [each.region in regions if isinstance(each.region, str) else UNKNOWN for each in others]
        if len(set(found)) == 1:
            return found[0]
        paths = ("targetVaultName", "targetLogicallyAirGappedBackupVaultArn")
        copies = (lookup(action, "destinationVaultArn") for action in entries(rule.data, "copyActions"))
        vaults = [*(lookup(rule.data, path) for path in paths), *copies]
        return any_of(found) if vaults.count(UNKNOWN) == len(others) else UNKNOWN

    @cached_property
    def _vaults(self) -> References:
        return References(self.graph, (VAULT, AIR_GAPPED_VAULT), is_global=True)
