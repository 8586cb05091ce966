"""The limits of the database's alarms, and what silence means to each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from stack.alarm import Metric
from stack.alarm_rules import alarms
from stack.database_alarms import database_alarms
from stack.links import WatchedDatabase
from tests.unit.stack.test_alarm_rules import FIVE, RULES, WATCHED, limits

DATABASE = WatchedDatabase("c", 2, "dr-test-failures")
WITH_DATABASE = alarms(replace(WATCHED, database=DATABASE), timedelta(seconds=30))
FOUND = {each.kind: each for each in database_alarms(DATABASE, "dr-test", timedelta(minutes=7))}


def test_a_database_is_watched_besides_all_else():
    assert [each.kind for each in WITH_DATABASE] == [*RULES, *FOUND]
    assert WITH_DATABASE[len(RULES) :] == tuple(FOUND.values())


def test_the_table_s_own_faults_are_counted_in_what_the_outbox_takes_too():
    changed = [each for each in WITH_DATABASE if each.kind in RULES and each != RULES[each.kind]]
    assert [each.kind for each in changed] == ["table-system-errors-alarm"]
    assert [metric.dimensions["Operation"] for metric in changed[0].metrics] == [
        "GetItem",
        "PutItem",
        "DeleteItem",
        "Query",
        "TransactWriteItems",
    ]


@pytest.mark.parametrize(
    ("kind", "metric", "statistic", "expected"),
    [
        (
            "database-cpu-alarm",
            "CPUUtilization",
            "Maximum",
            ("GreaterThanThreshold", 80, FIVE, 3, "notBreaching"),
        ),
        (
            "database-capacity-alarm",
            "ACUUtilization",
            "Maximum",
            ("GreaterThanThreshold", 90, FIVE, 3, "notBreaching"),
        ),
        (
            "database-memory-alarm",
            "FreeableMemory",
            "Minimum",
            ("LessThanThreshold", 0.1 * 4 * 1024**3, FIVE, 3, "notBreaching"),
        ),
        (
            "database-replica-lag-alarm",
            "AuroraReplicaLag",
            "Maximum",
            ("GreaterThanThreshold", 1000, FIVE, 3, "notBreaching"),
        ),
        (
            "database-deadlocks-alarm",
            "Deadlocks",
            "Maximum",
            ("GreaterThanThreshold", 0, FIVE, 1, "notBreaching"),
        ),
        (
            "database-connections-alarm",
            "DatabaseConnections",
            "Maximum",
            ("GreaterThanThreshold", 0.8 * 2 * 189, FIVE, 1, "notBreaching"),
        ),
    ],
)
def test_what_aurora_reports_is_held_to_a_limit(kind, metric, statistic, expected):
    alarm = FOUND[kind]
    assert alarm.metrics == (Metric("AWS/RDS", metric, {"DBClusterIdentifier": "c"}, statistic),)
    assert limits(alarm) == expected


def test_no_instance_takes_more_than_two_thousand_connections():
    found = database_alarms(replace(DATABASE, max_acu=64), "dr-test", FIVE)
    assert [each.threshold for each in found if each.kind == "database-connections-alarm"] == [1600]


def test_six_refused_connections_in_five_minutes_ring():
    alarm = FOUND["database-connection-failures-alarm"]
    assert alarm.metrics == (Metric("DisasterRecovery", "dr-test-failures", {}, "Sum"),)
    assert limits(alarm) == ("GreaterThanThreshold", 5, FIVE, 1, "notBreaching")


def test_a_backlog_that_three_checks_in_a_row_find_rings():
    alarm = FOUND["audit-backlog-alarm"]
    assert alarm.metrics == (Metric("DisasterRecovery", "AuditBacklog", {"service": "dr-test"}, "Minimum"),)
    assert limits(alarm) == ("GreaterThanThreshold", 0, timedelta(minutes=7), 3, "notBreaching")
