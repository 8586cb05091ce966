"""RDS clusters and instances: what is on record of them."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    CLUSTER,
    CLUSTER_INSTANCE,
    DATABASE,
)
from dr_guard.control import Control
from dr_guard.option import Option
from dr_guard.remedy import Chosen, Fix

AUDIT: Final = ("NIST AU-2", "NIST AU-3", "NIST AU-12")

CONTROLS: Final = (
    Control(
        id="database-logs-exported",
        title="Every database exports its logs",
        why="What a database logged before it was lost is lost with it, unless it was kept elsewhere.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(CLUSTER, DATABASE),
        references=("Config rds-logging-enabled", "checkov CKV_AWS_324", *AUDIT),
        remediation=("Add the engine's logs to enabledCloudwatchLogsExports.",),
        group="detection",
        options=(),
    ),
    Control(
        id="database-postgresql-logs-exported",
        title="Every PostgreSQL database exports its logs",
        why="What a database logged before it was lost is lost with it, unless it was kept elsewhere.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(CLUSTER, DATABASE),
        references=("FSBP RDS.37", "Config rds-logging-enabled", "checkov CKV_AWS_324", *AUDIT),
        remediation=("Add postgresql to enabledCloudwatchLogsExports.",),
        group="detection",
        options=(Option("logs", ("postgresql",), "The logs that it has to export."),),
        fixes=(Fix("enabledCloudwatchLogsExports", Chosen("logs"), "including"),),
    ),
    Control(
        id="database-mysql-logs-exported",
        title="Every MySQL or MariaDB database exports its logs",
        why="What a database logged before it was lost is lost with it, unless it was kept elsewhere.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(CLUSTER, DATABASE),
        references=("Config rds-logging-enabled", "checkov CKV_AWS_324", *AUDIT),
        remediation=("Add error and slowquery to enabledCloudwatchLogsExports.",),
        group="detection",
        options=(Option("logs", ("error", "slowquery"), "The logs that it has to export."),),
        fixes=(Fix("enabledCloudwatchLogsExports", Chosen("logs"), "including"),),
    ),
    Control(
        id="database-query-logging-enabled",
        title="Every database logs its slow statements",
        why="Nobody can tell afterwards which statement destroyed the data, or held everything up.",
        severity="low",
        enforcement="disabled",
        scope="stack",
        types=(CLUSTER, DATABASE),
        references=("checkov CKV2_AWS_27", "NIST AU-12"),
        remediation=(
            "For PostgreSQL, add a parameter group that sets log_statement to ddl, mod or all.",
            "Set log_min_duration_statement in it to 0 or more.",
            "For MySQL, add one that sets slow_query_log to 1.",
            "Name the group as dbClusterParameterGroupName (of an instance: parameterGroupName).",
        ),
        group="detection",
        options=(),
    ),
    Control(
        id="database-monitoring-enhanced",
        title="Every database instance reports what its operating system does",
        why="Without it nobody sees what fills up before the instance fails.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(CLUSTER_INSTANCE, DATABASE),
        references=(
            "FSBP RDS.6",
            "Config rds-enhanced-monitoring-enabled",
            "checkov CKV_AWS_118",
            "NIST AU-12(3)",
            "NIST CA-7",
            "NIST SI-2",
        ),
        remediation=(
            "Set monitoringInterval to the seconds between two reports.",
            "Set monitoringRoleArn to the ARN of a role that RDS may report with.",
        ),
        group="detection",
        options=(Option("maximumSeconds", 60, "The seconds between two reports, at most.", minimum=1),),
    ),
    Control(
        id="database-performance-insights-enabled",
        title="Performance Insights is on for every database instance",
        why="Without it nobody sees which statements a slow database waits for.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(CLUSTER_INSTANCE, DATABASE),
        references=("checkov CKV_AWS_353",),
        remediation=("Set performanceInsightsEnabled to true.",),
        group="detection",
        options=(),
        fixes=(Fix("performanceInsightsEnabled", value=True),),
    ),
    Control(
        id="database-performance-insights-encryption-customer-managed",
        title="Performance Insights keeps its data under a customer-managed key",
        why="Statements hold data, and a key that AWS manages can be neither restricted nor revoked.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(CLUSTER_INSTANCE, DATABASE),
        references=("checkov CKV_AWS_354", "NIST SC-28(1)"),
        remediation=("Set performanceInsightsKmsKeyId to the ARN of a key of your own.",),
        group="encryption",
        options=(),
    ),
    Control(
        id="database-event-subscription-present",
        title="Somebody is told what happens to every database",
        why="A failover, a failure or a deletion that nobody is told of is found by those who miss the data.",
        severity="low",
        enforcement="disabled",
        scope="stack",
        types=(CLUSTER, DATABASE),
        references=("FSBP RDS.19", "FSBP RDS.20", "NIST CA-7"),
        remediation=(
            "Add an EventSubscription with sourceType db-cluster (of an instance: db-instance) or none.",
            "Leave eventCategories out, or name all that the control is configured with.",
        ),
        group="detection",
        options=(
            Option(
                "categories",
                ("failure", "maintenance"),
                "The categories of events that somebody has to be told of.",
            ),
        ),
    ),
)
