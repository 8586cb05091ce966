"""RDS clusters and instances: what is on record of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from dr_guard.aws.database.databases import DATABASES, family
from dr_guard.aws.database.parameters import Parameters, parameters, switch
from dr_guard.aws.tokens import (
    CLUSTER,
    DATABASE,
    EVENT_SUBSCRIPTION,
)
from dr_guard.checks import NOT_KNOWN, must_be_customer_key, must_be_on, must_be_set, state
from dr_guard.finding import Finding, NotApplicable
from dr_guard.graph import may_share_region
from dr_guard.logic import all_of, any_of
from dr_guard.references import References
from dr_guard.values import MISSING, UNKNOWN, boolean, entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dr_guard.control import Settings
    from dr_guard.finding import Outcome
    from dr_guard.graph import Graph
    from dr_guard.references import Match
    from dr_guard.resource import Resource
    from dr_guard.values import Known, Plain

EXPORTS: Final = "enabledCloudwatchLogsExports"
BY_ENGINE: Final = ("postgresql", "mysql")
STATEMENTS: Final = ("ddl", "mod", "all")
SOURCES: Final = {CLUSTER: "db-cluster", DATABASE: "db-instance"}


def database_logs_exported(database: Resource, _settings: Settings) -> Iterator[Outcome]:
    """Something that a database logs is kept where the database is not."""
    engine = family(database)
    if engine in BY_ENGINE:
        yield NotApplicable("which logs its engine has to export is asked by another control")
    elif engine is UNKNOWN:
        yield Finding(f"which logs its engine has {NOT_KNOWN}", "an engine that is known")
    else:
        yield from must_be_set(database.get(EXPORTS), "the export of logs", "at least one log")


def database_postgresql_logs_exported(database: Resource, settings: Settings) -> Iterator[Outcome]:
    """What PostgreSQL logs is kept where the database is not."""
    yield from _exports(database, "postgresql", settings)


def database_mysql_logs_exported(database: Resource, settings: Settings) -> Iterator[Outcome]:
    """What MySQL or MariaDB logs is kept where the database is not."""
    yield from _exports(database, "mysql", settings)


def _exports(database: Resource, engine: str, settings: Settings) -> Iterator[Outcome]:
    logs, wanted = entries(database.inputs, EXPORTS), settings.strings("logs")
    lacking = [name for name in wanted if name not in logs]
    if family(database) != engine:
        yield NotApplicable("the database has another engine")
    elif lacking:
        found = f"the export of {' and '.join(lacking)} {NOT_KNOWN if UNKNOWN in logs else 'is off'}"
        yield Finding(found, "on")


def database_query_logging_enabled(graph: Graph, _settings: Settings) -> Iterator[Outcome]:
    """What was done to a database, and what held it up, can be read afterwards."""
    known = parameters(graph)
    for database in graph.of_type(DATABASES):
        engine = family(database)
        if engine == "postgresql":
            yield from _postgresql_logs(known, database)
        elif engine == "mysql":
            value = switch(known.get(database, "slow_query_log"))
            yield from must_be_on(value, "the parameter slow_query_log", database.urn)
        else:
            yield NotApplicable("of its engine no parameter is known that logs statements", database.urn)


def _postgresql_logs(known: Parameters, database: Resource) -> Iterator[Finding]:
    statement = known.get(database, "log_statement")
    if statement not in STATEMENTS:
        found = f"the parameter log_statement {state(statement, ('none',))}"
        yield Finding(found, " or ".join(STATEMENTS), database.urn)
    duration = known.get(database, "log_min_duration_statement")
    number = int(duration) if isinstance(duration, str) and duration.isdecimal() else duration
    if not isinstance(number, int | float) or number < 0:
        yield Finding(f"the parameter log_min_duration_statement {state(number)}", "0 or more", database.urn)


def database_monitoring_enhanced(database: Resource, settings: Settings) -> Iterator[Outcome]:
    """What an instance runs out of is seen before it fails."""
    interval, longest = database.get("monitoringInterval"), settings.number("maximumSeconds")
    if not isinstance(interval, int | float) or not 0 < interval <= longest:
        found = f"the interval between reports {state(interval)}"
        yield Finding(found, f"1 to {longest:g} seconds")
    yield from must_be_set(database.get("monitoringRoleArn"), "the role to report with", "its ARN")


def database_performance_insights_enabled(database: Resource, _settings: Settings) -> Iterator[Outcome]:
    """What a slow database waits for can be seen."""
    yield from must_be_on(database.get("performanceInsightsEnabled"), "Performance Insights")


def database_performance_insights_encryption_customer_managed(
    database: Resource, _settings: Settings
) -> Iterator[Outcome]:
    """What is kept of statements is encrypted with a key whose policy and deletion are the owner's."""
    if boolean(database.get("performanceInsightsEnabled")) in (MISSING, False):
        yield NotApplicable("Performance Insights is off")
    else:
        key = database.get("performanceInsightsKmsKeyId")
        yield from must_be_customer_key(key, "the key of Performance Insights")


