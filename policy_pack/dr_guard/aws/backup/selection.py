"""Which resources a backup selection covers.

Resources, tags and conditions each narrow a selection where they are given, and what is excluded stays out.
Where AWS's documentation leaves open how resources and a list of tags combine, both have to match.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, TypeGuard

from dr_guard.aws.backup.services import BACKED_UP
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


def covers(graph: Graph, selection: Resource, target: Resource) -> Known:
    """Whether the selection covers a resource that can be backed up, which it does in its own region."""

    def named_in(prop: str) -> tuple[Known, ...]:
        return tuple(
            _like(arn, target) if _is_wildcard(arn) else graph.refers(selection, prop, arn, target)
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


def named_resources(selection: Resource) -> tuple[Plain, ...]:
    """Return what names all that a selection may cover; nothing where a wildcard or tags alone do."""
    arns = entries(selection.inputs, "resources")
    return () if any(map(_is_wildcard, arns)) else arns


def wanted_tags(selection: Resource) -> frozenset[tuple[str, str]]:
    """Return keys and values of tags; all that a selection covers has one of them, unless there is none."""
    conditions = (
        _pairs((test,), CONDITION_KEY)
        for block in entries(selection.inputs, "conditions")
        for test in entries(block, "stringEquals")
    )
    each = (_pairs(entries(selection.inputs, "selectionTags")), *conditions)
    return next(filter(None, each), frozenset())


def _pairs(tests: tuple[Plain, ...], prefix: str = "") -> frozenset[tuple[str, str]]:
    """Return the keys and values that any of the tests asks for; none where one is not known."""
    found = [(lookup(test, "key"), lookup(test, "value")) for test in tests]
    known = [
        (key.removeprefix(prefix), value)
        for key, value in found
        if isinstance(key, str) and isinstance(value, str)
    ]
    return frozenset(known if len(known) == len(found) else ())


def _is_wildcard(arn: Plain) -> TypeGuard[str]:
    return isinstance(arn, str) and "*" in arn


def _has_tag(target: Resource, test: Plain) -> Known:
    return _equals(_tagged(target, test), lookup(test, "value"))


def _like(pattern: str, target: Resource) -> Known:
    """Whether a wildcard covers the target, whatever its account."""
    kind, _, prefix = BACKED_UP[target.type].partition(":")
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
