"""SNS topics and SQS queues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.access import must_name_principals
from dr_guard.checks import NOT_KNOWN, must_be_customer_key, must_be_on, must_be_one_of
from dr_guard.finding import Finding, NotApplicable
from dr_guard.graph import may_share_region
from dr_guard.logic import all_of, any_of
from dr_guard.tokens import (
    EVENT_TARGET,
    FUNCTION,
    FUNCTION_INVOKE_CONFIG,
    METRIC_ALARM,
    QUEUE,
    REDRIVE_POLICY,
    SCHEDULE,
    TOPIC_SUBSCRIPTION,
)
from dr_guard.values import MISSING, UNKNOWN, Known, Plain, document, entries, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph, Resource

PROTOCOLS: Final = ("https", "email", "email-json", "sms", "lambda", "sqs", "firehose", "application")
DEAD_LETTER_USERS: Final = (
    (FUNCTION, "deadLetterConfig.targetArn"),
    (FUNCTION_INVOKE_CONFIG, "destinationConfig.onFailure.destination"),
    (EVENT_TARGET, "deadLetterConfig.arn"),
    (SCHEDULE, "target.deadLetterConfig.arn"),
)
REDRIVERS: Final = (QUEUE, REDRIVE_POLICY, TOPIC_SUBSCRIPTION)
WAITING: Final = ("ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage")


def topic_encryption_customer_managed(topic: Resource, _settings: Settings) -> Iterator[Outcome]:
    """What a topic holds is encrypted with a key whose policy is the owner's."""
    yield from must_be_customer_key(topic.get("kmsMasterKeyId"), "the encryption key")


def topic_policy_principal_restricted(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No topic takes messages or subscriptions from everyone."""
    yield from must_name_principals(holder.get("policy"), "the policy")


def topic_subscription_transport_encrypted(subscription: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No message leaves a topic in the clear."""
    yield from must_be_one_of(subscription.get("protocol"), "the protocol", PROTOCOLS, ("http",))


def queue_encryption_enabled(queue: Resource, _settings: Settings) -> Iterator[Outcome]:
    """What a queue holds is encrypted, and the program says so."""
    if not is_set(queue.get("kmsMasterKeyId")):
        yield from must_be_on(queue.get("sqsManagedSseEnabled"), "encryption")


def queue_policy_principal_restricted(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No queue takes messages from everyone."""
    yield from must_name_principals(holder.get("policy"), "the policy")


def queue_dead_letter_alarmed(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Somebody learns of what ends in a dead-letter queue."""
    for user in graph.of_type(REDRIVERS):
        if _redrive_target(user) is None:
            yield Finding("its redrive policy is no JSON", "an object with deadLetterTargetArn", user.urn)
    for queue in graph.of_type((QUEUE,)):
        watched = any_of(_watches(graph, alarm, queue) for alarm in graph.of_type((METRIC_ALARM,)))
        if _takes_dead_letters(graph, queue) is False:
            yield NotApplicable("the queue takes no dead letters", queue.urn)
        elif watched is not True:
            found = (
                f"whether an alarm watches it {NOT_KNOWN}" if watched is UNKNOWN else "no alarm watches it"
            )
            yield Finding(found, f"an alarm on its {' or '.join(WAITING)}", queue.urn)


def _takes_dead_letters(graph: Graph, queue: Resource) -> Known:
    direct = [
        graph.points_to(user, path, queue)
        for kind, path in DEAD_LETTER_USERS
        for user in graph.of_type((kind,))
    ]
    redriven = [
        graph.refers(user, "redrivePolicy", _redrive_target(user), queue) for user in graph.of_type(REDRIVERS)
    ]
    return any_of((*direct, *redriven))


def _redrive_target(user: Resource) -> Plain:
    """Return the queue that a redrive policy names, ``None`` where the policy is no JSON."""
    policy = user.get("redrivePolicy")
    try:
        return lookup(document(policy), "deadLetterTargetArn") if is_set(policy) else MISSING
    except ValueError:
        return None


def _watches(graph: Graph, alarm: Resource, queue: Resource) -> Known:
    """Whether an alarm is on what waits in a queue; it sees the metrics of its own region alone."""
    if not may_share_region(alarm.region, queue.region):
        return False
    queries = [lookup(query, "metric") for query in entries(alarm.inputs, "metricQueries")]
    metrics = (("dimensions", alarm.inputs), *(("metricQueries", metric) for metric in queries))
    return any_of(
        all_of(
            (_is_waiting(metric), graph.refers(alarm, prop, lookup(metric, "dimensions.QueueName"), queue))
        )
        for prop, metric in metrics
    )


def _is_waiting(metric: Plain) -> Known:
    namespace, name = lookup(metric, "namespace"), lookup(metric, "metricName")
    return all_of(
        (
            UNKNOWN if namespace is UNKNOWN else namespace == "AWS/SQS",
            UNKNOWN if name is UNKNOWN else name in WAITING,
        )
    )


RULES: Final = (
    topic_encryption_customer_managed,
    topic_policy_principal_restricted,
    topic_subscription_transport_encrypted,
    queue_encryption_enabled,
    queue_policy_principal_restricted,
    queue_dead_letter_alarmed,
)
