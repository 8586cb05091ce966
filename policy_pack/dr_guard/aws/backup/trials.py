"""Which backups a restore testing plan restores on trial: those of the vaults that it includes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

from dr_guard.graph import may_share_region
from dr_guard.logic import all_of, any_of, negated
from dr_guard.values import UNKNOWN, entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dr_guard.aws.backup.vaults import Destination, Vaults
    from dr_guard.resource import Resource
    from dr_guard.values import Known, Mark

SELECTING: Final = "recoveryPointSelection"
EVERY: Final = "*"


@dataclass(frozen=True)
class Listed:
    """The vaults in a list: those of the program, and the names of any; ``is_unclear`` is whether of more."""

    urns: frozenset[str]
    names: frozenset[str]
    is_unclear: bool

    def holds(self, destination: Destination) -> Known:
        """Whether where a plan puts backups is among them."""
        found, value = destination.match.found, destination.value
        if EVERY in self.names or (found and found.urn in self.urns) or _name(destination) in self.names:
            return True
        may_be_named = value is UNKNOWN and not found and bool(self.urns or self.names)
        return UNKNOWN if self.is_unclear or may_be_named else False


def _name(destination: Destination) -> str:
    """Return the name of the vault where a plan puts backups, which may be written as an ARN."""
    value = destination.value
    return value.rpartition(":")[2] if isinstance(value, str) else ""


@dataclass(frozen=True)
class Trial:
    """A restore testing plan, and the vaults that it includes and excludes."""

    test: Resource
    included: Listed
    excluded: Listed

    def tries(self, destinations: Iterable[Destination]) -> Known:
        """Whether it may restore what is put in any of these."""
        return any_of(
            all_of((self.included.holds(each), negated(self.excluded.holds(each)))) for each in destinations
        )


@dataclass(frozen=True)
class Trials:
    """The restore testing plans of a stack, found by the vaults that they include."""

    tests: tuple[Trial, ...]

    def is_near(self, plan: Resource) -> bool:
        """Whether any of them may be in the region of a backup plan."""
        return any(may_share_region(region, plan.region) for region in self._regions)

    def verdicts(self, plan: Resource, filled: tuple[Destination, ...]) -> Iterator[Known]:
        """Yield of those near a backup plan whether they restore what it fills, but for some that do not."""
        found = (each for place in filled for each in self._including(place))
        return (each.tries(filled) for each in found if may_share_region(each.test.region, plan.region))

    def _including(self, destination: Destination) -> Iterable[Trial]:
        """Return those that include where a plan puts backups, and those that may."""
        found = destination.match.found
        if destination.value is UNKNOWN and not found:
            return self.tests
        named = self._by_name.get(_name(destination), ())
        return chain(named, self._by_urn.get(found.urn if found else "", ()), self._open)

    @cached_property
    def _regions(self) -> frozenset[str | Mark]:
        found = (each.test.region for each in self.tests)
        return frozenset(region if isinstance(region, str) else UNKNOWN for region in found)

    @cached_property
    def _by_name(self) -> Mapping[str, list[Trial]]:
        found: dict[str, list[Trial]] = defaultdict(list)
        for each in self.tests:
            for name in each.included.names:
                found[name].append(each)
        return found

    @cached_property
    def _by_urn(self) -> Mapping[str, list[Trial]]:
        found: dict[str, list[Trial]] = defaultdict(list)
        for each in self.tests:
            for urn in each.included.urns:
                found[urn].append(each)
        return found

    @cached_property
    def _open(self) -> tuple[Trial, ...]:
        """Those that include every vault, or may include any."""
        return tuple(each for each in self.tests if EVERY in each.included.names or each.included.is_unclear)


def trial(vaults: Vaults, test: Resource) -> Trial:
    """Return what a restore testing plan tries."""
    return Trial(test, _listed(vaults, test, "includeVaults"), _listed(vaults, test, "excludeVaults"))


def _listed(vaults: Vaults, test: Resource, key: str) -> Listed:
    values = entries(test.inputs, f"{SELECTING}.{key}")
    matches = tuple(vaults.references.match_all(test, SELECTING, values))
    return Listed(
        frozenset(match.found.urn for match in matches if match.found),
        frozenset(value.rpartition(":")[2] for value in values if isinstance(value, str)),
        any(match.is_open or match.possible for match in matches),
    )
