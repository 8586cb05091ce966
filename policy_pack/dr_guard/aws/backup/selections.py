"""Which of a stack's backup selections cover which resource, found without holding each against each.

Whatever a selection covers, it names, or it has a tag that the selection asks for. By that those are found
that may cover a resource, and only they are asked. A wildcard and what is not known may cover any.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dr_guard.aws.backup.selection import covers, named_resources, wanted_tags
from dr_guard.aws.tags import tags
from dr_guard.aws.tokens import SELECTION
from dr_guard.join import joined
from dr_guard.logic import any_of
from dr_guard.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dr_guard.graph import Graph
    from dr_guard.join import Join
    from dr_guard.resource import Resource
    from dr_guard.values import Known


@dataclass(frozen=True)
class Tagged:
    """Selections that ask for a tag: all of them, and by keys and values, and by keys, of such tags."""

    selections: frozenset[Resource]
    by_tag: Mapping[tuple[str, str], set[Resource]]
    by_key: Mapping[str, set[Resource]]

    def candidates(self, target: Resource) -> Iterable[Resource]:
        """Return those that ask for a tag that a resource has or may have."""
        held = tags(target) if self.selections else {}
        if held is UNKNOWN:
            return self.selections
        found: set[Resource] = set()
        for key, value in held.items():
            if value is UNKNOWN:
                found |= self.by_key.get(key, set())
            elif isinstance(value, str):
                found |= self.by_tag.get((key, value), set())
        return found


@dataclass(frozen=True)
class Index:
    """Selections by how it is found what they may cover: by its names, by its tags, or not at all."""

    named: Join
    tagged: Tagged
    others: tuple[Resource, ...]

    def candidates(self, target: Resource) -> set[Resource]:
        """Return every selection that may cover a resource."""
        return {*self.named.candidates(target), *self.tagged.candidates(target), *self.others}


def _index(selections: Iterable[Resource], by_urn: Mapping[str, Resource]) -> Index:
    named: list[Resource] = []
    wanted: dict[Resource, frozenset[tuple[str, str]]] = {}
    others: list[Resource] = []
    for each in selections:
        if named_resources(each):
            named.append(each)
        elif pairs := wanted_tags(each):
            wanted[each] = pairs
        else:
            others.append(each)
    return Index(joined(tuple(named), "resources", by_urn), _tagged(wanted), tuple(others))


def _tagged(wanted: Mapping[Resource, frozenset[tuple[str, str]]]) -> Tagged:
    by_tag: dict[tuple[str, str], set[Resource]] = defaultdict(set)
    by_key: dict[str, set[Resource]] = defaultdict(set)
    for selection, pairs in wanted.items():
        for key, value in pairs:
            by_tag[key, value].add(selection)
            by_key[key].add(selection)
    return Tagged(frozenset(wanted), by_tag, by_key)


@dataclass(frozen=True)
class Selections:
    """The backup selections of a stack."""

    graph: Graph

    def cover(self, target: Resource) -> Known:
        """Whether any of them covers a resource."""
        return any_of(verdict for _, verdict in self.over(target))

    def over(self, target: Resource) -> Iterator[tuple[Resource, Known]]:
        """Yield those that cover a resource, each with ``True``, and those that may, in their order."""
        for selection in sorted(self._index.candidates(target), key=self._places.__getitem__):
            verdict = covers(self.graph, selection, target)
            if verdict is not False:
                yield selection, verdict

    @cached_property
    def _places(self) -> Mapping[Resource, int]:
        return {each: place for place, each in enumerate(self.graph.of_type((SELECTION,)))}

    @cached_property
    def _index(self) -> Index:
        return _index(self._places, self.graph.by_urn)
