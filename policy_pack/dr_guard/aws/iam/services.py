"""What the policies of a resource let a service of AWS do there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dr_guard.aws.iam.documents import is_readable, statements
from dr_guard.logic import all_of, any_of
from dr_guard.values import UNKNOWN, entries, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dr_guard.aws.iam.documents import Statement
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known, Plain


def policies_of(graph: Graph, holder: Resource, token: str, path: str) -> tuple[Plain, ...]:
    """Return the policies that a resource has inline and beside it.

    Where there are none, one that may be its is ``UNKNOWN``.
    """
    held = graph.satellites(holder, (token,), path)
    found = tuple(policy for each in (holder, *held.joined) if is_set(policy := each.get("policy")))
    return found or tuple(UNKNOWN for _ in held.doubtful[:1])


def _everywhere(_statement: Statement) -> Known:
    return True


def any_lets(
    policies: Iterable[Plain],
    service: str,
    actions: Iterable[str],
    reaches: Callable[[Statement], Known] = _everywhere,
) -> Known:
    """Whether one of these policies lets a service do all of these, on what ``reaches`` says it has to."""
    return any_of(_lets(policy, service, tuple(actions), reaches) for policy in policies)


def _lets(
    policy: Plain, service: str, actions: tuple[str, ...], reaches: Callable[[Statement], Known]
) -> Known:
    found = statements(policy) if is_readable(policy) else UNKNOWN
    if found is UNKNOWN:
        return UNKNOWN
    near = [(each, all_of((each.allows, _is_for(each, service), reaches(each)))) for each in found]
    return all_of(
        any_of(all_of((verdict, each.names_action(action))) for each, verdict in near) for action in actions
    )


def _is_for(statement: Statement, service: str) -> Known:
    if statement.has("NotPrincipal") or statement.is_for_anyone():
        return True
    if lookup(statement.data, "Principal") is UNKNOWN:
        return UNKNOWN
    return any_of(
        UNKNOWN if each is UNKNOWN else each == service
        for each in entries(statement.data, "Principal.Service")
    )
