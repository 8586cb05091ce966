"""Resources that hold what cannot be made again from the program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dr_guard.aws.backup.selections import Selections
from dr_guard.aws.backup.services import BACKED_UP_ALONE
from dr_guard.aws.safety import SAFETY
from dr_guard.aws.tokens import (
    TABLE,
)
from dr_guard.checks import NOT_KNOWN
from dr_guard.finding import Finding, Outcome
from dr_guard.values import UNKNOWN, is_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource


# A path begins with a name, plain or quoted in brackets, or with the sign for every name.
ROOT: Final = re.compile(r'\.?(?:\["((?:[^"\\]|\\.)*)"\]|\[?([^.\[\]]*))')


def stateful_resource_protected(resource: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Pulumi refuses to delete whatever holds data."""
    if not resource.options.protect:
        yield Finding("the resource option protect is off", "on")


def stateful_safety_tracked(resource: Resource, _settings: Settings) -> Iterator[Outcome]:
    """What keeps data safe is never left as it is found."""
    for path in resource.options.ignore_changes:
        prop = _root(path)
        if prop == "*" or (prop in SAFETY[resource.type] and not _is_kept_elsewhere(resource, prop)):
            yield Finding(f"the resource option ignoreChanges covers {prop}", "changes of it to be undone")


def _is_kept_elsewhere(resource: Resource, prop: str) -> bool:
    """Whether a table leaves its replicas to resources of their own, whose work it would undo."""
    return resource.type == TABLE and prop == "replicas" and not is_set(resource.get(prop))


def _root(path: str) -> str:
    """Return the input that a property path begins with: ``a`` for ``a.b``, ``a[0]`` and ``["a"].b``."""
    return "".join(ROOT.findall(path)[0])


def stateful_replacement_overlapped(resource: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Whatever holds data stays until what replaces it is there."""
    if resource.options.delete_before_replace:
        yield Finding("the resource option deleteBeforeReplace is on", "off")


def stateful_backup_planned(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Everything that AWS Backup can back up is covered by a selection."""
    selections = graph.once(Selections)
    for resource in graph.of_type(BACKED_UP_ALONE):
        yield from _must_be_covered(selections, resource)


def _must_be_covered(selections: Selections, resource: Resource) -> Iterator[Outcome]:
    covered = selections.cover(resource)
    if covered is not True:
        unclear = f"whether a backup selection covers it {NOT_KNOWN}"
        found = unclear if covered is UNKNOWN else "no backup selection covers it"
        yield Finding(found, "a selection that names it or one of its tags", resource.urn)


RULES: Final = (
    stateful_resource_protected,
    stateful_safety_tracked,
    stateful_replacement_overlapped,
    stateful_backup_planned,
)
