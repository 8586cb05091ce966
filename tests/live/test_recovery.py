"""Faults, and how the system meets them: each is made on purpose and mended again."""

import json
import uuid
from datetime import timedelta
from functools import partial

import pytest

from runbooks.drill.target import NOBODY
from tests.live.denial import denied
from tests.live.parts import parts
from tests.live.patience import until
from tests.live.silence import runs, steady
from tests.live.subscriber import listening, rung

pytestmark = pytest.mark.disruptive


def health(target, status):
    answer = target.call("GET", "/health", signer=NOBODY)
    return answer if answer.status == status else None


def test_a_table_that_cannot_be_read_is_told_by_health_and_by_alarms(target, client, outputs):
    alarms = [f"dr-{outputs['suffix']}-{kind}-alarm" for kind in ("api-5xx", "unhealthy")]
    for alarm in alarms:
        steady(target, client, outputs, alarm)
    with listening(target, outputs["sns_topic_arn"]) as messages:
        with denied(client, outputs, "dynamodb:GetItem"):
            answer = until(target, "/health answers 503", lambda: health(target, 503))
            assert answer.body["status"] == "unhealthy"
            assert answer.body["parts"] == parts(outputs, table="AccessDeniedException")
            for _ in range(6):
                health(target, 503)
            for alarm in alarms:
                until(target, f"{alarm} rings", partial(rung, messages, alarm), runs(outputs, 2))
        answer = until(target, "/health answers 200 again", lambda: health(target, 200))
        assert answer.body["parts"] == parts(outputs)
        for alarm in alarms:
            silent = partial(rung, messages, alarm, "OK")
            until(target, f"{alarm} is silent again", silent, runs(outputs, 2))


@pytest.fixture
def repairs(outputs):
    """Leave out what a stack does not do that is told not to."""
    if not outputs["self_repair"]:
        pytest.skip("this stack is not to repair itself")


@pytest.mark.usefixtures("repairs")
def test_the_schedule_turns_point_in_time_recovery_back_on(target, client, outputs):
    dynamodb, name = client("dynamodb"), outputs["dynamodb_table_name"]

    def period():
        found = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
        return found["PointInTimeRecoveryDescription"].get("RecoveryPeriodInDays")

    def turn(**how):
        dynamodb.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=how)

    try:
        turn(PointInTimeRecoveryEnabled=False)
        until(target, "point-in-time recovery is off", lambda: period() is None)
        back = until(target, "point-in-time recovery is on again", period, runs(outputs, 2))
        assert back == outputs["pitr_days"]
    finally:
        turn(PointInTimeRecoveryEnabled=True, RecoveryPeriodInDays=outputs["pitr_days"])


@pytest.mark.usefixtures("repairs")
def test_the_schedule_turns_versioning_back_on(target, client, outputs):
    s3, bucket = client("s3"), outputs["s3_bucket_name"]

    def status():
        return s3.get_bucket_versioning(Bucket=bucket)["Status"]

    def turn(how):
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": how})

    try:
        turn("Suspended")
        until(target, "versioning is off", lambda: status() == "Suspended")
        until(target, "versioning is on again", lambda: status() == "Enabled", runs(outputs, 2))
    finally:
        turn("Enabled")


def test_events_that_fail_for_good_are_noticed_and_kept(target, client, outputs):
    errors, kept = (f"dr-{outputs['suffix']}-function-{kind}-alarm" for kind in ("errors", "dead-letters"))
    sqs, queue, mark = client("sqs"), outputs["function_dead_letters_url"], f"live-test-{uuid.uuid4()}"

    def emptied():
        """Take away what this test has left, and tell whether nothing is there."""
        for each in sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", []):
            if mark in each["Body"]:
                sqs.delete_message(QueueUrl=queue, ReceiptHandle=each["ReceiptHandle"])
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        found = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
        return set(found.values()) == {"0"}

    for alarm in (errors, kept):
        steady(target, client, outputs, alarm)
    with listening(target, outputs["sns_topic_arn"]) as messages:
        try:
            # Each is tried three times.
            for _ in range(3):
                client("lambda").invoke(
                    FunctionName=outputs["lambda_function_name"],
                    Qualifier=outputs["lambda_alias_name"],
                    InvocationType="Event",
                    Payload=json.dumps({"source": mark}).encode(),
                )["Payload"].read()
            message, *_ = until(target, f"{errors} rings", partial(rung, messages, errors))
            # CloudWatch hears late of a queue that nothing was in for hours.
            until(target, f"{kept} rings", partial(rung, messages, kept), timedelta(minutes=40))
        finally:
            until(target, "the dead letters are taken away", emptied)
        assert message["Trigger"]["MetricName"] == "Errors"
        assert message["AlarmDescription"] == "The function failed more than 5 times in 5 minutes"
        for alarm in (errors, kept):
            until(target, f"{alarm} is silent again", partial(rung, messages, alarm, "OK"))


def test_a_schedule_that_stopped_is_noticed(target, client, outputs):
    alarm = f"dr-{outputs['suffix']}-heartbeat-missing-alarm"
    steady(target, client, outputs, alarm)
    with listening(target, outputs["sns_topic_arn"]) as messages:
        client("events").disable_rule(Name=outputs["event_rule_name"])
        try:
            # CloudWatch looks back further than the two periods before it takes silence for a breach.
            message, *_ = until(target, "the alarm rings", partial(rung, messages, alarm), runs(outputs, 6))
        finally:
            client("events").enable_rule(Name=outputs["event_rule_name"])
        assert message["NewStateReason"]
        silent = partial(rung, messages, alarm, "OK")
        until(target, "the alarm is silent again", silent, runs(outputs, 2))


def test_an_api_that_fails_is_noticed_from_outside(target, client, outputs):
    alarm = f"dr-{outputs['suffix']}-health-check-alarm"
    steady(target, client, outputs, alarm, target.watch)
    with listening(target, outputs["watch_topic_arn"]) as messages:
        with denied(client, outputs, "s3:*"):
            message, *_ = until(target, "the alarm rings", partial(rung, messages, alarm))
        assert message["Region"]
        until(target, "the alarm is silent again", partial(rung, messages, alarm, "OK"))
