"""The alarms: what they watch, when they ring, whom they call, and that what they watch is there."""

import json
import re

import pytest

from tests.live.parts import has_database
from tests.live.policies import for_account, in_order, statements, tls_only

WATCHED = {
    "api-5xx-alarm": ("AWS/ApiGateway", "5xx", "Sum", {"ApiId": "{api_id}"}),
    "function-dead-letters-alarm": (
        "AWS/SQS",
        "ApproximateNumberOfMessagesVisible",
        "Maximum",
        {"QueueName": "dr-{suffix}-function-dead-letters"},
    ),
    "function-duration-alarm": ("AWS/Lambda", "Duration", "p99", {"FunctionName": "{lambda_function_name}"}),
    "function-errors-alarm": ("AWS/Lambda", "Errors", "Sum", {"FunctionName": "{lambda_function_name}"}),
    "function-throttles-alarm": (
        "AWS/Lambda",
        "Throttles",
        "Sum",
        {"FunctionName": "{lambda_function_name}"},
    ),
    "health-check-alarm": (
        "AWS/Route53",
        "HealthCheckStatus",
        "Minimum",
        {"HealthCheckId": "{health_check_id}"},
    ),
    "heartbeat-missing-alarm": (
        "{metrics_namespace}",
        "Healthy",
        "SampleCount",
        {"service": "{metrics_service}"},
    ),
    "schedule-dead-letters-alarm": (
        "AWS/SQS",
        "ApproximateNumberOfMessagesVisible",
        "Maximum",
        {"QueueName": "dr-{suffix}-schedule-dead-letters"},
    ),
    "table-read-throttles-alarm": (
        "AWS/DynamoDB",
        "ReadThrottleEvents",
        "Sum",
        {"TableName": "{dynamodb_table_name}"},
    ),
    "table-write-throttles-alarm": (
        "AWS/DynamoDB",
        "WriteThrottleEvents",
        "Sum",
        {"TableName": "{dynamodb_table_name}"},
    ),
    "unhealthy-alarm": ("{metrics_namespace}", "Healthy", "Minimum", {"service": "{metrics_service}"}),
}
"""By kind the namespace, metric, statistic and dimensions, with outputs in braces; but for what adds up."""
MORE, LESS = "GreaterThanThreshold", "LessThanThreshold"
LIMIT = {
    "api-5xx-alarm": (MORE, 5, "notBreaching"),
    "function-dead-letters-alarm": (MORE, 0, "notBreaching"),
    "function-duration-alarm": (MORE, 24_000, "notBreaching"),
    "function-errors-alarm": (MORE, 5, "notBreaching"),
    "function-throttles-alarm": (MORE, 0, "notBreaching"),
    "health-check-alarm": (LESS, 1, "breaching"),
    "heartbeat-missing-alarm": (LESS, 1, "breaching"),
    "schedule-dead-letters-alarm": (MORE, 0, "notBreaching"),
    "table-read-throttles-alarm": (MORE, 10, "notBreaching"),
    "table-system-errors-alarm": (MORE, 10, "notBreaching"),
    "table-write-throttles-alarm": (MORE, 10, "notBreaching"),
    "unhealthy-alarm": (LESS, 1, "notBreaching"),
}
"""By kind the comparison, the threshold, and what a missing sample means."""
BY_THE_MINUTE = ("function-dead-letters-alarm", "health-check-alarm", "schedule-dead-letters-alarm")
BY_THE_SCHEDULE = {"heartbeat-missing-alarm": 2, "unhealthy-alarm": 1}
"""What looks at whole intervals of the schedule, and at how many of them."""
TOPICS = {
    "topic": ("sns_topic_arn", "messages-key", ("backup", "budgets", "cloudwatch"), ("events.rds",)),
    "watch topic": ("watch_topic_arn", "watch-key", ("cloudwatch",), ()),
}
"""By kind the output that names it, its key, and the services that publish in their own name.

The last are those that do so besides where the stack has a database.
"""
OPERATIONS = ("GetItem", "PutItem")
OPERATIONS_OF_OUTBOX = ("DeleteItem", "Query", "TransactWriteItems")
"""What the function does to items besides where the stack has a database."""


