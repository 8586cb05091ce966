"""Alarms are evaluated by the sandbox's time, on their own metric; tests say what ministack alone does."""

import json
from datetime import UTC, datetime

import pytest

from tests.emulator.steps import MINUTE, begin_minute, forward

NAMESPACE = "Shop"
ACCOUNT = "123456789012"


@pytest.fixture(autouse=True)
def _a_minute_has_just_begun(emulator):
    begin_minute(emulator)


@pytest.fixture(scope="module")
def metrics(client):
    return client("cloudwatch")


@pytest.fixture(scope="module")
def subscriber(client):
    """Return what takes the messages of a topic's subscriber, and the topic's ARN."""
    topic = client("sns").create_topic(Name="rings")["TopicArn"]
    url = client("sqs").create_queue(QueueName="rings")["QueueUrl"]
    queue = f"arn:aws:sqs:us-west-2:{ACCOUNT}:rings"
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:*",
        "Resource": queue,
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue)

    def messages():
        found = client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        for each in found:
            client("sqs").delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
        return [json.loads(json.loads(each["Body"])["Message"]) for each in found]

    return topic, messages


def put(metrics, name, value, **dimensions):
    metrics.put_metric_data(
        Namespace=NAMESPACE,
        MetricData=[
            {
                "MetricName": name,
                "Value": value,
                "Dimensions": [{"Name": key, "Value": each} for key, each in dimensions.items()],
            }
        ],
    )


def alarm(metrics, name, **asked):
    """Make an alarm that rings above 5 in a minute, unless told otherwise."""
    given = {
        "Namespace": NAMESPACE,
        "MetricName": name,
        "Statistic": "Sum",
        "Period": MINUTE,
        "EvaluationPeriods": 1,
        "Threshold": 5,
        "ComparisonOperator": "GreaterThanThreshold",
    }
    given |= asked
    metrics.put_metric_alarm(AlarmName=name, **{key: each for key, each in given.items() if each is not None})


def state(metrics, name):
    return described(metrics, name)["StateValue"]


def described(metrics, name):
    (found,) = metrics.describe_alarms(AlarmNames=[name])["MetricAlarms"]
    return found


def test_an_alarm_starts_without_data_and_waits_for_time(metrics):
    """Alone, ministack evaluates at once when a datum is put."""
    alarm(metrics, "starts", TreatMissingData="notBreaching")
    put(metrics, "starts", 9)
    assert state(metrics, "starts") == "INSUFFICIENT_DATA"


def test_an_alarm_without_data_is_evaluated_when_time_passes(emulator, metrics):
    """Alone, ministack never looks at an alarm of which no metric was put."""
    alarm(metrics, "silent", TreatMissingData="breaching")
    forward(emulator, 1)
    assert state(metrics, "silent") == "ALARM"


def test_only_the_metric_with_exactly_the_alarms_dimensions_counts(emulator, metrics):
    """Alone, ministack adds up all metrics of the name, whatever their dimensions."""
    queue = [{"Name": "Queue", "Value": "letters"}]
    alarm(metrics, "narrow", Dimensions=queue, TreatMissingData="notBreaching")
    put(metrics, "narrow", 9)
    put(metrics, "narrow", 9, Queue="others")
    put(metrics, "narrow", 9, Queue="letters", Region="west")
    forward(emulator, 1)
    before = state(metrics, "narrow")
    put(metrics, "narrow", 9, Queue="letters")
    forward(emulator, 1)
    assert (before, state(metrics, "narrow")) == ("OK", "ALARM")


def test_as_many_datapoints_breach_as_the_alarm_asks_for(emulator, metrics):
    """Alone, ministack puts all periods into one datapoint."""
    alarm(metrics, "often", EvaluationPeriods=3, DatapointsToAlarm=2)
    states = []
    for value in (9, 0, 0, 9, 9):
        put(metrics, "often", value)
        forward(emulator, 1)
        states.append(state(metrics, "often"))
    assert states[2:] == ["OK", "OK", "ALARM"]


def test_old_data_stop_counting(emulator, metrics):
    """Alone, ministack stays in ALARM until another datum is put."""
    alarm(metrics, "passes", TreatMissingData="notBreaching")
    put(metrics, "passes", 9)
    forward(emulator, 1)
    during = state(metrics, "passes")
    forward(emulator, 3)
    assert (during, state(metrics, "passes")) == ("ALARM", "OK")


def test_a_percentile_is_taken_of_the_values(emulator, metrics):
    alarm(metrics, "slow", Statistic=None, ExtendedStatistic="p50", TreatMissingData="notBreaching")
    for value in (1, 1, 1, 100):
        put(metrics, "slow", value)
    forward(emulator, 1)
    before = state(metrics, "slow")
    for value in (1, 100, 100):
        put(metrics, "slow", value)
    forward(emulator, 1)
    assert (before, state(metrics, "slow")) == ("OK", "ALARM")


def queries(expression, *names):
    metric = [
        {
            "Id": f"m{number}",
            "MetricStat": {
                "Metric": {"Namespace": NAMESPACE, "MetricName": each},
                "Period": MINUTE,
                "Stat": "Sum",
            },
            "ReturnData": False,
        }
        for number, each in enumerate(names, start=1)
    ]
    return [*metric, {"Id": "total", "Expression": expression, "ReturnData": True}]


def calculated(metrics, name, expression):
    alarm(
        metrics,
        name,
        **dict.fromkeys(("Namespace", "MetricName", "Statistic", "Period")),
        Metrics=queries(expression, "reads", "writes"),
        TreatMissingData="notBreaching",
    )


