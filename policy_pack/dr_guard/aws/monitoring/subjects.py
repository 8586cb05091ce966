"""What the dimensions of a metric name: resources of the program, as far as it has any of their kind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import groupby
from typing import TYPE_CHECKING

from dr_guard.aws.monitoring.metrics import KINDS, Kind
from dr_guard.checks import NOT_KNOWN
from dr_guard.references import References
from dr_guard.values import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dr_guard.graph import Graph
    from dr_guard.references import Match
    from dr_guard.resource import Resource
    from dr_guard.values import Plain


@dataclass(frozen=True)
class Subject:
    """What one dimension names; several kinds may share it."""

    dimension: str
    kind: Kind
    references: References

    def match(self, source: Resource, prop: str, value: Plain) -> Match:
        """Return the resource that a dimension's value names."""
        return self.references.match(source, prop, value)

    def fault(self, match: Match, value: Plain, foreign: Iterable[str] = ()) -> str:
        """Return what is wrong with the dimension, nothing where it names something that there is.

        ``foreign`` are patterns of what there is outside the program. A value that is derived from another
        resource of the program, such as a function's alias, is taken to be right.
        """
        if value is MISSING or match.candidates or match.is_derived:
            return ""
        if match.is_open:
            return f"what its dimension {self.dimension} names {NOT_KNOWN}"
        if isinstance(value, str) and any(fnmatchcase(value, pattern) for pattern in foreign):
            return ""
        return f"its dimension {self.dimension} names nothing in the program"


def subjects(graph: Graph) -> Mapping[str, tuple[Subject, ...]]:
    """Return what dimensions name, by namespace, for the kinds that the program has resources of."""
    found: dict[str, tuple[Subject, ...]] = defaultdict(tuple)
    for (namespace, dimension), shared in groupby(KINDS, lambda kind: (kind.namespace, kind.dimension)):
        kinds = tuple(shared)
        types = tuple(token for kind in kinds for token in kind.types)
        references = References(graph, types, is_global=True)
        if references.targets:
            found[namespace] += (Subject(dimension, kinds[0], references),)
    return found
