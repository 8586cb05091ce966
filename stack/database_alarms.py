"""Which alarms a database has: the limits, and the reason for each in its description.

AWS's metrics are those that Aurora has for PostgreSQL by cluster, over all instances of it. What they mean of
a serverless instance is said in "Performance and scaling for Aurora Serverless v2" of Aurora's user guide. A
database that is gone reports nothing: RDS's events and the backlog tell of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stack.alarm import Alarm, Metric
from stack.naming import METRICS_NAMESPACE

if TYPE_CHECKING:
    from datetime import timedelta

    from stack.links import WatchedDatabase

CPU_PERCENT: Final = 80
CAPACITY_PERCENT: Final = 90
LAG_MILLISECONDS: Final = 1000
FREE_SHARE: Final = 0.1
ACU_BYTES: Final = 2 * 1024**3
CONNECTION_FAILURES: Final = 5
# What Aurora PostgreSQL allows: by the most capacity, and no more than that where the least is 0.5 ACU.
CONNECTIONS_PER_ACU: Final = 189
CONNECTIONS_AT_MOST: Final = 2000
CONNECTIONS_SHARE: Final = 0.8
SUSTAINED: Final = 3


def database_alarms(database: WatchedDatabase, service: str, interval: timedelta) -> tuple[Alarm, ...]:
    """Watch the cluster, and that what waits to be written to it does not go on waiting."""
    return (
        *load_alarms(database),
        *conflict_alarms(database),
        *connection_alarms(database),
        backlog_alarm(service, interval),
    )


def _metrics(database: WatchedDatabase, name: str, statistic: str) -> tuple[Metric, ...]:
    return (Metric("AWS/RDS", name, {"DBClusterIdentifier": database.cluster}, statistic),)


def load_alarms(database: WatchedDatabase) -> tuple[Alarm, ...]:
    """Watch what is left of an instance that has grown as far as it may."""
    return (
        Alarm(
            "database-cpu-alarm",
            "An instance used over 80 % of the processor that databaseMaxAcu gives it, for 15 minutes",
            _metrics(database, "CPUUtilization", "Maximum"),
            CPU_PERCENT,
            "notBreaching",
            periods=SUSTAINED,
        ),
        Alarm(
            "database-capacity-alarm",
            "An instance was at over 90 % of databaseMaxAcu for 15 minutes: it can hardly grow any more",
            _metrics(database, "ACUUtilization", "Maximum"),
            CAPACITY_PERCENT,
            "notBreaching",
            periods=SUSTAINED,
        ),
        Alarm(
            "database-memory-alarm",
            f"Under 10 % of the memory of {database.max_acu:g} ACU was free for 15 minutes",
            _metrics(database, "FreeableMemory", "Minimum"),
            database.max_acu * ACU_BYTES * FREE_SHARE,
            "notBreaching",
            comparison="LessThanThreshold",
            periods=SUSTAINED,
        ),
    )


def conflict_alarms(database: WatchedDatabase) -> tuple[Alarm, ...]:
    """Watch the reader, which falls behind the writer, and statements that stop one another."""
    return (
        Alarm(
            "database-replica-lag-alarm",
            "The reader was over a second behind the writer for 15 minutes",
            _metrics(database, "AuroraReplicaLag", "Maximum"),
            LAG_MILLISECONDS,
            "notBreaching",
            periods=SUSTAINED,
        ),
        Alarm(
            "database-deadlocks-alarm",
            "Statements waited for one another until the database gave one of them up",
            _metrics(database, "Deadlocks", "Maximum"),
            0,
            "notBreaching",
        ),
    )


def connection_alarms(database: WatchedDatabase) -> tuple[Alarm, ...]:
    """Watch how many come, and who is not let in.

    That is counted by what PostgreSQL logs of it: Aurora has a metric of it for MySQL alone.
    """
    allowed = min(database.max_acu * CONNECTIONS_PER_ACU, CONNECTIONS_AT_MOST)
    return (
        Alarm(
            "database-connections-alarm",
            "The database has over 80 % of the connections that it can take",
            _metrics(database, "DatabaseConnections", "Maximum"),
            allowed * CONNECTIONS_SHARE,
            "notBreaching",
        ),
        Alarm(
            "database-connection-failures-alarm",
            "The database let more than 5 connections not in within 5 minutes",
            (Metric(METRICS_NAMESPACE, database.connection_failures, {}),),
            CONNECTION_FAILURES,
            "notBreaching",
        ),
    )


def backlog_alarm(service: str, interval: timedelta) -> Alarm:
    """Watch the outbox, as the scheduled check reports it; that it reports is another alarm's business."""
    return Alarm(
        "audit-backlog-alarm",
        "Records have waited for three scheduled checks to be audited: the database does not take them",
        (Metric(METRICS_NAMESPACE, "AuditBacklog", {"service": service}, statistic="Minimum"),),
        0,
        "notBreaching",
        period=interval,
        periods=SUSTAINED,
    )
