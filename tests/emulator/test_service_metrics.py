"""What services count of themselves, with the dimensions of our alarms; ministack counts little of it."""

import pytest

from tests.emulator.apis import address, allow, api, ask
from tests.emulator.functions import function
from tests.emulator.steps import begin_minute, forward

SOURCE = """
def handler(event, context):
    status = int(event["rawPath"].strip("/"))
    if status == 502:
        raise RuntimeError("a bug")
    return {"statusCode": status, "body": "{}"}
"""
WRITING = """
import json

def handler(event, context):
    print("an ordinary line")
    print(json.dumps({
        "_aws": {
            "Timestamp": 1000000000000,
            "CloudWatchMetrics": [
                {
                    "Namespace": "Shop",
                    "Dimensions": [["service"], ["service", "region"]],
                    "Metrics": [{"Name": "Orders", "Unit": "Count"}, {"Name": "Took", "Unit": "Seconds"}],
                },
                {"Namespace": "Till", "Dimensions": [[]], "Metrics": [{"Name": "Orders"}]},
            ],
        },
        "service": "web",
        "region": "west",
        "Orders": 3,
        "Took": [0.5, 1.5],
    }))
    print(json.dumps({"_aws": {"CloudWatchMetrics": [{"Namespace": "Shop", "Metrics": [{"Name": "Lost"}]}]}}))
"""


@pytest.fixture(scope="module")
def total(client):
    """Return what sums a metric up over all time; ``None`` where nothing was ever recorded."""

    def summed(namespace, name, statistic="Sum", **dimensions):
        found = client("cloudwatch").get_metric_statistics(
            Namespace=namespace,
            MetricName=name,
            Dimensions=[{"Name": key, "Value": value} for key, value in dimensions.items()],
            StartTime=0,
            EndTime=4102444800,
            Period=86400 * 36500,
            Statistics=[statistic],
        )["Datapoints"]
        return found[0][statistic] if found else None

    return summed


@pytest.fixture(scope="module")
def asked(emulator, client):
    """Return the id of an API of which the paths ``/200``, ``/404``, ``/502`` and ``/503`` were asked."""
    arn = function(client, "serves", SOURCE, Timeout=20)
    allow(client, arn, "apigateway.amazonaws.com")
    made = api(client, arn)
    for path in ("/200", "/404", "/502", "/503"):
        ask(address(emulator, made, path))
    return made


def test_an_api_counts_its_requests_and_how_they_ended(total, asked):
    found = {name: total("AWS/ApiGateway", name, ApiId=asked) for name in ("Count", "4xx", "5xx")}
    assert found == {"Count": 4, "4xx": 1, "5xx": 2}


def test_an_api_measures_every_request(total, asked):
    assert total("AWS/ApiGateway", "Latency", "SampleCount", ApiId=asked) == 4


def test_a_function_counts_runs_that_an_api_asked_for(total, asked):
    del asked
    names = ("Invocations", "Errors", "Throttles")
    assert [total("AWS/Lambda", name, FunctionName="serves") for name in names] == [4, 1, 0]
    assert total("AWS/Lambda", "Duration", "SampleCount", FunctionName="serves") == 4


def test_a_queue_is_sampled_each_minute_also_while_it_is_empty(emulator, client, total):
    begin_minute(emulator)
    url = client("sqs").create_queue(QueueName="sampled")["QueueUrl"]
    visible = ("AWS/SQS", "ApproximateNumberOfMessagesVisible")
    forward(emulator, 3)
    empty = total(*visible, "SampleCount", QueueName="sampled"), total(*visible, QueueName="sampled")
    client("sqs").send_message(QueueUrl=url, MessageBody="one")
    forward(emulator, 2)
    assert empty == (3, 0)
    assert total(*visible, QueueName="sampled") == 2


@pytest.fixture(scope="module")
def written(client):
    client("lambda").invoke(FunctionName=function(client, "writes", WRITING, Timeout=20), Payload=b"{}")


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    ("metric", "dimensions", "value"),
    [
        (("Shop", "Orders", "Sum"), {"service": "web"}, 3),
        (("Shop", "Orders", "Sum"), {"service": "web", "region": "west"}, 3),
        (("Shop", "Orders", "Sum"), {"region": "west"}, None),
        (("Shop", "Took", "SampleCount"), {"service": "web"}, 2),
        (("Shop", "Took", "Maximum"), {"service": "web"}, 1.5),
        (("Till", "Orders", "Sum"), {}, 3),
        (("Shop", "Lost", "Sum"), {}, None),
    ],
)
def test_metrics_in_a_functions_log_are_kept_by_each_set_of_dimensions(total, metric, dimensions, value):
    assert total(*metric, **dimensions) == value


@pytest.mark.usefixtures("written")
def test_metrics_in_a_functions_log_keep_their_unit(client):
    found = client("cloudwatch").get_metric_statistics(
        Namespace="Shop",
        MetricName="Took",
        Dimensions=[{"Name": "service", "Value": "web"}],
        StartTime=0,
        EndTime=4102444800,
        Period=86400 * 36500,
        Statistics=["Sum"],
    )["Datapoints"]
    assert [each["Unit"] for each in found] == ["Seconds"]
