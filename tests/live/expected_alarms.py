"""What each alarm is to be, by its kind: written down once more, so that a slip in the stack is seen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

MORE, LESS = "GreaterThanThreshold", "LessThanThreshold"
GIBIBYTE = 1024**3
MINUTE, FIVE_MINUTES = timedelta(minutes=1), timedelta(minutes=5)
SCHEDULED = None
"""The period of what looks at whole intervals of the schedule."""


@dataclass(frozen=True)
class Expected:
    """An alarm: ``metric`` is namespace, name and statistic; it and ``dimensions`` have outputs in braces.

    A threshold may follow from the most ACU that the database may have.
    """

    metric: tuple[str, str, str]
    dimensions: dict[str, str]
    threshold: float | Callable[[float], float]
    comparison: str = MORE
    missing: str = "notBreaching"
    period: timedelta | None = FIVE_MINUTES
    periods: int = 1

    def seconds(self, outputs):
        """Return the period in seconds."""
        period = self.period or timedelta(minutes=outputs["schedule_minutes"])
        return period.total_seconds()


FUNCTION = {"FunctionName": "{lambda_function_name}"}
TABLE = {"TableName": "{dynamodb_table_name}"}
SERVICE = {"service": "{metrics_service}"}
CLUSTER = {"DBClusterIdentifier": "{database_cluster_id}"}
WAITING = ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum")
ALARMS = {
    "api-5xx-alarm": Expected(("AWS/ApiGateway", "5xx", "Sum"), {"ApiId": "{api_id}"}, 5),
    "function-dead-letters-alarm": Expected(
        WAITING, {"QueueName": "dr-{suffix}-function-dead-letters"}, 0, period=MINUTE
    ),
    "function-duration-alarm": Expected(("AWS/Lambda", "Duration", "p99"), FUNCTION, 24_000),
    "function-errors-alarm": Expected(("AWS/Lambda", "Errors", "Sum"), FUNCTION, 5),
    "function-throttles-alarm": Expected(("AWS/Lambda", "Throttles", "Sum"), FUNCTION, 0),
    "health-check-alarm": Expected(
        ("AWS/Route53", "HealthCheckStatus", "Minimum"),
        {"HealthCheckId": "{health_check_id}"},
        1,
        LESS,
        "breaching",
        MINUTE,
    ),
    "heartbeat-missing-alarm": Expected(
        ("{metrics_namespace}", "Healthy", "SampleCount"), SERVICE, 1, LESS, "breaching", SCHEDULED, 2
    ),
    "schedule-dead-letters-alarm": Expected(
        WAITING, {"QueueName": "dr-{suffix}-schedule-dead-letters"}, 0, period=MINUTE
    ),
    "table-read-throttles-alarm": Expected(("AWS/DynamoDB", "ReadThrottleEvents", "Sum"), TABLE, 10),
    "table-system-errors-alarm": Expected(("AWS/DynamoDB", "SystemErrors", "Sum"), TABLE, 10),
    "table-write-throttles-alarm": Expected(("AWS/DynamoDB", "WriteThrottleEvents", "Sum"), TABLE, 10),
    "unhealthy-alarm": Expected(
        ("{metrics_namespace}", "Healthy", "Minimum"), SERVICE, 1, LESS, period=SCHEDULED
    ),
}
DATABASE_ALARMS = {
    "audit-backlog-alarm": Expected(
        ("{metrics_namespace}", "AuditBacklog", "Minimum"), SERVICE, 0, period=SCHEDULED, periods=3
    ),
    "database-capacity-alarm": Expected(("AWS/RDS", "ACUUtilization", "Maximum"), CLUSTER, 90, periods=3),
    "database-connection-failures-alarm": Expected(
        ("{metrics_namespace}", "dr-{suffix}-database-connection-failures", "Sum"), {}, 5
    ),
    "database-connections-alarm": Expected(
        ("AWS/RDS", "DatabaseConnections", "Maximum"), CLUSTER, lambda acu: 0.8 * min(189 * acu, 2000)
    ),
    "database-cpu-alarm": Expected(("AWS/RDS", "CPUUtilization", "Maximum"), CLUSTER, 80, periods=3),
    "database-deadlocks-alarm": Expected(("AWS/RDS", "Deadlocks", "Maximum"), CLUSTER, 0),
    "database-memory-alarm": Expected(
        ("AWS/RDS", "FreeableMemory", "Minimum"),
        CLUSTER,
        lambda acu: 0.1 * acu * 2 * GIBIBYTE,
        LESS,
        periods=3,
    ),
    "database-replica-lag-alarm": Expected(
        ("AWS/RDS", "AuroraReplicaLag", "Maximum"), CLUSTER, 1000, periods=3
    ),
}
"""Those that only a stack with a database has."""
EVERY = {**ALARMS, **DATABASE_ALARMS}
ADDED_UP = {"table-system-errors-alarm": ("GetItem", "PutItem")}
"""What watches several at once, by operation."""
ADDED_UP_WITH_DATABASE = {"table-system-errors-alarm": ("DeleteItem", "Query", "TransactWriteItems")}
"""The operations besides where the stack has a database."""
