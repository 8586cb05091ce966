"""What the dashboard draws: pure functions from what is watched to charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack.alarm import Metric
from stack.naming import METRICS_NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pulumi

    from stack.links import Watched, WatchedDatabase


@dataclass(frozen=True)
class Chart:
    """One chart: its title and what it draws."""

    title: str
    metrics: tuple[Metric, ...]


def _metrics(
    namespace: str, dimensions: Mapping[str, pulumi.Input[str]], statistics: Mapping[str, str]
) -> tuple[Metric, ...]:
    return tuple(Metric(namespace, name, dimensions, how) for name, how in statistics.items())


def charts(watched: Watched) -> tuple[Chart, ...]:
    """Return what to look at, the first thing first: is it healthy, who is affected, and by what."""
    function, table, api = (
        {"FunctionName": watched.function},
        {"TableName": watched.table},
        {"ApiId": watched.api_id},
    )
    waiting = {"ApproximateNumberOfMessagesVisible": "Maximum"}
    return (
        Chart(
            "Scheduled check",
            _metrics(
                METRICS_NAMESPACE, {"service": watched.service}, {"Healthy": "Minimum", "Repaired": "Sum"}
            ),
        ),
        Chart("API requests", _metrics("AWS/ApiGateway", api, {"Count": "Sum", "4xx": "Sum", "5xx": "Sum"})),
        Chart(
            "API latency", _metrics("AWS/ApiGateway", api, {"Latency": "p99", "IntegrationLatency": "p99"})
        ),
        Chart(
            "Function",
            _metrics("AWS/Lambda", function, {"Invocations": "Sum", "Errors": "Sum", "Throttles": "Sum"}),
        ),
        Chart("Function duration", _metrics("AWS/Lambda", function, {"Duration": "p99"})),
        Chart(
            "Table throttles",
            _metrics("AWS/DynamoDB", table, {"ReadThrottleEvents": "Sum", "WriteThrottleEvents": "Sum"}),
        ),
        Chart(
            "Dead letters",
            tuple(
                metric
                for queue in watched.dead_letters.values()
                for metric in _metrics("AWS/SQS", {"QueueName": queue}, waiting)
            ),
        ),
        *(_database_charts(watched.database, watched.service) if watched.database else ()),
    )


def _database_charts(database: WatchedDatabase, service: str) -> tuple[Chart, ...]:
    cluster, ours = {"DBClusterIdentifier": database.cluster}, METRICS_NAMESPACE
    load = {"CPUUtilization": "Maximum", "ACUUtilization": "Maximum"}
    conflicts = {"AuroraReplicaLag": "Maximum", "Deadlocks": "Maximum"}
    connections = _metrics("AWS/RDS", cluster, {"DatabaseConnections": "Maximum"})
    refused = _metrics(ours, {}, {database.connection_failures: "Sum"})
    return (
        Chart("Records not audited yet", _metrics(ours, {"service": service}, {"AuditBacklog": "Maximum"})),
        Chart("Database load", _metrics("AWS/RDS", cluster, load)),
        Chart("Database memory", _metrics("AWS/RDS", cluster, {"FreeableMemory": "Minimum"})),
        Chart("Database connections", (*connections, *refused)),
        Chart("Database replica lag and deadlocks", _metrics("AWS/RDS", cluster, conflicts)),
    )
