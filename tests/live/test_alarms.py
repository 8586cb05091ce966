"""The alarms: whom they call, and that what they watch is there."""

import re

import pytest

from stack.naming import LIMITS

KINDS = [each for each in LIMITS if each.endswith("-alarm")]


@pytest.fixture
def alarm(request, client, outputs):
    """The alarm of one kind, in whichever region it must be."""
    name = f"dr-{outputs['suffix']}-{request.param}"
    region = outputs["watch_region"] if name in outputs["watch_alarm_names"] else outputs["region"]
    [found] = client("cloudwatch", region).describe_alarms(AlarmNames=[name])["MetricAlarms"]
    return found


EACH = pytest.mark.parametrize("alarm", KINDS, indirect=True)


def snake(operation):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()


def metrics(alarm):
    """Return what an alarm watches, as (namespace, name, dimensions)."""
    watched = [each["MetricStat"]["Metric"] for each in alarm.get("Metrics", []) if "MetricStat" in each]
    return [
        (
            each["Namespace"],
            each["MetricName"],
            {pair["Name"]: pair["Value"] for pair in each.get("Dimensions", [])},
        )
        for each in watched or [alarm]
    ]


def test_every_kind_of_alarm_is_there(outputs):
    names = [f"dr-{outputs['suffix']}-{kind}" for kind in KINDS]
    assert sorted(outputs["alarm_names"] + outputs["watch_alarm_names"]) == sorted(names)


@EACH
def test_it_calls_the_topic_when_it_rings_and_when_it_stops(alarm, outputs):
    here = alarm["AlarmArn"].split(":")[3] == outputs["region"]
    topic = outputs["sns_topic_arn" if here else "watch_topic_arn"]
    assert alarm["ActionsEnabled"] is True
    assert (alarm["AlarmActions"], alarm["OKActions"]) == ([topic], [topic])


@EACH
def test_it_says_what_a_missing_sample_means(alarm):
    expected = (
        "breaching"
        if alarm["AlarmName"].endswith(("heartbeat-missing-alarm", "health-check-alarm"))
        else "notBreaching"
    )
    assert alarm["TreatMissingData"] == expected


@EACH
def test_what_it_watches_is_there(alarm, client, outputs):
    there = {
        "ApiId": lambda name: client("apigatewayv2").get_api(ApiId=name)["ApiId"],
        "FunctionName": lambda name: client("lambda").get_function_configuration(FunctionName=name)[
            "FunctionName"
        ],
        "HealthCheckId": lambda name: client("route53").get_health_check(HealthCheckId=name)["HealthCheck"][
            "Id"
        ],
        "QueueName": lambda name: client("sqs").get_queue_url(QueueName=name)["QueueUrl"].rpartition("/")[2],
        "TableName": lambda name: client("dynamodb").describe_table(TableName=name)["Table"]["TableName"],
        "service": lambda _: outputs["metrics_service"],
        "Operation": lambda name: name if hasattr(client("dynamodb"), snake(name)) else None,
    }
    for _, _, dimensions in metrics(alarm):
        assert dimensions
        assert {name: there[name](value) for name, value in dimensions.items()} == dimensions


def test_the_topic_takes_alarms_of_this_account_alone_and_is_encrypted(client, outputs):
    found = client("sns").get_topic_attributes(TopicArn=outputs["sns_topic_arn"])["Attributes"]
    assert found["KmsMasterKeyId"] == outputs["messages_key_arn"]
    assert f'"aws:SourceAccount": "{outputs["account"]}"' in found["Policy"].replace('":"', '": "')


def test_somebody_is_subscribed(client, outputs):
    found = client("sns").list_subscriptions_by_topic(TopicArn=outputs["sns_topic_arn"])["Subscriptions"]
    assert {each["Protocol"] for each in found} <= {"email", "sms", "https", "sqs"}
    assert found


def test_the_dashboard_shows_every_alarm(client, outputs):
    body = client("cloudwatch").get_dashboard(DashboardName=outputs["dashboard_name"])["DashboardBody"]
    assert [name for name in outputs["alarm_names"] if name not in body] == []


def test_the_health_check_asks_the_api_by_https(client, outputs):
    check = client("route53").get_health_check(HealthCheckId=outputs["health_check_id"])["HealthCheck"]
    asked = check["HealthCheckConfig"]
    assert (asked["Type"], asked["Port"], asked["ResourcePath"]) == ("HTTPS", 443, "/health")
    assert f"https://{asked['FullyQualifiedDomainName']}" == outputs["api_gateway_endpoint"]
    assert (asked["RequestInterval"], asked["FailureThreshold"]) == (30, 3)


def test_the_health_check_finds_the_api_well(target, client, outputs):
    def well():
        found = client("route53").get_health_check_status(HealthCheckId=outputs["health_check_id"])
        statuses = [each["StatusReport"]["Status"] for each in found["HealthCheckObservations"]]
        return statuses and all(each.startswith("Success: HTTP Status Code 200") for each in statuses)

    target.until("every checker finds the API well", well)
