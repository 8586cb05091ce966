"""Whether the policies of a topic, and of the key that encrypts it, let a service of AWS publish to it.

Deliveries that are refused leave no trace in the program: a topic with a policy of its own lets in only whom
that names, and no service may use a key unless the key's policy says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.documents import is_readable, statements
from dr_guard.aws.tokens import (
    KEY,
    KEY_POLICY,
    REPLICA_KEY,
    TOPIC_POLICY,
)
from dr_guard.logic import all_of, any_of
from dr_guard.references import References
from dr_guard.values import UNKNOWN, entries, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dr_guard.aws.iam.documents import Statement
    from dr_guard.graph import Graph, Resource
    from dr_guard.values import Known, Plain

PUBLISHING: Final = ("sns:Publish",)
ENCRYPTING: Final = ("kms:Decrypt", "kms:GenerateDataKey")


def topic_admits(graph: Graph, topic: Resource, service: str) -> Known:
    """Whether a topic's policies let a service publish; one without a policy lets its own account's."""
    held = graph.satellites(topic, (TOPIC_POLICY,), "arn")
    policies = _policies((topic, *held.joined))
    if held.doubtful and not policies:
        return UNKNOWN
    return not policies or _any_lets(policies, service, PUBLISHING)


def key_admits(graph: Graph, topic: Resource, service: str) -> Known:
    """Whether the key of a topic may be used by a service; one that is not in the program is not known."""
    keys = References(graph, (KEY, REPLICA_KEY))
    key = keys.match(topic, "kmsMasterKeyId", topic.get("kmsMasterKeyId")).found
    if key is None:
        return UNKNOWN
    held = graph.satellites(key, (KEY_POLICY,), "keyId")
    policies = _policies((key, *held.joined))
    if held.doubtful and not policies:
        return UNKNOWN
    return _any_lets(policies, service, ENCRYPTING)


def _policies(holders: Iterable[Resource]) -> tuple[Plain, ...]:
    return tuple(policy for each in holders if is_set(policy := each.get("policy")))


def _any_lets(policies: Iterable[Plain], service: str, actions: tuple[str, ...]) -> Known:
    return any_of(_lets(policy, service, actions) for policy in policies)


def _lets(policy: Plain, service: str, actions: tuple[str, ...]) -> Known:
    found = statements(policy) if is_readable(policy) else UNKNOWN
    if found is UNKNOWN:
        return UNKNOWN
    return all_of(
        any_of(all_of((each.allows, _is_for(each, service), each.names_action(action))) for each in found)
        for action in actions
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
