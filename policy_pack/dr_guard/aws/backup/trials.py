"""Which backups a restore testing plan restores on trial: those of the vaults that it includes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dr_guard.logic import all_of, any_of, negated
from dr_guard.values import UNKNOWN, entries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dr_guard.aws.backup.vaults import Destination, Vaults
    from dr_guard.resource import Resource
    from dr_guard.values import Known

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
        name = value.rpartition(":")[2] if isinstance(value, str) else ""
        if EVERY in self.names or (found and found.urn in self.urns) or name in self.names:
            return True
        may_be_named = value is UNKNOWN and not found and bool(self.urns or self.names)
        return UNKNOWN if self.is_unclear or may_be_named else False


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
