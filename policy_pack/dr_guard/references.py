"""Which of a stack's resources a value refers to.

``Graph`` asks of a pair of resources whether one refers to the other. Here a value is followed, so that a
rule that follows many over many resources stays linear.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dr_guard.graph import Graph, may_share_region
from dr_guard.resource import Resource
from dr_guard.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dr_guard.values import Known, Plain


@dataclass(frozen=True)
class Match:
    """The resource that a value refers to, and those of which one may be it.

    ``is_open`` is whether it may be any: the value is not known, and nothing says that it depends on one of
    them. ``is_derived`` is whether it then depends on some other resource of the program.
    """

    found: Resource | None = None
    possible: tuple[Resource, ...] = ()
    is_open: bool = False
    is_derived: bool = False

    @property
    def candidates(self) -> tuple[Resource, ...]:
        """Every resource that it refers to or may refer to; none where it may be any."""
        return (self.found,) if self.found else self.possible


@dataclass(frozen=True)
class References:
    """What refers to the resources of some types; ``is_global`` is whether their region is of no matter."""

    graph: Graph
    types: tuple[str, ...]
    is_global: bool = False

    @cached_property
    def targets(self) -> tuple[Resource, ...]:
        """The resources that may be referred to."""
        return self.graph.of_type(self.types)

    @cached_property
    def _named(self) -> Mapping[str, tuple[Resource, ...]]:
        found: dict[str, tuple[Resource, ...]] = defaultdict(tuple)
        for target in self.targets:
            for identity in target.identities:
                found[identity] += (target,)
        return found

    def linked(self, source: Resource, prop: str) -> tuple[Resource, ...]:
        """Return the resources that a top-level input depends on."""
        return tuple(each for each in self._behind(source, prop) if each.type in self.types)

    def _behind(self, source: Resource, prop: str) -> tuple[Resource, ...]:
        found = (self.graph.by_urn.get(urn) for urn in source.property_dependencies.get(prop, ()))
        return tuple(each for each in found if each)

    def match(self, source: Resource, prop: str, value: Plain) -> Match:
        """Return what a value within the top-level input ``prop`` refers to.

        A name that is known decides, among what the input depends on where it depends on any of the types;
        one that names none of these is derived from the one of which no name is known.
        """
        linked = self.linked(source, prop)
        if value is UNKNOWN:
            return (
                _one_of(linked) if linked else Match(is_open=True, is_derived=self._is_derived(source, prop))
            )
        if not isinstance(value, str):
            return Match()
        named = tuple(target for suffix in _suffixes(value) for target in self._named.get(suffix, ()))
        if linked:
            near = [each for each in linked if each in named]
            return _one_of(near or [each for each in linked if not each.identities])
        region = region_in(value) or source.region
        near = (each for each in named if self.is_global or may_share_region(each.region, region))
        return _one_of(dict.fromkeys(near))

    def match_all(self, source: Resource, prop: str, values: Sequence[Plain]) -> Iterator[Match]:
        """Yield what each of several values within a top-level input refers to.

        As many that are not known as there are further resources that the input depends on are of one each.
        """
        known = [self.match(source, prop, value) for value in values if value is not UNKNOWN]
        yield from known
        taken = {match.found for match in known}
        rest = [each for each in self.linked(source, prop) if each not in taken]
        unknown = [value for value in values if value is UNKNOWN]
        if len(rest) == len(unknown):
            yield from map(Match, rest)
        else:
            yield from (self.match(source, prop, value) for value in unknown)

    def _is_derived(self, source: Resource, prop: str) -> bool:
        """Whether an input depends on resources, none of which may hide others, as a component does."""
        behind = self._behind(source, prop)
        return bool(behind) and all(each.type.startswith("aws:") for each in behind)


def _one_of(candidates: Iterable[Resource]) -> Match:
    found = tuple(candidates)
    return Match(found[0]) if len(found) == 1 else Match(possible=found)


def region_in(value: str) -> str:
    """Return the region that an ARN names, otherwise an empty string."""
    return "".join(value.split(":")[3:4]) if value.startswith("arn:") else ""


def _suffixes(value: str) -> tuple[str, ...]:
    """Return what a value may name: all of it, and what follows each of its colons and slashes."""
    starts = (at + 1 for at, letter in enumerate(value) if letter in ":/")
    return (value, *(value[start:] for start in starts))


@dataclass(frozen=True)
class Referred:
    """The resources that something refers to, by URN; ``is_open`` is whether it may be any besides."""

    verdicts: Mapping[str, Known]
    is_open: bool = False

    def holds(self, resource: Resource) -> Known:
        """Whether something refers to a resource."""
        return self.verdicts.get(resource.urn, UNKNOWN if self.is_open else False)


def referred(matches: Iterable[Match]) -> Referred:
    """Return what any of the values refers to; one that is derived from something else refers to none."""
    found: dict[str, Known] = {}
    is_open = False
    for match in matches:
        is_open = is_open or (match.is_open and not match.is_derived)
        for candidate in match.candidates:
            if found.get(candidate.urn) is not True:
                found[candidate.urn] = True if match.found else UNKNOWN
    return Referred(found, is_open)
