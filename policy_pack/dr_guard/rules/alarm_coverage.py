"""What CloudWatch alarms watch, and whom they tell."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from dr_guard.aws.messaging.admission import key_admits, key_of, keys_in, topic_admits
from dr_guard.aws.messaging.subscriptions import subscribed_topics
from dr_guard.aws.monitoring.metrics import (
    KINDS,
    Measure,
    by_namespace,
    is_elsewhere,
    measures,
    sees,
    watched,
)
from dr_guard.aws.monitoring.subjects import Subject, subjects
from dr_guard.aws.tokens import (
    COMPOSITE_ALARM,
    METRIC_ALARM,
    TOPIC,
)
from dr_guard.checks import NOT_KNOWN
from dr_guard.finding import Finding
from dr_guard.graph import may_share_region
from dr_guard.references import References
from dr_guard.values import UNKNOWN, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.references import Match, Referred
    from dr_guard.resource import Resource
    from dr_guard.values import Plain

NAMED: Final = {kind.name: kind for kind in KINDS}
ALARMS: Final = (METRIC_ALARM, COMPOSITE_ALARM)
CLOUDWATCH: Final = "cloudwatch.amazonaws.com"
WANTED_SUBJECT: Final = "a resource of the program, or one of foreignNames"
WANTED_TOPIC: Final = "one of the program, or one of foreignTopics"


def alarm_dimensions_resolved(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """Every alarm watches something that there is, from where its metrics are."""
    foreign, known = settings.strings("foreignNames"), subjects(graph)
    for alarm in graph.of_type((METRIC_ALARM,)):
        faults = (fault for measure in measures(alarm) for fault in _faults(measure, known, foreign))
        for found in dict.fromkeys(faults):
            yield Finding(found, WANTED_SUBJECT, alarm.urn)


def _faults(
    measure: Measure, known: Mapping[str, tuple[Subject, ...]], foreign: tuple[str, ...]
) -> Iterator[str]:
    if measure.namespace is UNKNOWN:
        yield f"what it watches {NOT_KNOWN}"
    for subject in known.get(measure.namespace, ()) if isinstance(measure.namespace, str) else ():
        value = lookup(measure.dimensions, subject.dimension)
        match = subject.match(measure.alarm, measure.prop, value)
        if is_elsewhere(measure, subject.references):
            continue
        if match.candidates and not any(sees(measure.alarm, subject.kind, each) for each in match.candidates):
            yield f"the metrics of what its dimension {subject.dimension} names are in another region"
        elif fault := subject.fault(match, value, foreign):
            yield fault


def alarm_coverage_complete(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """Whatever can fail is watched by the alarms that tell of it."""
    alarms = by_namespace(graph.of_type((METRIC_ALARM,)))
    for requirement in settings.strings("requiredMetrics"):
        name, _, metrics = requirement.partition(":")
        kind, accepted = NAMED.get(name.strip()), tuple(each.strip() for each in metrics.split("|"))
        if kind is None or not all(accepted):
            yield Finding(
                "a member of requiredMetrics names no kind and metric", "such as table: SystemErrors"
            )
            continue
        near = dict.fromkeys((*alarms.get(kind.namespace, ()), *alarms.get("", ())))
        verdicts = watched(graph, near, kind, accepted)
        for target in graph.of_type(kind.types):
            if verdicts.holds(target) is not True:
                yield _unwatched(target, accepted, is_unclear=verdicts.holds(target) is UNKNOWN)


def _unwatched(target: Resource, accepted: tuple[str, ...], *, is_unclear: bool) -> Finding:
    metric = " or ".join(accepted)
    found = (
        f"whether an alarm watches its {metric} {NOT_KNOWN}"
        if is_unclear
        else f"no alarm watches its {metric}"
    )
    return Finding(found, "one that does", target.urn)


def alarm_action_topic_managed(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """Every topic that an alarm calls is in the program, with somebody behind it."""
    topics, subscribed = References(graph, (TOPIC,)), subscribed_topics(graph)
    foreign, called = settings.strings("foreignTopics"), set[str]()
    for alarm in graph.of_type(ALARMS):
        actions = [each for each in entries(alarm.inputs, "alarmActions") if _may_be_topic(each, foreign)]
        matches = tuple(topics.match_all(alarm, "alarmActions", actions))
        called.update(match.found.urn for match in matches if match.found)
        faults = (_topic_fault(alarm, match, subscribed) for match in matches)
        for found in dict.fromkeys(filter(None, faults)):
            yield Finding(found, WANTED_TOPIC, alarm.urn)
    keys = keys_in(graph)
    for topic in topics.targets:
        if topic.urn in called:
            yield from _must_admit(graph, topic, key_of(keys, topic))


def _must_admit(graph: Graph, topic: Resource, key: Resource | None) -> Iterator[Finding]:
    """Yield what keeps alarms from a topic that they call; what is not known is said by what judges it."""
    wanted = f"a statement that lets {CLOUDWATCH} do so"
    if topic_admits(graph, topic, CLOUDWATCH) is False:
        yield Finding("alarms call it, and no policy of it lets them publish", wanted, topic.urn)
    if key and key_admits(graph, key, CLOUDWATCH) is False:
        yield Finding("alarms call it, and no policy of its key lets them encrypt", wanted, topic.urn)


def _may_be_topic(action: Plain, foreign: tuple[str, ...]) -> bool:
    """Whether an action is a topic of the program, or ought to be; those of other services are none."""
    if not isinstance(action, str):
        return action is UNKNOWN
    if action.startswith("arn:") and action.split(":")[2:3] != ["sns"]:
        return False
    return not any(fnmatchcase(action, pattern) for pattern in foreign)


def _topic_fault(alarm: Resource, match: Match, subscribed: Referred) -> str:
    if match.is_open:
        # Derived from a resource of another type, it is no topic but, say, a scaling policy.
        return "" if match.is_derived else f"what an action of it calls {NOT_KNOWN}"
    if not match.candidates:
        return "an action of it calls no topic of the program"
    if not any(may_share_region(alarm.region, topic.region) for topic in match.candidates):
        return "an action of it calls a topic of another region"
    if any(subscribed.holds(topic) is False for topic in match.candidates):
        return "an action of it calls a topic that has no subscription"
    return ""


RULES: Final = (
    alarm_dimensions_resolved,
    alarm_coverage_complete,
    alarm_action_topic_managed,
)