def test_an_alarm_on_an_expression_adds_metrics_up(emulator, metrics):
    """Alone, ministack forgets the expression."""
    calculated(metrics, "sum", "SUM(METRICS())")
    put(metrics, "reads", 3)
    forward(emulator, 1)
    before = state(metrics, "sum")
    put(metrics, "reads", 3)
    put(metrics, "writes", 3)
    forward(emulator, 1)
    assert (before, state(metrics, "sum")) == ("OK", "ALARM")
    assert [each["Id"] for each in described(metrics, "sum")["Metrics"]] == ["m1", "m2", "total"]


def test_an_expression_that_is_not_understood_is_not_ok(emulator, metrics):
    calculated(metrics, "strange", "ANOMALY_DETECTION_BAND(m1)")
    metrics.set_alarm_state(AlarmName="strange", StateValue="OK", StateReason="a test")
    forward(emulator, 1)
    found = described(metrics, "strange")
    assert (found["StateValue"], found["StateReason"]) == (
        "INSUFFICIENT_DATA",
        "Evaluation Error: found ANOMALY_DETECTION_BAND with 1 arguments, which is not understood here",
    )


def test_the_next_evaluation_takes_over_from_a_state_that_was_set(emulator, metrics):
    alarm(metrics, "set", TreatMissingData="notBreaching")
    metrics.set_alarm_state(AlarmName="set", StateValue="ALARM", StateReason="a test")
    before = state(metrics, "set")
    forward(emulator, 1)
    assert (before, state(metrics, "set")) == ("ALARM", "OK")


def test_a_composite_alarm_follows(emulator, metrics):
    alarm(metrics, "part", TreatMissingData="breaching")
    metrics.put_composite_alarm(AlarmName="whole", AlarmRule="ALARM(part)")
    forward(emulator, 1)
    (found,) = metrics.describe_alarms(AlarmNames=["whole"], AlarmTypes=["CompositeAlarm"])["CompositeAlarms"]
    assert found["StateValue"] == "ALARM"


def test_a_subscriber_is_told_what_cloudwatch_tells(emulator, metrics, subscriber):
    topic, messages = subscriber
    alarm(
        metrics, "told", AlarmActions=[topic], OKActions=[topic], Dimensions=[{"Name": "Queue", "Value": "q"}]
    )
    put(metrics, "told", 9, Queue="q")
    forward(emulator, 1)
    (message,) = messages()
    found = described(metrics, "told")
    assert message["AlarmArn"] == found["AlarmArn"]
    assert (message["OldStateValue"], message["NewStateValue"]) == ("INSUFFICIENT_DATA", "ALARM")
    assert (message["AWSAccountId"], message["Region"]) == (ACCOUNT, "US West (Oregon)")
    assert message["NewStateReason"] == found["StateReason"]
    assert message["Trigger"] == {
        "MetricName": "told",
        "Namespace": NAMESPACE,
        "StatisticType": "Statistic",
        "Statistic": "SUM",
        "Unit": None,
        "Dimensions": [{"value": "q", "name": "Queue"}],
        "Period": 60,
        "EvaluationPeriods": 1,
        "DatapointsToAlarm": 1,
        "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": 5.0,
        "TreatMissingData": "missing",
        "EvaluateLowSampleCountPercentile": "",
    }


def test_the_history_says_what_was_done(emulator, metrics, subscriber):
    topic, messages = subscriber
    alarm(metrics, "done", AlarmActions=[topic], TreatMissingData="breaching")
    forward(emulator, 1)
    messages()
    history = metrics.describe_alarm_history(AlarmName="done", HistoryItemType="Action")["AlarmHistoryItems"]
    assert [each["HistorySummary"] for each in history] == [f"Successfully executed action {topic}"]


def test_an_alarm_whose_actions_are_off_tells_nobody(emulator, metrics, subscriber):
    topic, messages = subscriber
    alarm(metrics, "mute", AlarmActions=[topic], TreatMissingData="breaching", ActionsEnabled=False)
    forward(emulator, 1)
    assert (state(metrics, "mute"), messages()) == ("ALARM", [])


def test_a_topic_that_does_not_let_cloudwatch_publish_is_not_told(client, emulator, metrics):
    """Alone, ministack asks no topic's policy."""
    topic = client("sns").create_topic(Name="closed")["TopicArn"]
    allowed = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sns:Publish", "Resource": topic}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    client("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)
    alarm(metrics, "closed", AlarmActions=[topic], TreatMissingData="breaching")
    forward(emulator, 1)
    history = metrics.describe_alarm_history(AlarmName="closed", HistoryItemType="Action")
    refused = f"cloudwatch.amazonaws.com is not authorized to perform: SNS:Publish on resource: {topic}"
    assert [each["HistorySummary"] for each in history["AlarmHistoryItems"]] == [
        f"Failed to execute action {topic}. Received error: {refused}"
    ]


def test_no_alarm_changes_in_a_region_that_is_lost(emulator, metrics):
    alarm(metrics, "lost", TreatMissingData="notBreaching", EvaluationPeriods=5, DatapointsToAlarm=1)
    forward(emulator, 1)
    put(metrics, "lost", 9)
    emulator.aws.control("PUT", "faults/lost", {"kind": "lost", "region": "us-west-2"})
    forward(emulator, 2)
    emulator.aws.control("DELETE", "faults/lost")
    before = state(metrics, "lost")
    forward(emulator, 1)
    assert (before, state(metrics, "lost")) == ("OK", "ALARM")


def test_a_change_is_dated_by_the_sandboxs_time(emulator, metrics):
    alarm(metrics, "dated", TreatMissingData="breaching")
    forward(emulator, 1)
    ahead = described(metrics, "dated")["StateUpdatedTimestamp"] - datetime.now(UTC)
    assert abs(ahead.total_seconds() - emulator.aws.control("GET", "clock")["ahead"]) < MINUTE
