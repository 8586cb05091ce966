"""RDS clusters and instances: what is on record of them."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.database import KEY_ARN, cluster, instance
from tests.policy.cases.database_access import cluster_instance
from tests.policy.cases.database_network import AURORA, sets, tuned

LOGS: Final = "database-logs-exported"
POSTGRESQL: Final = "database-postgresql-logs-exported"
MYSQL: Final = "database-mysql-logs-exported"
QUERIES: Final = "database-query-logging-enabled"
MONITORING: Final = "database-monitoring-enhanced"
INSIGHTS: Final = "database-performance-insights-enabled"
INSIGHTS_KEY: Final = "database-performance-insights-encryption-customer-managed"

NO_LOGS: Final = "the export of logs is not set; wanted: at least one log"
ASKED: Final = "which logs its engine has to export is asked by another control"
ANOTHER: Final = "the database has another engine"
ROLE: Final = "the role to report with is not set; wanted: its ARN"
INTERVAL: Final = "the interval between reports"
LOGGED: Final = (sets("log_statement", "ddl"), sets("log_min_duration_statement", "1000"))


def exporting(*logs: object, engine: str = "aurora-postgresql") -> Planned:
    """Return a cluster that exports logs."""
    return cluster(engine=engine, enabledCloudwatchLogsExports=list(logs))


CASES: Final = (
    passes(LOGS, "Oracle's", instance(engine="oracle-ee", enabledCloudwatchLogsExports=["alert"])),
    passes(LOGS, "of an engine that is not named", instance(enabledCloudwatchLogsExports=["postgresql"])),
    passes(LOGS, "unknown logs", instance(engine="sqlserver-se", enabledCloudwatchLogsExports=UNKNOWN)),
    fails(LOGS, "missing", instance(engine="oracle-ee"), says=NO_LOGS),
    fails(LOGS, "none", instance(engine="db2-se", enabledCloudwatchLogsExports=[]), says=NO_LOGS),
    fails(
        LOGS, "missing, of an engine that is not named", instance(replicateSourceDb="orders"), says=NO_LOGS
    ),
    fails(
        LOGS,
        "unknown engine",
        instance(engine=UNKNOWN, enabledCloudwatchLogsExports=["error"]),
        says="which logs its engine has cannot be known at preview; wanted: an engine that is known",
    ),
    skips(LOGS, "PostgreSQL's", instance(engine="postgres"), because=ASKED),
    passes(POSTGRESQL, "Aurora's", exporting("postgresql")),
    passes(
        POSTGRESQL,
        "an instance's, and more",
        instance(engine="postgres", enabledCloudwatchLogsExports=["upgrade", "postgresql"]),
    ),
    fails(
        POSTGRESQL,
        "missing",
        cluster(engine="aurora-postgresql"),
        says="the export of postgresql is off; wanted: on",
    ),
    fails(
        POSTGRESQL,
        "another",
        exporting("iam-db-auth-error"),
        says="the export of postgresql is off; wanted: on",
    ),
    fails(
        POSTGRESQL,
        "unknown",
        exporting(UNKNOWN),
        says="the export of postgresql cannot be known at preview; wanted: on",
    ),
    fails(
        POSTGRESQL,
        "as configured",
        exporting("postgresql"),
        says="the export of instance is off; wanted: on",
        config={"logs": ["postgresql", "instance"]},
    ),
    skips(POSTGRESQL, "MySQL's", cluster(engine="aurora-mysql"), because=ANOTHER),
    *(
        passes(MYSQL, f"{engine}'s", exporting("slowquery", "error", engine=engine))
        for engine in ("aurora-mysql", "mysql")
    ),
    fails(
        MYSQL,
        "missing",
        instance(engine="mariadb"),
        says="the export of error and slowquery is off; wanted: on",
    ),
    fails(
        MYSQL,
        "one of two",
        exporting("error", "audit", engine="aurora-mysql"),
        says="the export of slowquery is off; wanted: on",
    ),
    fails(
        MYSQL,
        "unknown",
        cluster(engine="aurora-mysql", enabledCloudwatchLogsExports=UNKNOWN),
        says="the export of error and slowquery cannot be known at preview; wanted: on",
    ),
    skips(MYSQL, "PostgreSQL's", instance(engine="postgres"), because=ANOTHER),
    passes(QUERIES, "PostgreSQL's", *tuned(cluster(**AURORA), *LOGGED)),
    passes(
        QUERIES,
        "an instance's",
        *tuned(instance(engine="postgres"), LOGGED[0], sets("log_min_duration_statement", 0)),
    ),
    passes(QUERIES, "MySQL's", *tuned(instance(engine="mysql"), sets("slow_query_log", "1"))),
    fails(
        QUERIES,
        "missing",
        cluster(**AURORA),
        says=(
            "the parameter log_statement is not set; wanted: ddl or mod or all",
            "the parameter log_min_duration_statement is not set; wanted: 0 or more",
        ),
    ),
    fails(
        QUERIES,
        "none",
        *tuned(cluster(**AURORA), sets("log_statement", "none"), sets("log_min_duration_statement", -1)),
        says=(
            "the parameter log_statement is none; wanted: ddl or mod or all",
            "the parameter log_min_duration_statement is -1; wanted: 0 or more",
        ),
    ),
    fails(
        QUERIES,
        "unknown",
        *tuned(cluster(**AURORA), UNKNOWN, LOGGED[0]),
        says="the parameter log_min_duration_statement cannot be known at preview; wanted: 0 or more",
    ),
    fails(
        QUERIES,
        "off",
        *tuned(cluster(engine="aurora-mysql"), sets("slow_query_log", "OFF")),
        says="the parameter slow_query_log is off; wanted: on",
    ),
    skips(
        QUERIES,
        "Oracle's",
        instance(engine="oracle-ee"),
        because="of its engine no parameter is known that logs statements",
    ),
    passes(MONITORING, "an instance", instance(monitoringInterval=60, monitoringRoleArn=UNKNOWN)),
    passes(
        MONITORING, "a cluster's instance", cluster_instance(monitoringInterval=1, monitoringRoleArn=UNKNOWN)
    ),
    fails(
        MONITORING,
        "missing",
        cluster_instance(),
        says=(f"{INTERVAL} is not set; wanted: 1 to 60 seconds", ROLE),
    ),
    fails(
        MONITORING,
        "zero",
        instance(monitoringInterval=0, monitoringRoleArn=UNKNOWN),
        says=f"{INTERVAL} is 0; wanted: 1 to 60 seconds",
    ),
    fails(
        MONITORING,
        "too long",
        instance(monitoringInterval=60, monitoringRoleArn=UNKNOWN),
        says=f"{INTERVAL} is 60; wanted: 1 to 15 seconds",
        config={"maximumSeconds": 15},
    ),
    fails(
        MONITORING,
        "unknown",
        instance(monitoringInterval=UNKNOWN, monitoringRoleArn=UNKNOWN),
        says=f"{INTERVAL} cannot be known at preview; wanted: 1 to 60 seconds",
    ),
    passes(INSIGHTS, "on", cluster_instance(performanceInsightsEnabled=True)),
    fails(
        INSIGHTS,
        "off",
        instance(performanceInsightsEnabled=False),
        says="Performance Insights is off; wanted: on",
    ),
    fails(INSIGHTS, "missing", cluster_instance(), says="Performance Insights is not set; wanted: on"),
    fails(
        INSIGHTS,
        "unknown",
        instance(performanceInsightsEnabled=UNKNOWN),
        says="Performance Insights cannot be known at preview; wanted: on",
    ),
    passes(
        INSIGHTS_KEY,
        "a key's ARN",
        instance(performanceInsightsEnabled=True, performanceInsightsKmsKeyId=KEY_ARN),
    ),
    passes(
        INSIGHTS_KEY,
        "unknown key",
        cluster_instance(performanceInsightsEnabled="true", performanceInsightsKmsKeyId=UNKNOWN),
    ),
    fails(
        INSIGHTS_KEY,
        "missing",
        instance(performanceInsightsEnabled=UNKNOWN),
        says="the key of Performance Insights is not set; wanted: a customer-managed key",
    ),
    fails(
        INSIGHTS_KEY,
        "the AWS-managed key",
        instance(performanceInsightsEnabled=True, performanceInsightsKmsKeyId="alias/aws/rds"),
        says="the key of Performance Insights is a key that AWS manages; wanted: a customer-managed key",
    ),
    *(
        skips(INSIGHTS_KEY, f"off: {made.inputs}", made, because="Performance Insights is off")
        for made in (instance(), cluster_instance(performanceInsightsEnabled="false"))
    ),
)
