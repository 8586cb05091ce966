"""The alarms: what they watch, when they ring, whom they call, and that what they watch is there."""

import json
import re

import pytest

from tests.live.expected_alarms import ADDED_UP, ADDED_UP_WITH_DATABASE, ALARMS, DATABASE_ALARMS, EVERY
from tests.live.parts import database_log, has_database
from tests.live.patience import until
from tests.live.policies import for_account, in_order, statements, tls_only

TOPICS = {
    "topic": ("sns_topic_arn", "messages-key", ("backup", "budgets", "cloudwatch"), ("events.rds",)),
    "watch topic": ("watch_topic_arn", "watch-key", ("cloudwatch",), ()),
}
"""By kind the output that names it, its key, and the services that publish in their own name.

The last are those that do so besides where the stack has a database.
"""


@pytest.fixture
def kind(request):
    """What an alarm is called; one of a database is left out where there is none."""
    if request.param in DATABASE_ALARMS:
        request.getfixturevalue("with_database")
    return request.param


@pytest.fixture
def alarm(kind, client, outputs):
    """The alarm of one kind, in whichever region it must be."""
    name = f"dr-{outputs['suffix']}-{kind}"
    region = outputs["watch_region"] if name in outputs["watch_alarm_names"] else outputs["region"]
    [found] = client("cloudwatch", region).describe_alarms(AlarmNames=[name])["MetricAlarms"]
    return found


EACH = pytest.mark.parametrize("kind", EVERY, indirect=True)


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


def dimensions(kind, outputs):
    """Return the dimensions of each metric that an alarm watches."""
    named = {name: value.format(**outputs) for name, value in EVERY[kind].dimensions.items()}
    added = ADDED_UP.get(kind, ()) + ADDED_UP_WITH_DATABASE.get(kind, ()) * has_database(outputs)
    return [{**named, "Operation": each} for each in added] or [named]


def cluster(client, name):
    [found] = client("rds").describe_db_clusters(DBClusterIdentifier=name)["DBClusters"]
    return found


def threshold(kind, client, outputs):
    found = EVERY[kind].threshold
    if not callable(found):
        return found
    database = cluster(client, outputs["database_cluster_id"])
    return found(database["ServerlessV2ScalingConfiguration"]["MaxCapacity"])


def test_there_are_these_alarms_and_no_others(outputs):
    wanted = {**ALARMS, **(DATABASE_ALARMS if has_database(outputs) else {})}
    names = sorted(f"dr-{outputs['suffix']}-{kind}" for kind in wanted)
    assert sorted([*outputs["alarm_names"], *outputs["watch_alarm_names"]]) == names


@EACH
def test_it_calls_the_topic_when_it_rings_and_when_it_stops(alarm, outputs):
    watching = alarm["AlarmName"] in outputs["watch_alarm_names"]
    topic = outputs["watch_topic_arn" if watching else "sns_topic_arn"]
    assert alarm["ActionsEnabled"] is True
    assert (alarm["AlarmActions"], alarm["OKActions"]) == ([topic], [topic])


@EACH
def test_it_rings_at_its_limit(alarm, kind, client, outputs):
    found = (alarm["ComparisonOperator"], alarm["Threshold"], alarm["TreatMissingData"])
    wanted = EVERY[kind]
    limit = pytest.approx(threshold(kind, client, outputs))
    assert found == (wanted.comparison, limit, wanted.missing)


@EACH
def test_it_looks_back_as_far_as_it_must(alarm, kind, outputs):
    added = [each["MetricStat"] for each in alarm.get("Metrics", []) if "MetricStat" in each]
    assert {each["Period"] for each in added or [alarm]} == {EVERY[kind].seconds(outputs)}
    assert alarm["EvaluationPeriods"] == EVERY[kind].periods
    assert alarm.get("DatapointsToAlarm", alarm["EvaluationPeriods"]) == alarm["EvaluationPeriods"]


@EACH
def test_it_watches_what_its_name_says(alarm, kind, outputs):
    metric = [each.format(**outputs) for each in EVERY[kind].metric]
    assert measures(alarm) == [(*metric, each) for each in dimensions(kind, outputs)]


@pytest.mark.parametrize("kind", ADDED_UP, indirect=True)
def test_it_adds_up_all_that_it_watches(alarm):
    assert [each["Expression"] for each in alarm["Metrics"] if each["ReturnData"]] == ["SUM(METRICS())"]


@pytest.mark.parametrize("kind", [kind for kind in EVERY if EVERY[kind].dimensions], indirect=True)
def test_what_it_watches_is_there(alarm, client, outputs):
    there = {
        "ApiId": lambda name: client("apigatewayv2").get_api(ApiId=name)["ApiId"],
        "DBClusterIdentifier": lambda name: cluster(client, name)["DBClusterIdentifier"],
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
    for *_, named in measures(alarm):
        assert named
        assert {name: there[name](value) for name, value in named.items()} == named


@pytest.mark.parametrize("kind", [kind for kind in EVERY if not EVERY[kind].dimensions], indirect=True)
def test_what_it_watches_is_counted_in_the_database_s_log(alarm, client, outputs):
    [found] = client("logs").describe_metric_filters(
        metricName=alarm["MetricName"], metricNamespace=alarm["Namespace"]
    )["metricFilters"]
    assert found["logGroupName"] == database_log(outputs)


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

    until(target, "every checker finds the API well", well)
