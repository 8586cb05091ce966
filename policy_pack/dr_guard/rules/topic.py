"""SNS topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.access import must_name_principals
from dr_guard.aws.iam.transport import must_refuse_plain_http
from dr_guard.aws.messaging.subscriptions import subscribed_topics
from dr_guard.aws.tokens import (
    TOPIC,
    TOPIC_POLICY,
)
from dr_guard.checks import NOT_KNOWN, must_be_customer_key, must_be_one_of
from dr_guard.finding import Finding
from dr_guard.values import UNKNOWN, is_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource

PROTOCOLS: Final = ("https", "email", "email-json", "sms", "lambda", "sqs", "firehose", "application")
RECEIVERS: Final = ("application", "firehose", "http", "lambda", "sqs")


def topic_encryption_customer_managed(topic: Resource, _settings: Settings) -> Iterator[Outcome]:
    """What a topic holds is encrypted with a key whose policy is the owner's."""
    yield from must_be_customer_key(topic.get("kmsMasterKeyId"), "the encryption key")


def topic_policy_principal_restricted(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No topic takes messages or subscriptions from everyone."""
    yield from must_name_principals(holder.get("policy"), "the policy")


def topic_policy_tls_only(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """No topic takes a message over plain HTTP."""
    for topic in graph.of_type((TOPIC,)):
        yield from must_refuse_plain_http(graph, topic, TOPIC_POLICY, "arn", "sns:Publish")


def topic_delivery_logged(topic: Resource, _settings: Settings) -> Iterator[Outcome]:
    """What a topic could not deliver is on record, for some kind of receiver at least."""
    roles = [topic.get(f"{receiver}FailureFeedbackRoleArn") for receiver in RECEIVERS]
    if not any(map(is_set, roles)):
        found = "no role that logs failed deliveries is set"
        yield Finding(found, "a FailureFeedbackRoleArn for each kind of receiver")


def topic_subscription_transport_encrypted(subscription: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No message leaves a topic in the clear."""
    yield from must_be_one_of(subscription.get("protocol"), "the protocol", PROTOCOLS, ("http",))


def topic_subscription_present(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Somebody is behind every topic."""
    subscribed = subscribed_topics(graph)
    for topic in graph.of_type((TOPIC,)):
        verdict = subscribed.holds(topic)
        if verdict is not True:
            unclear = f"which subscription belongs to it {NOT_KNOWN}"
            found = unclear if verdict is UNKNOWN else "it has no subscription"
            yield Finding(found, "one that refers to it", topic.urn)


RULES: Final = (
    topic_encryption_customer_managed,
    topic_policy_principal_restricted,
    topic_policy_tls_only,
    topic_delivery_logged,
    topic_subscription_transport_encrypted,
    topic_subscription_present,
)
