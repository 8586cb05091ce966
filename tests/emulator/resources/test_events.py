"""Rules are made with all that is asked of them, and call whom they are to call."""

import pytest
from botocore.exceptions import ClientError, ParamValidationError

RULE = "aws:cloudwatch/eventRule:EventRule"
TARGET = "aws:cloudwatch/eventTarget:EventTarget"
FUNCTION = "arn:aws:lambda:us-west-2:123456789012:function:dr-test-function:live"
QUEUE = "arn:aws:sqs:us-west-2:123456789012:dr-test-schedule-dead-letters"
EVERY_FIVE_MINUTES = {"scheduleExpression": "rate(5 minutes)", "state": "ENABLED"}


@pytest.fixture(scope="module")
def events(client):
    return client("events")


def tags(events, made):
    return events.list_tags_for_resource(ResourceARN=made.outputs["arn"])["Tags"]


def test_a_rule_has_its_schedule_its_state_and_its_tags(make, events):
    made = make(RULE, name="rule", description="Checks", tags={"owner": "team"}, **EVERY_FIVE_MINUTES)
    found = events.describe_rule(Name="rule")
    assert made.id == "rule"
    assert made.outputs["arn"] == found["Arn"] == "arn:aws:events:us-west-2:123456789012:rule/rule"
    assert (found["ScheduleExpression"], found["State"]) == ("rate(5 minutes)", "ENABLED")
    assert found["Description"] == "Checks"
    assert tags(events, made) == [{"Key": "owner", "Value": "team"}]


def test_a_rule_changes_in_place(make, change, events):
    made = make(RULE, name="changed", description="Checks", tags={"owner": "team"}, **EVERY_FIVE_MINUTES)
    change(RULE, made, name="changed", scheduleExpression="rate(1 hour)", state="DISABLED", tags={"a": "b"})
    found = events.describe_rule(Name="changed")
    assert (found["ScheduleExpression"], found["State"]) == ("rate(1 hour)", "DISABLED")
    assert "Description" not in found
    assert tags(events, made) == [{"Key": "a", "Value": "b"}]
    change(RULE, made, name="changed", scheduleExpression="rate(1 hour)")
    assert events.describe_rule(Name="changed")["State"] == "ENABLED"


def test_a_rule_on_a_bus_of_its_own_goes_by_both_names(make, events):
    events.create_event_bus(Name="orders")
    pattern = '{"source": ["orders"]}'
    rule = make(RULE, name="placed", eventBusName="orders", eventPattern=pattern)
    target = make(TARGET, rule="placed", eventBusName="orders", arn=QUEUE, targetId="queue")
    assert (rule.id, target.id) == ("orders/placed", "orders-placed-queue")
    assert events.describe_rule(Name="placed", EventBusName="orders")["EventPattern"] == pattern


def test_a_target_has_its_retries_and_its_dead_letters(make, events):
    make(RULE, name="called", **EVERY_FIVE_MINUTES)
    retries = {"maximumRetryAttempts": 2.0, "maximumEventAgeInSeconds": 300.0}
    made = make(
        TARGET, rule="called", arn=FUNCTION, retryPolicy=retries, deadLetterConfig={"arn": QUEUE}, input="{}"
    )
    assert made.id == f"called-{made.outputs['targetId']}"
    assert events.list_targets_by_rule(Rule="called")["Targets"] == [
        {
            "Id": made.outputs["targetId"],
            "Arn": FUNCTION,
            "Input": "{}",
            "RetryPolicy": {"MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": 300},
            "DeadLetterConfig": {"Arn": QUEUE},
        }
    ]


def test_a_target_changes_in_place_and_stays_one(make, change, events):
    make(RULE, name="recalled", **EVERY_FIVE_MINUTES)
    made = make(TARGET, rule="recalled", arn=FUNCTION, deadLetterConfig={"arn": QUEUE})
    changed = change(TARGET, made, rule="recalled", arn=QUEUE)
    assert changed == made
    assert events.list_targets_by_rule(Rule="recalled")["Targets"] == [
        {"Id": made.outputs["targetId"], "Arn": QUEUE}
    ]


def test_a_setting_of_a_target_that_nobody_knows_is_refused(make):
    make(RULE, name="odd", **EVERY_FIVE_MINUTES)
    with pytest.raises(ParamValidationError, match="Patience"):
        make(TARGET, rule="odd", arn=FUNCTION, retryPolicy={"patience": 1.0})


def test_a_target_of_no_rule_is_refused(make):
    with pytest.raises(ClientError, match="Rule nowhere does not exist"):
        make(TARGET, rule="nowhere", arn=FUNCTION)
