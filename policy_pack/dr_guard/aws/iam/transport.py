"""Whether the policies of a resource refuse whoever comes without TLS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dr_guard.aws.iam.documents import statements
from dr_guard.checks import absent, unread
from dr_guard.finding import Finding
from dr_guard.graph import names
from dr_guard.values import UNKNOWN, Plain, is_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.graph import Graph
    from dr_guard.resource import Resource


def must_refuse_plain_http(
    graph: Graph, target: Resource, holder: str, path: str, action: str
) -> Iterator[Finding]:
    """Yield a finding unless a policy of a resource denies everyone an action over plain HTTP.

    The policy may be the resource's own, or be held by resources of the type ``holder`` whose ``path`` refers
    to it.
    """
    satellites = graph.satellites(target, (holder,), path)
    found = tuple(each for each in (target, *satellites.joined) if is_set(each.get("policy")))
    for each in found:
        yield from _must_deny(each, target, action)
    if not found:
        yield absent(satellites, target, "policy")


def _must_deny(holder: Resource, target: Resource, action: str) -> Iterator[Finding]:
    parsed = statements(holder.get("policy"))
    wanted = f"a statement that denies everyone {action} on it where aws:SecureTransport is false"
    if parsed is UNKNOWN:
        yield unread("the policy", wanted, holder.urn)
        return
    denials = (statement for statement in parsed if statement.denies_plain_http(action))
    if not any(_reaches(resource, target) for denial in denials for resource in denial.members("Resource")):
        yield Finding("no statement of the policy denies plain HTTP", wanted, holder.urn)


def _reaches(resource: Plain, target: Resource) -> bool:
    """Whether a statement is about a resource; one of which no name is known may be what it names."""
    if not isinstance(resource, str):
        return resource is UNKNOWN
    is_whole = resource == "*" or resource.endswith(":*")
    return is_whole or not target.identities or any(names(resource, each) for each in target.identities)
