"""Whether policies of topics and queues, and of the keys that encrypt them, let a service of AWS send there.

Deliveries that are refused leave no trace in the program: a queue, or a topic with a policy of its own, lets
in only whom that names, and no service may use a key unless the key's policy says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.services import any_lets, policies_of
from dr_guard.aws.tokens import (
    KEY,
    KEY_POLICY,
    QUEUE_POLICY,
    REPLICA_KEY,
    TOPIC_POLICY,
)
from dr_guard.references import References

if TYPE_CHECKING:
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

PUBLISHING: Final = ("sns:Publish",)
SENDING: Final = ("sqs:SendMessage",)
ENCRYPTING: Final = ("kms:Decrypt", "kms:GenerateDataKey")


def topic_admits(graph: Graph, topic: Resource, service: str) -> Known:
    """Whether a topic's policies let a service publish; one without a policy lets its own account's."""
    policies = policies_of(graph, topic, TOPIC_POLICY, "arn")
    return not policies or any_lets(policies, service, PUBLISHING)


def queue_admits(graph: Graph, queue: Resource, service: str) -> Known:
    """Whether a queue's policies let a service send; one without a policy lets none."""
    return any_lets(policies_of(graph, queue, QUEUE_POLICY, "queueUrl"), service, SENDING)


def keys_in(graph: Graph) -> References:
    """Return what refers to the keys of the program."""
    return References(graph, (KEY, REPLICA_KEY))


def key_of(keys: References, holder: Resource) -> Resource | None:
    """Return the key that encrypts a topic or a queue, none where it is not known to be in the program."""
    return keys.match(holder, "kmsMasterKeyId", holder.get("kmsMasterKeyId")).found


def key_admits(graph: Graph, key: Resource, service: str) -> Known:
    """Whether a service may use a key to encrypt."""
    return any_lets(policies_of(graph, key, KEY_POLICY, "keyId"), service, ENCRYPTING)
