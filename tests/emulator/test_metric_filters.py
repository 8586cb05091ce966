"""Metric filters count what is put into a log; ministack keeps them, and counts nothing."""

import itertools

import pytest
from botocore.exceptions import ClientError

from sandbox.emulator.repairs.metric_filters import matches

NUMBERS = itertools.count(1)
TRANSFORMATION = {"metricName": "Refused", "metricNamespace": "Shop", "metricValue": "1"}


@pytest.fixture(scope="module")
def logs(client):
    return client("logs")


@pytest.fixture
def group(logs):
    name = f"/counted/{next(NUMBERS)}"
    logs.create_log_group(logGroupName=name)
    logs.create_log_stream(logGroupName=name, logStreamName="stream")
    return name


@pytest.fixture
def count(client, logs, group):
    """Put lines through a filter, and return all that is recorded of its metric."""

    def counted(pattern, *lines, **more):
        transformation = {**TRANSFORMATION, "metricName": f"Refused{group[-1]}", **more}
        logs.put_metric_filter(
            logGroupName=group,
            filterName="refused",
            filterPattern=pattern,
            metricTransformations=[transformation],
        )
        events = [{"timestamp": 1_900_000_000_000, "message": line} for line in lines]
        logs.put_log_events(logGroupName=group, logStreamName="stream", logEvents=events)
        found = client("cloudwatch").get_metric_statistics(
            Namespace="Shop",
            MetricName=transformation["metricName"],
            StartTime=0,
            EndTime=4_102_444_800,
            Period=86400 * 36500,
            Statistics=["Sum", "SampleCount"],
        )["Datapoints"]
        return [(each["Sum"], each["SampleCount"]) for each in found]

    return counted


def test_every_line_that_matches_counts_once(count):
    lines = ("FATAL: authentication failed", "LOG: ready", "FATAL: too many clients, authentication failed")
    assert count('?"authentication failed" ?"too many"', *lines) == [(2.0, 2.0)]


def test_where_no_line_matches_the_default_is_kept(count):
    assert count("FATAL", "LOG: ready", defaultValue=0) == [(0.0, 1.0)]


def test_without_a_default_nothing_is(count):
    assert count("FATAL", "LOG: ready") == []


@pytest.mark.parametrize(
    ("pattern", "message", "expected"),
    [
        ("", "anything", True),
        ("FATAL role", "FATAL: no such role", True),
        ("FATAL role", "FATAL: too many", False),
        ('"no such role"', "FATAL: no such role", True),
        ('?ERROR ?"no such role"', "FATAL: no such role", True),
        ("?ERROR ?WARNING", "FATAL: no such role", False),
    ],
)
def test_terms_are_all_wanted_or_with_a_question_mark_any(pattern, message, expected):
    assert matches(pattern, message) is expected


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("FATAL -role", "filterPattern: found '-role'; wanted terms, all that is counted by here"),
        ("{ $.level = 3 }", "filterPattern: found '{ $.level = 3 }'; wanted terms"),
        ("?ERROR FATAL", r"filterPattern: found terms with and without \?; wanted one kind"),
    ],
)
def test_what_cannot_be_counted_by_is_refused(count, pattern, message):
    with pytest.raises(ClientError, match=message.replace("{ $", r"\{ \$").replace("3 }", r"3 \}")):
        count(pattern, "FATAL")


def test_a_value_that_is_read_in_the_line_is_refused(count):
    with pytest.raises(ClientError, match=r"metricValue: found \['\$size'\]; wanted a number"):
        count("FATAL", "FATAL", metricValue="$size")
