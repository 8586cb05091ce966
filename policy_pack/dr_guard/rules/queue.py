"""SQS queues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.access import must_name_principals
from dr_guard.aws.iam.transport import must_refuse_plain_http
from dr_guard.aws.messaging.dead_letters import REDRIVERS, dead_letter_queues, is_broken, takes_dead_letters
from dr_guard.aws.monitoring.metrics import KINDS, watched
from dr_guard.aws.tokens import (
    METRIC_ALARM,
    QUEUE,
    QUEUE_POLICY,
    REDRIVE_POLICY,
)
from dr_guard.checks import NOT_KNOWN, must_be_on, must_reach
from dr_guard.finding import Finding, NotApplicable
from dr_guard.references import References, referred
from dr_guard.values import UNKNOWN, Plain, is_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

WAITING: Final = ("ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage")
NO_DEAD_LETTERS: Final = "the queue takes no dead letters"
SECONDS_PER_DAY: Final = 24 * 60 * 60


def queue_encryption_enabled(queue: Resource, _settings: Settings) -> Iterator[Outcome]:
    """What a queue holds is encrypted, and the program says so."""
    if not is_set(queue.get("kmsMasterKeyId")):
        yield from must_be_on(queue.get("sqsManagedSseEnabled"), "encryption")


def queue_policy_principal_restricted(holder: Resource, _settings: Settings) -> Iterator[Outcome]:
    """No queue takes messages from everyone."""
    yield from must_name_principals(holder.get("policy"), "the policy")


def queue_policy_tls_only(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """No queue takes or gives a message over plain HTTP."""
    for queue in graph.of_type((QUEUE,)):
        yield from must_refuse_plain_http(graph, queue, QUEUE_POLICY, "queueUrl", "sqs:*")


def queue_dead_letter_set(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """What cannot be processed leaves its queue for one where somebody finds it."""
    queues = References(graph, (QUEUE,))
    apart = [each for each in graph.of_type((REDRIVE_POLICY,)) if is_set(each.get("redrivePolicy"))]
    redriven = referred(queues.match(each, "queueUrl", each.get("queueUrl")) for each in apart)
    sent_to = dead_letter_queues(graph)
    for queue in queues.targets:
        takes = takes_dead_letters(queue, sent_to)
        if takes is True:
            yield NotApplicable("the queue takes dead letters", queue.urn)
        elif not is_set(queue.get("redrivePolicy")) and redriven.holds(queue) is not True:
            is_unclear = UNKNOWN in (takes, redriven.holds(queue))
            found = (
                f"which redrive policy belongs to it {NOT_KNOWN}"
                if is_unclear
                else "it has no redrive policy"
            )
            yield Finding(found, "one that names a dead-letter queue", queue.urn)


def queue_dead_letter_retention_maximal(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """What could not be processed waits for somebody as long as it can."""
    sent_to, minimum = dead_letter_queues(graph), settings.number("minimumDays")
    for queue in graph.of_type((QUEUE,)):
        if takes_dead_letters(queue, sent_to) is False:
            yield NotApplicable(NO_DEAD_LETTERS, queue.urn)
        else:
            days = _days(queue.get("messageRetentionSeconds"))
            yield from must_reach(days, "the retention", minimum, "day", queue.urn)


def _days(seconds: Plain) -> Plain:
    is_number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    return seconds / SECONDS_PER_DAY if is_number else seconds


def queue_dead_letter_alarmed(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """Somebody learns of what ends in a dead-letter queue."""
    for user in graph.of_type(REDRIVERS):
        if is_broken(user.get("redrivePolicy")):
            yield Finding("its redrive policy is no JSON", "an object with deadLetterTargetArn", user.urn)
    kind = next(kind for kind in KINDS if kind.name == "queue")
    alarmed = watched(graph, graph.of_type((METRIC_ALARM,)), kind, WAITING)
    sent_to = dead_letter_queues(graph)
    for queue in graph.of_type((QUEUE,)):
        if takes_dead_letters(queue, sent_to) is False:
            yield NotApplicable(NO_DEAD_LETTERS, queue.urn)
        else:
            yield from _must_be_watched(queue, alarmed.holds(queue))


def _must_be_watched(queue: Resource, verdict: Known) -> Iterator[Finding]:
    if verdict is not True:
        unclear = f"whether an alarm watches it {NOT_KNOWN}"
        found = unclear if verdict is UNKNOWN else "no alarm watches it"
        yield Finding(found, f"an alarm on its {' or '.join(WAITING)}", queue.urn)


RULES: Final = (
    queue_encryption_enabled,
    queue_policy_principal_restricted,
    queue_policy_tls_only,
    queue_dead_letter_set,
    queue_dead_letter_retention_maximal,
    queue_dead_letter_alarmed,
)