def database_event_subscription_present(graph: Graph, settings: Settings) -> Iterator[Outcome]:
    """Nobody has to look at a database to know what happened to it."""
    told = _Told(graph, settings.strings("categories"))
    for database in graph.of_type(DATABASES):
        verdict = told.of(database)
        if verdict is not True:
            found = f"whether an event subscription is about it {NOT_KNOWN}"
            yield Finding(
                found if verdict is UNKNOWN else "no event subscription is about it",
                f"one that is on and tells of {' and '.join(told.categories)}",
                database.urn,
            )


@dataclass(frozen=True)
class _Told:
    """Of which databases, in which categories, the event subscriptions of a stack tell."""

    graph: Graph
    categories: tuple[str, ...]

    def of(self, database: Resource) -> Known:
        """Whether a subscription tells of a database; one without sources tells of all in its region."""
        kind = SOURCES[database.type]
        everywhere = (
            verdict
            for region, source, verdict in self._general
            if source == kind and may_share_region(region, database.region)
        )
        return any_of((*everywhere, *self._named.get(database.urn, ())))

    @cached_property
    def _subscriptions(self) -> tuple[tuple[Resource, tuple[Match, ...]], ...]:
        databases = References(self.graph, DATABASES)
        return tuple(
            (
                each,
                tuple(databases.match(each, "sourceIds", one) for one in entries(each.inputs, "sourceIds")),
            )
            for each in self.graph.of_type((EVENT_SUBSCRIPTION,))
        )

    @cached_property
    def _general(self) -> frozenset[tuple[Plain, str, Known]]:
        return frozenset(
            (each.region, kind, self._tells(each, kind, is_about=UNKNOWN if matches else True))
            for each, matches in self._subscriptions
            for kind in SOURCES.values()
            if not matches or any(match.is_open for match in matches)
        )

    @cached_property
    def _named(self) -> Mapping[str, list[Known]]:
        found: defaultdict[str, list[Known]] = defaultdict(list)
        for each, matches in self._subscriptions:
            for match in matches:
                for database in match.candidates:
                    is_about = True if match.found else UNKNOWN
                    found[database.urn].append(self._tells(each, SOURCES[database.type], is_about=is_about))
        return found

    def _tells(self, subscription: Resource, kind: str, *, is_about: Known) -> Known:
        source, enabled = subscription.get("sourceType"), boolean(subscription.get("enabled"))
        categories = entries(subscription.inputs, "eventCategories")
        lacking = not set(self.categories) <= set(categories) if categories else False
        return all_of(
            (
                is_about,
                UNKNOWN if source is UNKNOWN else source in (MISSING, kind),
                UNKNOWN if enabled is UNKNOWN else enabled in (MISSING, True),
                UNKNOWN if lacking and UNKNOWN in categories else not lacking,
            )
        )


RULES: Final = (
    database_logs_exported,
    database_postgresql_logs_exported,
    database_mysql_logs_exported,
    database_query_logging_enabled,
    database_monitoring_enhanced,
    database_performance_insights_enabled,
    database_performance_insights_encryption_customer_managed,
    database_event_subscription_present,
)
