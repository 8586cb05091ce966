"""Which alarms the system has: the limits, and the reason for each in its description.

Pure functions from what is watched to alarms; nothing is registered here.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from stack.alarm import Alarm, Metric
from stack.database_alarms import database_alarms
from stack.functions.permissions import PERMISSIONS
from stack.naming import METRICS_NAMESPACE

if TYPE_CHECKING:
    import pulumi

    from stack.links import Watched

FUNCTION_ERRORS: Final = 5
TABLE_FAULTS: Final = 10
API_FAULTS: Final = 5
TIMEOUT_SHARE: Final = 0.8
MISSED_RUNS: Final = 2
MINUTE: Final = timedelta(minutes=1)
TABLE_OPERATIONS: Final = tuple(
    operation
    for operation in (action.removeprefix("dynamodb:") for action in PERMISSIONS["table"])
    if not operation.startswith("Describe")
)
"""What the function does to items; the table counts its own faults by operation, and only so."""
OUTBOX_OPERATIONS: Final = ("DeleteItem", "Query", "TransactWriteItems")
"""What it does besides where a database is told of them."""


def alarms(watched: Watched, timeout: timedelta) -> tuple[Alarm, ...]:
    """Return every alarm of the stack's own region; ``timeout`` is the function's."""
    database = watched.database
    return (
        *function_alarms(watched.function, timeout),
        *table_alarms(watched.table, (*TABLE_OPERATIONS, *(OUTBOX_OPERATIONS if database else ()))),
        api_alarm(watched.api_id),
        *(queue_alarm(kind, queue) for kind, queue in watched.dead_letters.items()),
        *heartbeat_alarms(watched.service, watched.interval),
        *(database_alarms(database, watched.service, watched.interval) if database else ()),
    )


def function_alarms(function: pulumi.Input[str], timeout: timedelta) -> tuple[Alarm, ...]:
    """Watch the function: it fails, is refused, or is about to run out of time."""
    dimensions = {"FunctionName": function}
    limit = timeout * TIMEOUT_SHARE
    return (
        Alarm(
            "function-errors-alarm",
            "The function failed more than 5 times in 5 minutes",
            (Metric("AWS/Lambda", "Errors", dimensions),),
            FUNCTION_ERRORS,
            "notBreaching",
        ),
        Alarm(
            "function-throttles-alarm",
            "The function was called more often at once than its reserved concurrency allows",
            (Metric("AWS/Lambda", "Throttles", dimensions),),
            0,
            "notBreaching",
        ),
        Alarm(
            "function-duration-alarm",
            f"1 call in 100 took over {limit.total_seconds():g} s of its {timeout.total_seconds():g} s",
            (Metric("AWS/Lambda", "Duration", dimensions, statistic="p99"),),
            limit / timedelta(milliseconds=1),
            "notBreaching",
        ),
    )


def table_alarms(table: pulumi.Input[str], operations: tuple[str, ...]) -> tuple[Alarm, ...]:
    """Watch the table: it refuses reads or writes, or fails by its own fault in one of ``operations``."""
    dimensions = {"TableName": table}
    faults = tuple(
        Metric("AWS/DynamoDB", "SystemErrors", {**dimensions, "Operation": operation})
        for operation in operations
    )
    return (
        Alarm(
            "table-read-throttles-alarm",
            "The table refused more than 10 reads in 5 minutes",
            (Metric("AWS/DynamoDB", "ReadThrottleEvents", dimensions),),
            TABLE_FAULTS,
            "notBreaching",
        ),
        Alarm(
            "table-write-throttles-alarm",
            "The table refused more than 10 writes in 5 minutes",
            (Metric("AWS/DynamoDB", "WriteThrottleEvents", dimensions),),
            TABLE_FAULTS,
            "notBreaching",
        ),
        Alarm(
            "table-system-errors-alarm",
            "DynamoDB failed more than 10 requests to the table in 5 minutes",
            faults,
            TABLE_FAULTS,
            "notBreaching",
        ),
    )


def api_alarm(api_id: pulumi.Input[str]) -> Alarm:
    """Watch what callers of the API get."""
    return Alarm(
        "api-5xx-alarm",
        "The API answered more than 5 requests with a server error in 5 minutes",
        (Metric("AWS/ApiGateway", "5xx", {"ApiId": api_id}),),
        API_FAULTS,
        "notBreaching",
    )


def queue_alarm(kind: str, queue: pulumi.Input[str]) -> Alarm:
    """Watch a dead-letter queue: one message is one too many. An empty one stops reporting after a while."""
    return Alarm(
        f"{kind}-alarm",
        f"Something could not be delivered or processed; it waits in {kind} for 14 days",
        (Metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", {"QueueName": queue}, statistic="Maximum"),),
        0,
        "notBreaching",
        period=MINUTE,
    )


def heartbeat_alarms(service: str, interval: timedelta) -> tuple[Alarm, ...]:
    """Watch the scheduled check itself: what it says, and that it says anything at all."""
    dimensions = {"service": service}
    return (
        Alarm(
            "heartbeat-missing-alarm",
            "The scheduled check has not reported for two of its intervals: nobody is looking",
            (Metric(METRICS_NAMESPACE, "Healthy", dimensions, statistic="SampleCount"),),
            1,
            "breaching",
            comparison="LessThanThreshold",
            period=interval,
            periods=MISSED_RUNS,
        ),
        Alarm(
            "unhealthy-alarm",
            "The scheduled check found the table or the bucket, or what protects them, not as it must be",
            (Metric(METRICS_NAMESPACE, "Healthy", dimensions, statistic="Minimum"),),
            1,
            "notBreaching",
            comparison="LessThanThreshold",
            period=interval,
        ),
    )


def health_check_alarm(health_check_id: pulumi.Input[str]) -> Alarm:
    """Watch the API from outside; Route 53 reports to us-east-1 alone."""
    return Alarm(
        "health-check-alarm",
        "The API's /health does not answer 200 when asked from outside",
        (
            Metric(
                "AWS/Route53", "HealthCheckStatus", {"HealthCheckId": health_check_id}, statistic="Minimum"
            ),
        ),
        1,
        "breaching",
        comparison="LessThanThreshold",
        period=MINUTE,
    )
