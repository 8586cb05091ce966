"""Where the rules of a backup plan put backups and copies of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from dr_guard.aws.tokens import (
    AIR_GAPPED_VAULT,
    VAULT,
    VAULT_LOCK,
)
from dr_guard.graph import may_share_region
from dr_guard.references import Match, References, region_in
from dr_guard.values import UNKNOWN, Plain, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dr_guard.graph import Graph
    from dr_guard.resource import Resource

VAULTS: Final = (VAULT, AIR_GAPPED_VAULT)
BACKUPS: Final = "backups"
COPIES: Final = "copies"


@dataclass(frozen=True)
class Destination:
    """Where one rule, counted from 1, puts ``BACKUPS`` or ``COPIES``.

    ``keeper`` is what says how long they stay, ``value`` what names the vault; ``vaults`` are those of the
    program that it may be, of which ``match`` is more exact.
    """

    number: int
    noun: str
    keeper: Plain
    value: Plain
    match: Match

    @property
    def vaults(self) -> tuple[Resource, ...]:
        """The vaults of the program that it may be."""
        return self.match.candidates

    @property
    def regions(self) -> frozenset[Plain]:
        """The regions that it may be in, ``UNKNOWN`` among them where it may be in any."""
        if isinstance(self.value, str) and region_in(self.value):
            return frozenset({region_in(self.value)})
        found = frozenset(each.region if isinstance(each.region, str) else UNKNOWN for each in self.vaults)
        return found or frozenset({UNKNOWN})


@dataclass(frozen=True)
class Vaults:
    """The vaults of a stack, and what refers to them."""

    graph: Graph

    @cached_property
    def references(self) -> References:
        """What refers to a vault; a copy may go to any region."""
        return References(self.graph, VAULTS, is_global=True)

    def destinations(self, plan: Resource) -> Iterator[Destination]:
        """Yield where the rules of a plan put backups, and copies of them."""
        filled = tuple(self._fills(plan))
        yield from filled
        names = {each.match.found for each in filled}
        others = tuple(each for each in self.references.linked(plan, "rules") if each not in names)
        for number, rule in enumerate(entries(plan.inputs, "rules"), start=1):
            for copy in entries(rule, "copyActions"):
                arn = lookup(copy, "destinationVaultArn")
                match = self.references.match(plan, "rules", arn)
                if arn is UNKNOWN and others:
                    match = Match(others[0]) if len(others) == 1 else Match(possible=others)
                yield Destination(number, COPIES, copy, arn, match)

    def filled(self, plan: Resource) -> Iterator[Match]:
        """Yield what a plan puts backups or copies in; as many copies as there are vaults go to one each."""
        found = tuple(self.destinations(plan))
        unclear = [each for each in found if each.noun == COPIES and each.value is UNKNOWN]
        vaults = unclear[0].vaults if unclear else ()
        is_one_each = len(vaults) == len(unclear)
        yield from map(Match, vaults if is_one_each else ())
        yield from (each.match for each in found if not (is_one_each and each in unclear))

    def _fills(self, plan: Resource) -> Iterator[Destination]:
        """Yield where a plan puts backups: a vault of its own region, whatever else it depends on."""
        for number, rule in enumerate(entries(plan.inputs, "rules"), start=1):
            name = lookup(rule, "targetVaultName")
            match = self.references.match(plan, "rules", name)
            near = tuple(each for each in match.candidates if may_share_region(each.region, plan.region))
            exact = Match(near[0]) if len(near) == 1 else Match(possible=near)
            yield Destination(number, BACKUPS, rule, name, exact)

    def bounds(self, vault: Resource) -> tuple[tuple[Plain, Plain], ...]:
        """Return the shortest and longest retention of each lock; an air-gapped vault has its own."""
        holders = (vault,) if vault.type == AIR_GAPPED_VAULT else self._locks.get(vault.urn, ())
        return tuple((each.get("minRetentionDays"), each.get("maxRetentionDays")) for each in holders)

    @cached_property
    def _locks(self) -> Mapping[str, tuple[Resource, ...]]:
        found: dict[str, tuple[Resource, ...]] = {}
        locked = References(self.graph, (VAULT,))
        for lock in self.graph.of_type((VAULT_LOCK,)):
            match = locked.match(lock, "backupVaultName", lock.get("backupVaultName"))
            if match.found:
                found[match.found.urn] = (*found.get(match.found.urn, ()), lock)
        return found
