"""What alarms measure, and of which resources.

CloudWatch knows a resource's metrics by a namespace and a dimension that names it. An alarm sees the metrics
of its own region alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dr_guard.aws.kinds import (
    BUCKETS,
)
from dr_guard.aws.tokens import (
    API,
    CLUSTER,
    CLUSTER_INSTANCE,
    DATABASE,
    EVENT_RULE,
    FILE_SYSTEM,
    FUNCTION,
    HEALTH_CHECK,
    INSTANCE,
    LOG_GROUP,
    NAT_GATEWAY,
    QUEUE,
    REST_API,
    STREAM,
    TABLE,
    TOPIC,
    VAULT,
)
from dr_guard.graph import may_share_region
from dr_guard.logic import all_of
from dr_guard.references import Match, References, Referred, referred
from dr_guard.values import MISSING, UNKNOWN, Plain, entries, is_set, lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dr_guard.graph import Graph
    from dr_guard.resource import Resource
    from dr_guard.values import Known


@dataclass(frozen=True)
class Kind:
    """A kind of resource as CloudWatch knows it.

    ``region`` is where its metrics are, where that is not its own; ``has_totals`` is whether its metrics are
    also there without the dimension, of all resources of the kind together.
    """

    name: str
    types: tuple[str, ...]
    namespace: str
    dimension: str
    region: str = ""
    has_totals: bool = False


KINDS: Final = (
    Kind("table", (TABLE,), "AWS/DynamoDB", "TableName"),
    Kind("bucket", BUCKETS, "AWS/S3", "BucketName"),
    Kind("cluster", (CLUSTER,), "AWS/RDS", "DBClusterIdentifier"),
    Kind("database", (DATABASE,), "AWS/RDS", "DBInstanceIdentifier"),
    Kind("cluster-instance", (CLUSTER_INSTANCE,), "AWS/RDS", "DBInstanceIdentifier"),
    Kind("file-system", (FILE_SYSTEM,), "AWS/EFS", "FileSystemId"),
    Kind("function", (FUNCTION,), "AWS/Lambda", "FunctionName", has_totals=True),
    Kind("api", (API,), "AWS/ApiGateway", "ApiId"),
    Kind("rest-api", (REST_API,), "AWS/ApiGateway", "ApiName"),
    Kind("rule", (EVENT_RULE,), "AWS/Events", "RuleName"),
    Kind("topic", (TOPIC,), "AWS/SNS", "TopicName"),
    Kind("queue", (QUEUE,), "AWS/SQS", "QueueName"),
    Kind("stream", (STREAM,), "AWS/Kinesis", "StreamName"),
    Kind("log-group", (LOG_GROUP,), "AWS/Logs", "LogGroupName"),
    Kind("instance", (INSTANCE,), "AWS/EC2", "InstanceId"),
    Kind("nat-gateway", (NAT_GATEWAY,), "AWS/NATGateway", "NatGatewayId"),
    Kind("vault", (VAULT,), "AWS/Backup", "BackupVaultName"),
    Kind("health-check", (HEALTH_CHECK,), "AWS/Route53", "HealthCheckId", region="us-east-1"),
)
# A query over all metrics of a name, such as SELECT MAX(Errors) FROM SCHEMA("AWS/Lambda", FunctionName).
QUERY: Final = re.compile(
    r"""\s*SELECT\s+\w+\(\s*"?([\w.%]+)"?\s*\)\s+FROM\s+(?:SCHEMA\(\s*)?"?([\w/]+)"?(.*)""",
    re.IGNORECASE | re.DOTALL,
)
NARROWED: Final = re.compile(r"\bWHERE\b", re.IGNORECASE)


@dataclass(frozen=True)
class Measure:
    """A metric that an alarm looks at.

    ``prop`` is the alarm's top-level input that names it; ``is_total`` is whether a query takes it of every
    resource that has it.
    """

    alarm: Resource
    prop: str
    namespace: Plain
    name: Plain
    dimensions: Plain = MISSING
    account: Plain = MISSING
    is_total: bool = False

    def is_of(self, kind: Kind, names: Iterable[str]) -> Known:
        """Whether it is one of these metrics of a kind of resource."""
        return all_of(
            (
                UNKNOWN if self.namespace is UNKNOWN else self.namespace == kind.namespace,
                UNKNOWN if self.name is UNKNOWN else self.name in tuple(names),
            )
        )

    def covers_all(self, kind: Kind) -> bool:
        """Whether it is taken of all resources of a kind together."""
        return self.is_total or (kind.has_totals and not is_set(self.dimensions))


def measures(alarm: Resource) -> Iterator[Measure]:
    """Yield what an alarm looks at: the one metric, or those of each of its queries."""
    yield Measure(
        alarm, "dimensions", alarm.get("namespace"), alarm.get("metricName"), alarm.get("dimensions")
    )
    for query in entries(alarm.inputs, "metricQueries"):
        yield _measure(alarm, query)


def _measure(alarm: Resource, query: Plain) -> Measure:
    expression = lookup(query, "expression")
    found = QUERY.fullmatch(expression) if isinstance(expression, str) else None
    if found and not NARROWED.search(found.group(3)):
        return Measure(alarm, "metricQueries", found.group(2), found.group(1), is_total=True)
    metric, account = lookup(query, "metric"), lookup(query, "accountId")
    namespace, name = lookup(metric, "namespace"), lookup(metric, "metricName")
    return Measure(alarm, "metricQueries", namespace, name, lookup(metric, "dimensions"), account)


def by_namespace(alarms: Iterable[Resource]) -> Mapping[str, tuple[Resource, ...]]:
    """Return alarms by the namespaces that they look at; one of which that is not known is under ``""``."""
    found: dict[str, dict[Resource, None]] = defaultdict(dict)
    for alarm in alarms:
        for measure in measures(alarm):
            if isinstance(measure.namespace, str):
                found[measure.namespace][alarm] = None
            elif measure.namespace is UNKNOWN:
                found[""][alarm] = None
    return {namespace: tuple(members) for namespace, members in found.items()}


def watched(graph: Graph, alarms: Iterable[Resource], kind: Kind, names: tuple[str, ...]) -> Referred:
    """Return which resources of a kind some alarm watches by one of these metrics."""
    references = References(graph, kind.types, is_global=bool(kind.region))
    return referred(
        match
        for alarm in alarms
        for match in _matches(alarm, kind, names, references)
        if not match.found or sees(alarm, kind, match.found)
    )


def sees(alarm: Resource, kind: Kind, target: Resource) -> bool:
    """Whether an alarm is where the metrics of a resource are, as far as that is known.

    A table has metrics wherever it has a replica.
    """
    replicas = (lookup(replica, "regionName") for replica in entries(target.inputs, "replicas"))
    regions = (kind.region,) if kind.region else (target.region, *replicas)
    return any(may_share_region(alarm.region, region) for region in regions)


def _matches(alarm: Resource, kind: Kind, names: tuple[str, ...], references: References) -> Iterator[Match]:
    judged = ((measure, measure.is_of(kind, names)) for measure in measures(alarm))
    relevant = [(measure, is_of) for measure, is_of in judged if is_of is not False]
    certain = [measure for measure, is_of in relevant if is_of is True and measure.prop == "metricQueries"]
    if not relevant:
        return
    linked = references.linked(alarm, "metricQueries")
    if linked and sum(_name(each, kind) is UNKNOWN for each in certain) == len(linked):
        # As many queries by a name that is not known yet as resources that they depend on: one of each.
        yield from map(Match, linked)
    for measure, is_of in relevant:
        if measure.covers_all(kind):
            yield from map(Match, references.targets)
        elif not is_elsewhere(measure, references):
            match = references.match(alarm, measure.prop, _name(measure, kind))
            is_sure = is_of is True
            yield Match(match.found) if is_sure and match.found else _doubted(match)


def _doubted(match: Match) -> Match:
    return Match(possible=match.candidates, is_open=match.is_open)


def _name(measure: Measure, kind: Kind) -> Plain:
    return lookup(measure.dimensions, kind.dimension)


def is_elsewhere(measure: Measure, references: References) -> bool:
    """Whether a metric is one of another account, and depends on nothing here."""
    is_named = isinstance(measure.account, str) and bool(measure.account)
    return is_named and not references.linked(measure.alarm, measure.prop)
