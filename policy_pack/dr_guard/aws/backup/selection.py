"""Which resources a backup selection covers.

Resources, tags and conditions each narrow a selection where they are given, and what is excluded stays out.
Where AWS's documentation leaves open how resources and a list of tags combine, both have to match.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from dr_guard.aws.tags import tag
from dr_guard.graph import may_share_region
from dr_guard.logic import all_of, any_of, negated
from dr_guard.values import MISSING, UNKNOWN, Plain, entries, lookup

if TYPE_CHECKING:
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

CONDITION_KEY = "aws:ResourceTag/"
OPERATORS = ("stringEquals", "stringLikes", "stringNotEquals", "stringNotLikes")


def covers(graph: Graph, selection: Resource, target: Resource, service: str) -> Known:
    """Whether the selection covers a resource, which it can only in its own region.

    ``service`` is how ARNs name the kind of resource, such as ``dynamodb:table/``.
    """

    def named_in(prop: str) -> tuple[Known, ...]:
        return tuple(
            _like(arn, target, service)
            if isinstance(arn, str) and "*" in arn
            else graph.refers(selection, prop, arn, target)
            for arn in entries(selection.inputs, prop)
        )

    arns, excluded = named_in("resources"), named_in("notResources")
    tags = [_has_tag(target, test) for test in entries(selection.inputs, "selectionTags")]
    return all_of(
        (
            may_share_region(selection.region, target.region),
            any_of(arns) if arns else True,
            any_of(tags) if tags else True,
            _meets_conditions(selection, target),
            negated(any_of(excluded)),
        )
    )


def _has_tag(target: Resource, test: Plain) -> Known:
    return _equals(_tagged(target, test), lookup(test, "value"))


def _like(pattern: str, target: Resource, service: str) -> Known:
    """Whether a wildcard covers the target, whatever its account."""
    kind, _, prefix = service.partition(":")
    parts = pattern.split(":", 5)
    _, _, wanted_kind, wanted_region, _, wanted_name = [*parts, *["*"] * (6 - len(parts))]
    names = [prefix + identity for identity in target.identities if not identity.startswith("arn:")]
    return all_of(
        (
            fnmatchcase(kind, wanted_kind),
            _in_region(target, wanted_region),
            any(fnmatchcase(name, wanted_name) for name in names)
            or fnmatchcase(f"{prefix}*", wanted_name)
            or (False if names else UNKNOWN),
        )
    )


def _in_region(target: Resource, wanted: str) -> Known:
    if wanted in ("*", ""):
        return True
    region = target.region
    return fnmatchcase(region, wanted) if isinstance(region, str) else UNKNOWN


def _meets_conditions(selection: Resource, target: Resource) -> Known:
    return all_of(
        _meets(operator, target, test)
        for block in entries(selection.inputs, "conditions")
        for operator in OPERATORS
        for test in entries(block, operator)
    )


def _meets(operator: str, target: Resource, test: Plain) -> Known:
    value, wanted = _tagged(target, test, CONDITION_KEY), lookup(test, "value")
    verdict = _resembles(value, wanted) if "Like" in operator else _equals(value, wanted)
    return negated(verdict) if "Not" in operator else verdict


def _tagged(target: Resource, test: Plain, prefix: str = "") -> Plain:
    """Return the target's tag that a test is about; ``UNKNOWN`` where the test does not say yet which."""
    key = lookup(test, "key")
    if key is UNKNOWN:
        return UNKNOWN
    return tag(target, key.removeprefix(prefix)) if isinstance(key, str) else MISSING


def _equals(value: Plain, wanted: Plain) -> Known:
    return UNKNOWN if UNKNOWN in (value, wanted) and MISSING not in (value, wanted) else value == wanted


def _resembles(value: Plain, wanted: Plain) -> Known:
    if isinstance(value, str) and isinstance(wanted, str):
        return fnmatchcase(value, wanted)
    return _equals(value, wanted)
