"""CloudWatch log groups and dashboards."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from dr_guard.aws.iam.documents import is_readable
from dr_guard.aws.monitoring.dashboards import alarms as dashboard_alarms
from dr_guard.aws.monitoring.dashboards import series
from dr_guard.aws.monitoring.subjects import Subject, subjects
from dr_guard.aws.tokens import (
    COMPOSITE_ALARM,
    DASHBOARD,
    METRIC_ALARM,
)
from dr_guard.checks import NOT_KNOWN, must_be_customer_key, must_be_on, must_reach
from dr_guard.finding import Finding
from dr_guard.references import References
from dr_guard.values import MISSING, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.resource import Resource


def log_group_retention_set(group: Resource, settings: Settings) -> Iterator[Outcome]:
    """Logs are kept for a time that somebody chose."""
    yield from must_reach(
        group.get("retentionInDays"), "the retention", settings.number("minimumDays"), "day"
    )


def log_group_encryption_customer_managed(group: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Logs are encrypted with a key whose policy is the owner's."""
    yield from must_be_customer_key(group.get("kmsKeyId"), "the encryption key")


def log_group_destroy_skipped(group: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Logs outlive the program that made them."""
    yield from must_be_on(group.get("skipDestroy"), "keeping the logs when the group is destroyed")


def dashboard_references_resolved(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """Every chart of a dashboard draws something that there is."""
    foreign, known = settings.strings("foreignNames"), subjects(graph)
    alarms = References(graph, (METRIC_ALARM, COMPOSITE_ALARM), is_global=True)
    for dashboard in graph.of_type((DASHBOARD,)):
        body = dashboard.get("dashboardBody")
        if body is UNKNOWN:
            yield Finding(f"what it draws {NOT_KNOWN}", "metrics of what there is", dashboard.urn)
        elif not is_readable(body):
            yield Finding("its body is no JSON", "an object with widgets", dashboard.urn)
        else:
            faults = (*_faults(dashboard, known, foreign), *_lost_alarms(dashboard, alarms, foreign))
            for found in dict.fromkeys(faults):
                yield Finding(found, "a resource of the program, or one of foreignNames", dashboard.urn)


def _faults(
    dashboard: Resource, known: Mapping[str, tuple[Subject, ...]], foreign: tuple[str, ...]
) -> Iterator[str]:
    for each in series(dashboard.get("dashboardBody")):
        for subject in known.get(each.namespace, ()) if isinstance(each.namespace, str) else ():
            value = each.dimensions.get(subject.dimension, MISSING)
            match = subject.match(dashboard, "dashboardBody", value)
            if fault := subject.fault(match, value, foreign):
                yield fault


def _lost_alarms(dashboard: Resource, alarms: References, foreign: tuple[str, ...]) -> Iterator[str]:
    for arn in dashboard_alarms(dashboard.get("dashboardBody")):
        match = alarms.match(dashboard, "dashboardBody", arn)
        is_foreign = isinstance(arn, str) and any(fnmatchcase(arn, pattern) for pattern in foreign)
        if not match.candidates and not is_foreign:
            yield "an alarm that it shows is not in the program"


RULES: Final = (
    log_group_retention_set,
    log_group_encryption_customer_managed,
    log_group_destroy_skipped,
    dashboard_references_resolved,
)