@pytest.fixture
def alarm(request, client, outputs):
    """The alarm of one kind, in whichever region it must be."""
    name = f"dr-{outputs['suffix']}-{request.param}"
    region = outputs["watch_region"] if name in outputs["watch_alarm_names"] else outputs["region"]
    [found] = client("cloudwatch", region).describe_alarms(AlarmNames=[name])["MetricAlarms"]
    return found


@pytest.fixture
def kind(alarm, outputs):
    return alarm["AlarmName"].removeprefix(f"dr-{outputs['suffix']}-")


EACH = pytest.mark.parametrize("alarm", LIMIT, indirect=True)


def snake(operation):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()


def measures(alarm):
    """Return what an alarm watches, each as (namespace, name, statistic, dimensions)."""
    single = {"Metric": alarm, "Stat": alarm.get("Statistic", alarm.get("ExtendedStatistic"))}
    added = [each["MetricStat"] for each in alarm.get("Metrics", []) if "MetricStat" in each]
    return [
        (
            each["Metric"]["Namespace"],
            each["Metric"]["MetricName"],
            each["Stat"],
            {pair["Name"]: pair["Value"] for pair in each["Metric"].get("Dimensions", [])},
        )
        for each in added or [single]
    ]


def test_every_kind_of_alarm_is_there(outputs):
    names = {f"dr-{outputs['suffix']}-{kind}" for kind in LIMIT}
    assert names - {*outputs["alarm_names"], *outputs["watch_alarm_names"]} == set()


@EACH
def test_it_calls_the_topic_when_it_rings_and_when_it_stops(alarm, outputs):
    watching = alarm["AlarmName"] in outputs["watch_alarm_names"]
    topic = outputs["watch_topic_arn" if watching else "sns_topic_arn"]
    assert alarm["ActionsEnabled"] is True
    assert (alarm["AlarmActions"], alarm["OKActions"]) == ([topic], [topic])


@EACH
def test_it_rings_at_its_limit(alarm, kind):
    found = (alarm["ComparisonOperator"], alarm["Threshold"], alarm["TreatMissingData"])
    assert found == LIMIT[kind]


@EACH
def test_it_looks_back_as_far_as_it_must(alarm, kind, outputs):
    added = [each["MetricStat"] for each in alarm.get("Metrics", []) if "MetricStat" in each]
    seconds = 60 if kind in BY_THE_MINUTE else 300
    seconds = outputs["schedule_minutes"] * 60 if kind in BY_THE_SCHEDULE else seconds
    assert {each["Period"] for each in added or [alarm]} == {seconds}
    assert alarm["EvaluationPeriods"] == BY_THE_SCHEDULE.get(kind, 1)
    assert alarm.get("DatapointsToAlarm", alarm["EvaluationPeriods"]) == alarm["EvaluationPeriods"]


@pytest.mark.parametrize("alarm", WATCHED, indirect=True)
def test_it_watches_what_its_name_says(alarm, kind, outputs):
    *names, dimensions = WATCHED[kind]
    wanted = {name: value.format(**outputs) for name, value in dimensions.items()}
    assert measures(alarm) == [(*(each.format(**outputs) for each in names), wanted)]


@pytest.mark.parametrize("alarm", ["table-system-errors-alarm"], indirect=True)
def test_it_adds_up_the_faults_of_all_that_the_function_does_to_items(alarm, outputs):
    table = outputs["dynamodb_table_name"]
    operations = (*OPERATIONS, *OPERATIONS_OF_OUTBOX * has_database(outputs))
    wanted = [{"TableName": table, "Operation": each} for each in operations]
    assert measures(alarm) == [("AWS/DynamoDB", "SystemErrors", "Sum", each) for each in wanted]
    assert [each["Expression"] for each in alarm["Metrics"] if each["ReturnData"]] == ["SUM(METRICS())"]


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
    for *_, dimensions in measures(alarm):
        assert dimensions
        assert {name: there[name](value) for name, value in dimensions.items()} == dimensions


