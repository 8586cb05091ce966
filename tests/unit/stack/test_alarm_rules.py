"""The limits of the alarms, and what silence means to each."""

from __future__ import annotations

from datetime import timedelta

from stack.alarm import Metric
from stack.alarm_rules import TABLE_OPERATIONS, alarms, health_check_alarm
from stack.links import Watched

WATCHED = Watched(
    service="dr-test",
    interval=timedelta(minutes=7),
    function="f",
    table="t",
    api_id="a",
    dead_letters={"function-dead-letters": "q1", "schedule-dead-letters": "q2"},
)
FIVE = timedelta(minutes=5)
RULES = {each.kind: each for each in alarms(WATCHED, timedelta(seconds=30))}


def limits(alarm):
    return (alarm.comparison, alarm.threshold, alarm.period, alarm.periods, alarm.missing)


def test_every_part_is_watched():
    assert list(RULES) == [
        "function-errors-alarm",
        "function-throttles-alarm",
        "function-duration-alarm",
        "table-read-throttles-alarm",
        "table-write-throttles-alarm",
        "table-system-errors-alarm",
        "api-5xx-alarm",
        "function-dead-letters-alarm",
        "schedule-dead-letters-alarm",
        "heartbeat-missing-alarm",
        "unhealthy-alarm",
    ]


def test_the_function_may_fail_five_times_in_five_minutes():
    alarm = RULES["function-errors-alarm"]
    assert alarm.metrics == (Metric("AWS/Lambda", "Errors", {"FunctionName": "f"}, "Sum"),)
    assert limits(alarm) == ("GreaterThanThreshold", 5, FIVE, 1, "notBreaching")


def test_the_function_must_not_be_throttled():
    alarm = RULES["function-throttles-alarm"]
    assert alarm.metrics == (Metric("AWS/Lambda", "Throttles", {"FunctionName": "f"}, "Sum"),)
    assert limits(alarm) == ("GreaterThanThreshold", 0, FIVE, 1, "notBreaching")


def test_the_function_must_stay_clear_of_its_time_out():
    alarm = RULES["function-duration-alarm"]
    assert alarm.metrics == (Metric("AWS/Lambda", "Duration", {"FunctionName": "f"}, "p99"),)
    assert limits(alarm) == ("GreaterThanThreshold", 24_000, FIVE, 1, "notBreaching")
    assert alarm.description == "1 call in 100 took over 24 s of its 30 s"


def test_the_table_may_refuse_ten_reads_and_ten_writes_in_five_minutes():
    for kind, name in (("read", "ReadThrottleEvents"), ("write", "WriteThrottleEvents")):
        alarm = RULES[f"table-{kind}-throttles-alarm"]
        assert alarm.metrics == (Metric("AWS/DynamoDB", name, {"TableName": "t"}, "Sum"),)
        assert limits(alarm) == ("GreaterThanThreshold", 10, FIVE, 1, "notBreaching")


def test_the_table_s_own_faults_are_added_up_over_the_operations_that_are_used():
    alarm = RULES["table-system-errors-alarm"]
    assert TABLE_OPERATIONS == ("GetItem", "PutItem")
    assert alarm.metrics == tuple(
        Metric("AWS/DynamoDB", "SystemErrors", {"TableName": "t", "Operation": operation}, "Sum")
        for operation in TABLE_OPERATIONS
    )
    assert limits(alarm) == ("GreaterThanThreshold", 10, FIVE, 1, "notBreaching")


def test_the_api_may_answer_five_server_errors_in_five_minutes():
    alarm = RULES["api-5xx-alarm"]
    assert alarm.metrics == (Metric("AWS/ApiGateway", "5xx", {"ApiId": "a"}, "Sum"),)
    assert limits(alarm) == ("GreaterThanThreshold", 5, FIVE, 1, "notBreaching")


def test_one_dead_letter_is_one_too_many():
    for kind, queue in WATCHED.dead_letters.items():
        alarm = RULES[f"{kind}-alarm"]
        name = "ApproximateNumberOfMessagesVisible"
        assert alarm.metrics == (Metric("AWS/SQS", name, {"QueueName": queue}, "Maximum"),)
        assert limits(alarm) == ("GreaterThanThreshold", 0, timedelta(minutes=1), 1, "notBreaching")


def test_two_missed_heartbeats_ring():
    alarm = RULES["heartbeat-missing-alarm"]
    assert alarm.metrics == (Metric("DisasterRecovery", "Healthy", {"service": "dr-test"}, "SampleCount"),)
    assert limits(alarm) == ("LessThanThreshold", 1, timedelta(minutes=7), 2, "breaching")


def test_one_bad_heartbeat_rings_and_a_missing_one_is_left_to_its_own_alarm():
    alarm = RULES["unhealthy-alarm"]
    assert alarm.metrics == (Metric("DisasterRecovery", "Healthy", {"service": "dr-test"}, "Minimum"),)
    assert limits(alarm) == ("LessThanThreshold", 1, timedelta(minutes=7), 1, "notBreaching")


def test_silence_of_the_outside_view_is_alarming():
    alarm = health_check_alarm("h")
    assert alarm.metrics == (Metric("AWS/Route53", "HealthCheckStatus", {"HealthCheckId": "h"}, "Minimum"),)
    assert limits(alarm) == ("LessThanThreshold", 1, timedelta(minutes=1), 1, "breaching")
