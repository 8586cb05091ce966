"""Which queues take what could not be delivered or processed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.documents import is_readable
from dr_guard.aws.tokens import (
    EVENT_BUS,
    EVENT_SOURCE_MAPPING,
    EVENT_TARGET,
    FUNCTION,
    FUNCTION_INVOKE_CONFIG,
    QUEUE,
    REDRIVE_POLICY,
    SCHEDULE,
    TOPIC_SUBSCRIPTION,
)
from dr_guard.logic import any_of
from dr_guard.references import Match, References, Referred, referred
from dr_guard.values import MISSING, UNKNOWN, Plain, document, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

SENDERS: Final[Mapping[str, str]] = {
    FUNCTION: "deadLetterConfig.targetArn",
    FUNCTION_INVOKE_CONFIG: "destinationConfig.onFailure.destination",
    EVENT_SOURCE_MAPPING: "destinationConfig.onFailure.destinationArn",
    EVENT_TARGET: "deadLetterConfig.arn",
    EVENT_BUS: "deadLetterConfig.arn",
    SCHEDULE: "target.deadLetterConfig.arn",
}
REDRIVERS: Final = (QUEUE, REDRIVE_POLICY, TOPIC_SUBSCRIPTION)


def is_broken(policy: Plain) -> bool:
    """Whether a redrive policy is there and is no JSON."""
    return is_set(policy) and not is_readable(policy)


def dead_letter_queues(graph: Graph) -> Referred:
    """Return the queues to which something in the program sends its dead letters."""
    return referred(_matches(graph))


def _matches(graph: Graph) -> Iterator[Match]:
    queues = References(graph, (QUEUE,))
    for sender in graph.of_type(SENDERS):
        path = SENDERS[sender.type]
        yield queues.match(sender, path.partition(".")[0], sender.get(path))
    for redriver in graph.of_type(REDRIVERS):
        policy = redriver.get("redrivePolicy")
        if is_set(policy) and not is_broken(policy):
            target = lookup(document(policy), "deadLetterTargetArn")
            yield queues.match(redriver, "redrivePolicy", target)


def takes_dead_letters(queue: Resource, sent_to: Referred) -> Known:
    """Whether a queue takes dead letters, be it from outside the program, which it then has to allow."""
    return any_of((sent_to.holds(queue), _is_open_to_some(queue.get("redriveAllowPolicy"))))


def _is_open_to_some(policy: Plain) -> Known:
    """Whether a policy lets other queues send their dead letters; ``UNKNOWN`` where it does not say yet."""
    may_ask = is_set(policy) and is_readable(policy)
    permission = lookup(document(policy), "redrivePermission") if may_ask else MISSING
    return UNKNOWN if permission is UNKNOWN else permission in ("allowAll", "byQueue")