@pytest.mark.parametrize("kind", TOPICS)
def test_a_topic_takes_what_its_services_send_for_this_account_and_keeps_it_encrypted(client, outputs, kind):
    output, key, services, with_database = TOPICS[kind]
    services += with_database * has_database(outputs)
    arn = outputs[output]
    region = arn.split(":")[3]
    found = client("sns", region).get_topic_attributes(TopicArn=arn)["Attributes"]
    alias = f"alias/dr-{outputs['suffix']}-{key}"
    wanted = client("kms", region).describe_key(KeyId=alias)["KeyMetadata"]["Arn"]
    assert found["KmsMasterKeyId"] == wanted
    publish = {
        "Effect": "Allow",
        "Principal": {"Service": [f"{each}.amazonaws.com" for each in services]},
        "Action": "sns:Publish",
        "Resource": arn,
        "Condition": for_account(outputs),
    }
    assert statements(found["Policy"]) == in_order([publish, tls_only("sns:Publish", arn)])


@pytest.mark.parametrize("kind", TOPICS)
def test_somebody_is_subscribed(client, outputs, kind):
    arn = outputs[TOPICS[kind][0]]
    found = client("sns", arn.split(":")[3]).list_subscriptions_by_topic(TopicArn=arn)["Subscriptions"]
    # A queue is a test's own; people and pagers are reached by these.
    assert {each["Protocol"] for each in found} & {"email", "sms", "https"}


def drawn_of_database(outputs):
    failures = f"dr-{outputs['suffix']}-database-connection-failures"
    return {outputs["database_cluster_id"], failures} if has_database(outputs) else set()


def test_the_dashboard_shows_every_alarm_and_what_they_are_about(client, outputs):
    body = client("cloudwatch").get_dashboard(DashboardName=outputs["dashboard_name"])["DashboardBody"]
    alarms, *charts = json.loads(body)["widgets"]
    prefix = f"arn:aws:cloudwatch:{outputs['region']}:{outputs['account']}:alarm:"
    assert sorted(alarms["properties"]["alarms"]) == sorted(prefix + name for name in outputs["alarm_names"])
    # Before the last, which says how it is drawn, stands what it is about, or the name of what has no more.
    drawn = {series[-2] for each in charts for series in each["properties"]["metrics"]}
    queues = {outputs[f"{each}_dead_letters_url"].rpartition("/")[2] for each in ("function", "schedule")}
    names = ("lambda_function_name", "dynamodb_table_name", "api_id", "metrics_service")
    assert drawn == {*queues, *(outputs[each] for each in names), *drawn_of_database(outputs)}


def test_the_health_check_asks_the_api_by_https(client, outputs):
    check = client("route53").get_health_check(HealthCheckId=outputs["health_check_id"])["HealthCheck"]
    asked = check["HealthCheckConfig"]
    assert (asked["Type"], asked["Port"], asked["ResourcePath"]) == ("HTTPS", 443, "/health")
    assert f"https://{asked['FullyQualifiedDomainName']}" == outputs["api_gateway_endpoint"]
    assert (asked["RequestInterval"], asked["FailureThreshold"], asked["EnableSNI"]) == (30, 3, True)


def test_the_health_check_finds_the_api_well(target, client, outputs):
    def well():
        found = client("route53").get_health_check_status(HealthCheckId=outputs["health_check_id"])
        statuses = [each["StatusReport"]["Status"] for each in found["HealthCheckObservations"]]
        return statuses and all(each.startswith("Success: HTTP Status Code 200") for each in statuses)

    target.until("every checker finds the API well", well)
