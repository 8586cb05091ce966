"""EventBridge rules and schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.messaging.admission import key_admits, key_of, keys_in, queue_admits
from dr_guard.aws.tokens import (
    EVENT_RULE,
    EVENT_TARGET,
    QUEUE,
    SCHEDULE,
)
from dr_guard.checks import (
    NOT_KNOWN,
    absent,
    is_of_aws,
    must_be_on,
    must_be_one_of,
    must_be_set,
    must_lie_within,
)
from dr_guard.finding import Finding
from dr_guard.references import References
from dr_guard.values import MISSING, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known

EVENTS: Final = "events.amazonaws.com"
RUNNING: Final = ("ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS")


def schedule_rule_enabled(rule: Resource, _settings: Settings) -> Iterator[Outcome]:
    """What should happen by itself does."""
    state, switch = rule.get("state"), rule.get("isEnabled")
    if state is not MISSING:
        yield from must_be_one_of(state, "the state", RUNNING, ("DISABLED",))
    if switch is not MISSING:
        yield from must_be_on(switch, "the rule")


def schedule_rule_target_present(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """What a rule matches goes somewhere."""
    for rule in graph.of_type((EVENT_RULE,)):
        targets = graph.satellites(rule, (EVENT_TARGET,), "rule")
        if not targets.joined:
            yield absent(targets, rule, "target")


def schedule_target_dead_letter_set(target: Resource, _settings: Settings) -> Iterator[Outcome]:
    """An event that cannot be delivered is kept."""
    arn = target.get(f"{_prefix(target)}deadLetterConfig.arn")
    yield from must_be_set(arn, "the dead-letter queue", "a queue")


def schedule_dead_letter_admitted(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """The queue that keeps what a rule could not deliver lets EventBridge send it; a schedule has a role."""
    queues = References(graph, (QUEUE,))
    sent_to: dict[Resource, None] = {}
    for target in graph.of_type((EVENT_TARGET,)):
        match = queues.match(target, "deadLetterConfig", target.get("deadLetterConfig.arn"))
        if match.found:
            sent_to[match.found] = None
        elif match.possible or (match.is_open and not match.is_derived):
            yield Finding(
                f"which queue takes its dead letters {NOT_KNOWN}", "a queue of the program", target.urn
            )
    keys = keys_in(graph)
    for queue in sent_to:
        yield from _must_admit(graph, queue, key_of(keys, queue))


def _must_admit(graph: Graph, queue: Resource, key: Resource | None) -> Iterator[Finding]:
    """Yield what keeps dead letters from a queue; of a key that is elsewhere nothing can be said."""
    yield from _must_let(queue_admits(graph, queue, EVENTS), "policy of it", "send", queue)
    if is_of_aws(queue.get("kmsMasterKeyId")):
        found = "it takes dead letters of targets, and a key that AWS manages lets no service encrypt"
        yield Finding(found, "a customer-managed key", queue.urn)
    elif key:
        yield from _must_let(key_admits(graph, key, EVENTS), "policy of its key", "encrypt", queue)


def _must_let(verdict: Known, noun: str, act: str, queue: Resource) -> Iterator[Finding]:
    if verdict is not True:
        unclear = f"whether a {noun} lets {EVENTS} {act} {NOT_KNOWN}"
        shut = f"it takes dead letters of targets, and no {noun} lets {EVENTS} {act}"
        yield Finding(unclear if verdict is UNKNOWN else shut, "a statement that does", queue.urn)


def schedule_target_retry_bounded(target: Resource, settings: Settings) -> Iterator[Outcome]:
    """A delivery is tried again for as long as it is of use, and no longer."""
    policy = f"{_prefix(target)}retryPolicy"
    age, oldest = target.get(f"{policy}.maximumEventAgeInSeconds"), settings.number("maximumAgeSeconds")
    attempts, most = target.get(f"{policy}.maximumRetryAttempts"), settings.number("maximumAttempts")
    yield from must_lie_within(age, "the age up to which an event is tried", (1, oldest), "second")
    yield from must_lie_within(attempts, "the number of further attempts", (0, most), "attempt")


def _prefix(target: Resource) -> str:
    return "target." if target.type == SCHEDULE else ""


RULES: Final = (
    schedule_rule_enabled,
    schedule_rule_target_present,
    schedule_target_dead_letter_set,
    schedule_dead_letter_admitted,
    schedule_target_retry_bounded,
)
