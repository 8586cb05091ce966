"""The schedule: how it is set up, and that it fires."""

from datetime import timedelta

import pytest

from tests.live.patience import until
from tests.live.policies import for_source, in_order, statements, tls_only

QUEUES = pytest.mark.parametrize("queue", ["schedule_dead_letters_url", "function_dead_letters_url"])


def test_the_rule_fires_as_often_as_the_settings_say(client, outputs):
    rule = client("events").describe_rule(Name=outputs["event_rule_name"])
    assert rule["State"] == "ENABLED"
    minutes = outputs["schedule_minutes"]
    assert rule["ScheduleExpression"] == f"rate({minutes} minute{'s' if minutes > 1 else ''})"


def test_it_calls_the_alias_and_keeps_what_it_could_not_deliver(client, outputs):
    [aimed] = client("events").list_targets_by_rule(Rule=outputs["event_rule_name"])["Targets"]
    assert aimed["Arn"] == outputs["lambda_alias_arn"]
    assert aimed["RetryPolicy"] == {"MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": 300}
    queue = (
        f"arn:aws:sqs:{outputs['region']}:{outputs['account']}:dr-{outputs['suffix']}-schedule-dead-letters"
    )
    assert aimed["DeadLetterConfig"] == {"Arn": queue}


@pytest.fixture
def metric(request):
    """What a run says; what it says of a database is left out where there is none."""
    if request.param == "AuditBacklog":
        request.getfixturevalue("with_database")
    return request.param


@pytest.mark.parametrize(
    ("metric", "value"), [("AuditBacklog", 0.0), ("Healthy", 1.0), ("Repaired", 0.0)], indirect=["metric"]
)
def test_it_fires_and_writes_its_metrics(target, client, outputs, metric, value):
    # CloudWatch counts whole minutes, and this one may hold what another test has done.
    began = target.now().replace(second=0, microsecond=0) + timedelta(minutes=1)

    def points():
        found = client("cloudwatch").get_metric_statistics(
            Namespace=outputs["metrics_namespace"],
            MetricName=metric,
            Dimensions=[{"Name": "service", "Value": outputs["metrics_service"]}],
            StartTime=began,
            EndTime=target.now() + timedelta(minutes=1),
            Period=60,
            Statistics=["Maximum", "SampleCount"],
        )
        return found["Datapoints"]

    limit = timedelta(minutes=outputs["schedule_minutes"] + 3)
    [point, *_] = until(target, f"a run after {began:%H:%M} has written {metric}", points, limit)
    assert (point["Maximum"], point["SampleCount"]) == (value, 1.0)


@QUEUES
def test_dead_letters_are_encrypted_and_come_from_this_rule_by_tls_alone(client, outputs, queue):
    found = client("sqs").get_queue_attributes(QueueUrl=outputs[queue], AttributeNames=["All"])["Attributes"]
    assert found["KmsMasterKeyId"] == outputs["messages_key_arn"]
    arn = found["QueueArn"]
    rule = f"arn:aws:events:{outputs['region']}:{outputs['account']}:rule/{outputs['event_rule_name']}"
    undelivered = {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": for_source(outputs, rule),
    }
    wanted = [tls_only("sqs:*", arn), *([undelivered] if queue == "schedule_dead_letters_url" else [])]
    assert statements(found["Policy"]) == in_order(wanted)


@QUEUES
def test_nothing_waits_among_the_dead_letters(client, outputs, queue):
    found = client("sqs").get_queue_attributes(
        QueueUrl=outputs[queue], AttributeNames=["ApproximateNumberOfMessages", "MessageRetentionPeriod"]
    )["Attributes"]
    assert found == {"ApproximateNumberOfMessages": "0", "MessageRetentionPeriod": "1209600"}
