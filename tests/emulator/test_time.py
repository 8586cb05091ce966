"""What services say of the time: the sandbox's, which can be moved; ministack has the machine's."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.emulator.clock import Clock
from sandbox.errors import SandboxError

HOUR = 3600


@pytest.fixture(scope="module")
def moved(emulator):
    """Return the machine's time when the sandbox's was moved an hour ahead of it."""
    before = datetime.now(UTC)
    emulator.aws.control("POST", "clock", {"forward": HOUR})
    return before + timedelta(hours=1)


def about(moment, wanted):
    """Tell whether a moment is the wanted one, give or take a minute."""
    return abs(moment - wanted) < timedelta(minutes=1)


@pytest.mark.usefixtures("moved")
def test_the_clock_says_how_far_it_was_moved(emulator):
    assert emulator.aws.control("GET", "clock")["ahead"] == HOUR


def test_what_fails_while_time_is_moved_is_said_and_keeps_nothing_else_from_happening():
    clock, seen = Clock(), []
    clock.each_tick(lambda _: {}["a rule"])
    clock.each_tick(seen.append)
    expected = r"^time has passed with 2 failures in what was to happen meanwhile, first KeyError"
    with pytest.raises(SandboxError, match=expected):
        clock.forward(20)
    assert (len(seen), clock.ahead) == (2, 20)


def test_a_datum_without_a_timestamp_is_of_the_sandboxs_time(client, moved):
    metrics = client("cloudwatch")
    metrics.put_metric_data(Namespace="Shop", MetricData=[{"MetricName": "Orders", "Value": 3}])
    found = metrics.get_metric_statistics(
        Namespace="Shop",
        MetricName="Orders",
        StartTime=moved - timedelta(minutes=2),
        EndTime=moved + timedelta(minutes=2),
        Period=60,
        Statistics=["Sum"],
    )
    assert [each["Sum"] for each in found["Datapoints"]] == [3.0]


def test_the_history_of_an_alarm_is_in_the_sandboxs_time(client, moved):
    metrics = client("cloudwatch")
    metrics.put_metric_alarm(
        AlarmName="orders",
        Namespace="Shop",
        MetricName="Orders",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="LessThanThreshold",
    )
    metrics.set_alarm_state(AlarmName="orders", StateValue="ALARM", StateReason="a test")
    (alarm,) = metrics.describe_alarms(AlarmNames=["orders"])["MetricAlarms"]
    history = metrics.describe_alarm_history(AlarmName="orders")["AlarmHistoryItems"]
    moments = [alarm["StateUpdatedTimestamp"], *(each["Timestamp"] for each in history)]
    assert {about(each, moved) for each in moments} == {True}


def test_a_table_is_made_at_the_sandboxs_time(client, moved):
    table = client("dynamodb").create_table(
        TableName="orders",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )["TableDescription"]
    assert about(table["CreationDateTime"], moved)


def test_an_object_is_of_the_sandboxs_time(client, moved):
    objects = client("s3")
    objects.create_bucket(Bucket="orders", CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
    objects.put_object(Bucket="orders", Key="one", Body=b"1")
    assert about(objects.head_object(Bucket="orders", Key="one")["LastModified"], moved)


def test_a_message_is_sent_at_the_sandboxs_time_and_is_seen_at_once(client, moved):
    queues = client("sqs")
    url = queues.create_queue(QueueName="orders")["QueueUrl"]
    queues.send_message(QueueUrl=url, MessageBody="one")
    (message,) = queues.receive_message(QueueUrl=url, AttributeNames=["SentTimestamp"])["Messages"]
    sent = datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC)
    assert about(sent, moved)


@pytest.mark.usefixtures("moved")
def test_requests_that_were_signed_by_the_machines_time_are_still_taken(client):
    assert client("sts").get_caller_identity()["Account"] == "123456789012"
