"""The whole chain: time calls a function, its metric feeds an alarm, and silence reaches a subscriber."""

import json

import pytest

from tests.emulator.functions import function
from tests.emulator.steps import forward, rule

ACCOUNT = "123456789012"
QUEUE = f"arn:aws:sqs:us-west-2:{ACCOUNT}:heard"
PERIOD_SECONDS = 300
SOURCE = """
from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

def handler(event, context):
    metrics = Metrics(namespace="Watch", service="shop")
    metrics.add_metric("Healthy", MetricUnit.Count, 1)
    metrics.flush_metrics()
"""


@pytest.fixture(scope="module")
def heard(client):
    """Return a topic, and what gives the states of which its subscriber was told."""
    topic = client("sns").create_topic(Name="heard")["TopicArn"]
    url = client("sqs").create_queue(QueueName="heard")["QueueUrl"]
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": QUEUE,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=QUEUE)

    def states():
        found = client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        for each in found:
            client("sqs").delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
        return [json.loads(json.loads(each["Body"])["Message"])["NewStateValue"] for each in found]

    return topic, states


@pytest.fixture(scope="module")
def beating(client, heard):
    """Have a function report every five minutes, and an alarm ring when it has not for two periods."""
    topic, _ = heard
    alias = function(client, "beats", SOURCE, Timeout=20)
    made = rule(client, "beats", "rate(5 minutes)", alias)
    client("lambda").add_permission(
        FunctionName="beats",
        Qualifier="live",
        StatementId="rule",
        Action="lambda:InvokeFunction",
        Principal="events.amazonaws.com",
        SourceArn=made,
    )
    client("cloudwatch").put_metric_alarm(
        AlarmName="heartbeat",
        Namespace="Watch",
        MetricName="Healthy",
        Dimensions=[{"Name": "service", "Value": "shop"}],
        Statistic="SampleCount",
        Period=PERIOD_SECONDS,
        EvaluationPeriods=2,
        Threshold=1,
        ComparisonOperator="LessThanThreshold",
        TreatMissingData="breaching",
        AlarmActions=[topic],
        OKActions=[topic],
    )


def state(client):
    (found,) = client("cloudwatch").describe_alarms(AlarmNames=["heartbeat"])["MetricAlarms"]
    return found["StateValue"]


@pytest.mark.usefixtures("beating")
def test_a_function_that_stops_reporting_rings_and_one_that_reports_again_does_not(client, emulator, heard):
    _, states = heard
    forward(emulator, 30)
    reporting, first = state(client), states()
    client("events").disable_rule(Name="beats")
    forward(emulator, 25)
    silent, second = state(client), states()
    client("events").enable_rule(Name="beats")
    forward(emulator, 15)
    assert (reporting, first[-1:]) == ("OK", ["OK"])
    assert (silent, second) == ("ALARM", ["ALARM"])
    assert (state(client), states()) == ("OK", ["OK"])


@pytest.mark.usefixtures("beating")
def test_a_function_that_is_refused_rings_too(client, emulator, heard):
    _, states = heard
    client("lambda").put_function_concurrency(FunctionName="beats", ReservedConcurrentExecutions=0)
    forward(emulator, 25)
    rung = state(client), states()
    client("lambda").delete_function_concurrency(FunctionName="beats")
    assert rung == ("ALARM", ["ALARM"])
