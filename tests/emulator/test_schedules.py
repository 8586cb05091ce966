"""Schedules fire when the sandbox's time is moved; ministack's own look every ten real seconds, or never."""

import json
from datetime import datetime, timedelta

import pytest

from tests.emulator.functions import function
from tests.emulator.steps import forward, rule, taken

SOURCE = """
import json, boto3

def handler(event, context):
    queue = boto3.client("sqs").get_queue_url(QueueName="fired")["QueueUrl"]
    told = {"time": event["time"], "rule": event["resources"][0], "arn": context.invoked_function_arn}
    boto3.client("sqs").send_message(QueueUrl=queue, MessageBody=json.dumps(told))
"""
RETRIES = {"MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": 300}


@pytest.fixture(scope="module")
def fired(client):
    """Return what takes and gives the bodies that a function has put into a queue, oldest first."""
    url = client("sqs").create_queue(QueueName="fired")["QueueUrl"]
    return lambda: taken(client, url)


@pytest.fixture(scope="module")
def alias(client, fired):
    del fired
    return function(client, "fires", SOURCE, Timeout=20)


def permit(client, name, arn):
    client("lambda").add_permission(
        FunctionName="fires",
        Qualifier="live",
        StatementId=name,
        Action="lambda:InvokeFunction",
        Principal="events.amazonaws.com",
        SourceArn=arn,
    )


def dead_letters(client, name):
    """Make a queue into which EventBridge may put what a rule could not deliver."""
    url = client("sqs").create_queue(QueueName=name)["QueueUrl"]
    arn = f"arn:aws:sqs:us-west-2:123456789012:{name}"
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn,
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    return url, arn


def test_a_rate_fires_each_time_it_falls_due_before_time_has_moved(emulator, client, fired, alias):
    arn = rule(client, "rate", "rate(5 minutes)", alias)
    permit(client, "rate", arn)
    forward(emulator, 11)
    found = fired()
    client("events").delete_rule(Name="rate")
    times = [datetime.fromisoformat(each["time"]) for each in found]
    assert [each["rule"] for each in found] == [arn, arn]
    assert times[1] - times[0] == timedelta(minutes=5)


def test_a_cron_expression_fires_at_its_minute(emulator, client, fired, alias):
    permit(client, "cron", rule(client, "cron", "cron(0/10 * * * ? *)", alias))
    forward(emulator, 10)
    found = fired()
    client("events").delete_rule(Name="cron")
    assert [each["time"][-5:] for each in found] == ["0:00Z"]


def test_a_disabled_rule_does_not_fire(emulator, client, fired, alias):
    permit(client, "off", rule(client, "off", "rate(1 minute)", alias))
    client("events").disable_rule(Name="off")
    forward(emulator, 3)
    assert fired() == []


def test_a_rule_calls_a_function_by_its_alias(emulator, client, fired, alias):
    permit(client, "alias", rule(client, "alias", "rate(1 minute)", alias))
    forward(emulator, 1)
    found = fired()
    client("events").delete_rule(Name="alias")
    assert [each["arn"] for each in found] == [alias]


def test_an_event_that_a_rule_may_not_deliver_goes_to_its_dead_letters(emulator, client, fired, alias):
    url, queue = dead_letters(client, "not-permitted")
    arn = rule(client, "not-permitted", "rate(1 minute)", alias, DeadLetterConfig={"Arn": queue})
    forward(emulator, 1)
    client("events").delete_rule(Name="not-permitted")
    (found,) = taken(client, url)
    assert fired() == []
    assert (found["resources"], found["RULE_ARN"], found["ERROR_CODE"]) == ([arn], arn, "NO_PERMISSIONS")


def test_an_event_is_kept_when_lambda_stays_away_for_all_retries(emulator, client, fired, alias):
    url, queue = dead_letters(client, "lambda-is-away")
    target = {"DeadLetterConfig": {"Arn": queue}, "RetryPolicy": RETRIES}
    permit(client, "away", rule(client, "away", "rate(10 minutes)", alias, **target))
    forward(emulator, 9)
    emulator.aws.control("PUT", "faults/away", {"kind": "lost", "service": "lambda"})
    forward(emulator, 3)
    assert taken(client, url) == []
    forward(emulator, 2)
    emulator.aws.control("DELETE", "faults/away")
    client("events").delete_rule(Name="away")
    (found,) = taken(client, url)
    assert (found["RETRY_ATTEMPTS"], found["EXHAUSTED_RETRY_CONDITION"]) == ("2", "MaximumRetryAttempts")
    assert fired() == []


def test_nothing_fires_in_a_region_that_is_lost_and_what_was_missed_is_not_made_up_for(
    emulator, client, fired, alias
):
    permit(client, "lost", rule(client, "lost", "rate(1 minute)", alias))
    emulator.aws.control("PUT", "faults/region", {"kind": "lost", "region": "us-west-2"})
    forward(emulator, 5)
    emulator.aws.control("DELETE", "faults/region")
    before = fired()
    forward(emulator, 1)
    after = fired()
    client("events").delete_rule(Name="lost")
    assert (len(before), len(after)) == (0, 1)
