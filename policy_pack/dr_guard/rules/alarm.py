"""CloudWatch alarms: whether and when they are raised, and whether they act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.checks import NOT_KNOWN, counted, must_be_on, must_be_one_of, must_be_set
from dr_guard.finding import Finding, NotApplicable
from dr_guard.values import MISSING, UNKNOWN, Plain, entries, lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.resource import Resource

TREATMENTS: Final = ("breaching", "notBreaching", "ignore")
QUIET: Final = ("notBreaching", "ignore")
# What AWS reports once or a few times a day, whatever an alarm's period.
DAILY: Final = {
    "AWS/Billing": ("EstimatedCharges",),
    "AWS/S3": ("BucketSizeBytes", "NumberOfObjects"),
}


def alarm_action_set(alarm: Resource, _settings: Settings) -> Iterator[Outcome]:
    """An alarm tells somebody."""
    yield from must_be_set(alarm.get("alarmActions"), "the alarm action", "a topic")


def alarm_actions_enabled(alarm: Resource, _settings: Settings) -> Iterator[Outcome]:
    """An alarm that is raised acts."""
    switch = alarm.get("actionsEnabled")
    if switch is not MISSING:
        yield from must_be_on(switch, "actionsEnabled")


def alarm_missing_data_explicit(alarm: Resource, _settings: Settings) -> Iterator[Outcome]:
    """What silence means is decided for every alarm.

    The provider fills in ``missing`` before a policy sees the alarm, so that is no decision.
    """
    treatment = alarm.get("treatMissingData")
    yield from must_be_one_of(treatment, "the treatment of missing data", TREATMENTS, ("missing",))
    if treatment in QUIET and _is_raised_by_silence(alarm):
        yield Finding("it is raised by silence alone, which is taken for health", "breaching")


def _is_raised_by_silence(alarm: Resource) -> bool:
    """Whether an alarm counts samples and asks for one: where there is none, there is no count either."""
    threshold = alarm.get("threshold")
    is_low = isinstance(threshold, int | float) and threshold <= 1
    counts = alarm.get("statistic") == "SampleCount"
    return counts and is_low and alarm.get("comparisonOperator") == "LessThanThreshold"


def alarm_detection_timely(alarm: Resource, settings: Settings) -> Iterator[Outcome]:
    """A fault that lasts raises its alarm while there is time left to recover."""
    namespace, name = alarm.get("namespace"), alarm.get("metricName")
    if isinstance(namespace, str) and name in DAILY.get(namespace, ()):
        yield NotApplicable("the metric is reported once a day")
        return
    seconds, maximum = _seconds_to_detect(alarm), settings.number("maximumSeconds")
    wanted = f"at most {counted(maximum, 'second')}"
    if seconds is MISSING:
        yield Finding("the time until it is raised is not set", wanted)
    elif seconds is UNKNOWN:
        yield Finding(f"the time until it is raised {NOT_KNOWN}", wanted)
    elif isinstance(seconds, int | float) and seconds > maximum:
        yield Finding(f"the time until it is raised is {counted(seconds, 'second')}", wanted)


def _seconds_to_detect(alarm: Resource) -> Plain:
    """Return how long a fault lasts before the alarm is raised.

    ``MISSING`` where nothing says so, ``UNKNOWN`` where that is not known yet.
    """
    if alarm.get("evaluationCriteria") is not MISSING:
        pending = alarm.get("evaluationCriteria.promqlCriteria.pendingPeriod")
        return _combined(alarm.get("evaluationInterval"), 0 if pending is MISSING else pending, "+")
    datapoints = alarm.get("datapointsToAlarm")
    needed = alarm.get("evaluationPeriods") if datapoints is MISSING else datapoints
    return _combined(_period(alarm), needed, "*")


def _period(alarm: Resource) -> Plain:
    """Return the alarm's period, or the longest of its queries'."""
    queries = entries(alarm.inputs, "metricQueries")
    paths = ("period", "metric.period")
    found = [alarm.get("period"), *(lookup(query, path) for query in queries for path in paths)]
    if UNKNOWN in found:
        return UNKNOWN
    numbers = [each for each in found if isinstance(each, int | float)]
    return max(numbers, default=MISSING)


def _combined(one: Plain, other: Plain, how: str) -> Plain:
    if UNKNOWN in (one, other):
        return UNKNOWN
    if not isinstance(one, int | float) or not isinstance(other, int | float):
        return MISSING
    return one + other if how == "+" else one * other


RULES: Final = (
    alarm_action_set,
    alarm_actions_enabled,
    alarm_missing_data_explicit,
    alarm_detection_timely,
)
