"""Which resources may refer to which, found without holding each against each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dr_guard.aws.kinds import (
    family,
)
from dr_guard.values import UNKNOWN, entries

if TYPE_CHECKING:
    from dr_guard.resource import Resource

SEPARATOR = re.compile(r"[:/]")


@dataclass(frozen=True)
class Join:
    """The resources of some types by what one of their inputs may refer to; they are held by position.

    They are found by the URNs that the input depends on, by every name that its value could mean, and,
    where it is not known, by the families of types that it does not depend on.
    """

    sources: tuple[Resource, ...]
    by_urn: Mapping[str, list[int]]
    by_name: Mapping[str, list[int]]
    unknown: tuple[tuple[int, frozenset[str]], ...]
    _open: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False)

    def candidates(self, target: Resource) -> tuple[Resource, ...]:
        """Return every resource that may refer to ``target``, in the order of registration."""
        if target.type not in self._open:
            kind = family(target.type)
            found = (position for position, kinds in self.unknown if kind not in kinds)
            self._open[target.type] = tuple(found)
        positions = {
            *self.by_urn.get(target.urn, ()),
            *(position for name in target.identities for position in self.by_name.get(name, ())),
            *self._open[target.type],
        }
        return tuple(self.sources[position] for position in sorted(positions))


def joined(sources: tuple[Resource, ...], path: str, by_urn: Mapping[str, Resource]) -> Join:
    """Return what resources may refer to by the input at a path, or by any member of the list that it is.

    ``by_urn`` are all the resources that there are.
    """
    urns: dict[str, list[int]] = defaultdict(list)
    names: dict[str, list[int]] = defaultdict(list)
    unknown = []
    for position, source in enumerate(sources):
        declared = source.property_dependencies.get(path.partition(".")[0], ())
        depended = [urn for urn in declared if urn in by_urn]
        for urn in depended:
            urns[urn].append(position)
        values = entries(source.inputs, path)
        for name in {name for value in values if isinstance(value, str) for name in _could_mean(value)}:
            names[name].append(position)
        if UNKNOWN in values:
            unknown.append((position, frozenset(family(by_urn[urn].type) for urn in depended)))
    return Join(sources, urns, names, tuple(unknown))


def _could_mean(value: str) -> set[str]:
    """Return every name or id that a reference may be to."""
    cuts = [match.start() for match in SEPARATOR.finditer(value)]
    beginnings = {value[:cut] for cut in cuts} if value.startswith("arn:") else set()
    return {value, *beginnings, *(value[cut + 1 :] for cut in cuts)}
