"""The dashboard draws what the alarms are about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from stack.alarm_rules import alarms
from stack.charts import charts
from stack.links import WatchedDatabase
from tests.unit.stack.test_alarm_rules import WATCHED

CHARTS = charts(WATCHED)
WITH_DATABASE = replace(WATCHED, database=WatchedDatabase("c", 2, "dr-test-failures"))


def test_health_is_seen_first():
    assert [chart.title for chart in CHARTS] == [
        "Scheduled check",
        "API requests",
        "API latency",
        "Function",
        "Function duration",
        "Table throttles",
        "Dead letters",
    ]


def test_a_database_is_seen_last():
    assert [chart.title for chart in charts(WITH_DATABASE)[len(CHARTS) :]] == [
        "Records not audited yet",
        "Database load",
        "Database memory",
        "Database connections",
        "Database replica lag and deadlocks",
    ]


def test_every_metric_that_rings_is_drawn_but_for_the_table_s_own_faults():
    drawn = {
        (metric.name, *metric.dimensions.values())
        for chart in charts(WITH_DATABASE)
        for metric in chart.metrics
    }
    rings = {
        (metric.name, *metric.dimensions.values())
        for alarm in alarms(WITH_DATABASE, timedelta(seconds=30))
        for metric in alarm.metrics
    }
    assert {metric[:2] for metric in rings - drawn} == {("SystemErrors", "t")}
