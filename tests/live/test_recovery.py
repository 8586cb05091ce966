"""Faults, and how the system meets them: each is made on purpose and mended again."""

import json
from contextlib import contextmanager
from datetime import timedelta

import pytest

from tests.live.subscriber import listening, rings
from tests.live.target import NOBODY

pytestmark = pytest.mark.disruptive
DENIAL = "live-test-denial"


@contextmanager
def denied(client, outputs, *actions):
    """Take from the function what it needs, as a wrong policy would."""
    role = f"dr-{outputs['suffix']}-function-role"
    statement = {"Effect": "Deny", "Action": list(actions), "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    client("iam").put_role_policy(RoleName=role, PolicyName=DENIAL, PolicyDocument=document)
    try:
        yield
    finally:
        client("iam").delete_role_policy(RoleName=role, PolicyName=DENIAL)


def steady(target, client, alarm, region=None):
    """Wait until an alarm has nothing to say, which is where each of these tests begins and ends."""

    def silent():
        [found] = client("cloudwatch", region).describe_alarms(AlarmNames=[alarm])["MetricAlarms"]
        return found["StateValue"] == "OK"

    target.until(f"{alarm} is silent", silent, timedelta(hours=1))


def health(target, status):
    answer = target.call("GET", "/health", signer=NOBODY)
    return answer if answer.status == status else None


def test_health_is_503_while_the_table_is_lost_and_200_again_after(target, client, outputs):
    with denied(client, outputs, "dynamodb:*"):
        answer = target.until("/health answers 503", lambda: health(target, 503))
        assert answer.body["status"] == "unhealthy"
        assert answer.body["parts"] == {"table": "AccessDeniedException", "bucket": "ok"}
    answer = target.until("/health answers 200 again", lambda: health(target, 200))
    assert answer.body["parts"] == {"table": "ok", "bucket": "ok"}


def test_the_schedule_turns_point_in_time_recovery_back_on(target, client, outputs):
    dynamodb, name = client("dynamodb"), outputs["dynamodb_table_name"]

    def period():
        found = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
        return found["PointInTimeRecoveryDescription"].get("RecoveryPeriodInDays")

    dynamodb.update_continuous_backups(
        TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": False}
    )
    assert period() is None
    assert target.until("point-in-time recovery is on again", period) == outputs["pitr_days"]


def test_the_schedule_turns_versioning_back_on(target, client, outputs):
    s3, bucket = client("s3"), outputs["s3_bucket_name"]
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Suspended"})
    target.until(
        "versioning is on again", lambda: s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
    )


def test_failures_of_the_function_reach_whoever_listens(target, client, outputs):
    alarm = f"dr-{outputs['suffix']}-function-errors-alarm"
    steady(target, client, alarm)
    with listening(target, outputs["sns_topic_arn"]) as messages:
        for _ in range(6):
            client("lambda").invoke(
                FunctionName=outputs["lambda_function_name"],
                Qualifier=outputs["lambda_alias_name"],
                Payload=b"{}",
            )
        [message] = target.until("the alarm rings", lambda: rings(messages(), alarm))
        assert message["Trigger"]["MetricName"] == "Errors"
        assert message["AlarmDescription"] == "The function failed more than 5 times in 5 minutes"
        target.until("the alarm is silent again", lambda: rings(messages(), alarm, "OK"))


def test_a_schedule_that_stopped_is_noticed(target, client, outputs):
    alarm = f"dr-{outputs['suffix']}-heartbeat-missing-alarm"
    steady(target, client, alarm)
    with listening(target, outputs["sns_topic_arn"]) as messages:
        client("events").disable_rule(Name=outputs["event_rule_name"])
        try:
            # CloudWatch looks back further than the two periods before it takes silence for a breach.
            [message] = target.until(
                "the alarm rings", lambda: rings(messages(), alarm), timedelta(minutes=40)
            )
        finally:
            client("events").enable_rule(Name=outputs["event_rule_name"])
        assert message["NewStateReason"]
        target.until("the alarm is silent again", lambda: rings(messages(), alarm, "OK"))


def test_an_api_that_fails_is_noticed_from_outside(target, client, outputs):
    alarm = f"dr-{outputs['suffix']}-health-check-alarm"
    steady(target, client, alarm, target.watch)
    with listening(target, outputs["watch_topic_arn"]) as messages:
        with denied(client, outputs, "s3:*"):
            [message] = target.until("the alarm rings", lambda: rings(messages(), alarm))
        assert message["Region"]
        target.until("the alarm is silent again", lambda: rings(messages(), alarm, "OK"))
