"""The function is called on time, and a call that fails is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from stack.components.schedule import Schedule, ScheduleArgs, rate
from stack.links import Target
from tests.unit.stack.recorded import SCOPE, TAGS, UNKNOWN, made, only, outputs, recorded, statements

RULE = "aws:cloudwatch/eventRule:EventRule"
PERMISSION = "aws:lambda/permission:Permission"
TARGET = Target("f", "live", "arn:f:live", "arn:invoke")
ARGS = ScheduleArgs(SCOPE, timedelta(minutes=5), TARGET, "arn:key")
RECORDING = recorded(lambda: Schedule("schedule", ARGS))


@pytest.mark.parametrize(
    ("minutes", "expression"), [(1, "rate(1 minute)"), (2, "rate(2 minutes)"), (60, "rate(60 minutes)")]
)
def test_one_minute_is_singular(minutes, expression):
    assert rate(timedelta(minutes=minutes)) == expression


def test_the_rule_runs():
    assert made(RECORDING) == [
        "EventRule schedule",
        "EventTarget schedule",
        "Permission schedule",
        "Queue schedule-dead-letters",
        "QueuePolicy schedule-dead-letters",
    ]
    inputs = only(RECORDING, RULE).inputs
    assert (inputs["name"], inputs["scheduleExpression"], inputs["state"], inputs["tags"]) == (
        "dr-test-rule",
        "rate(5 minutes)",
        "ENABLED",
        TAGS,
    )
    assert outputs(RECORDING, "schedule") == {"ruleName": "dr-test-rule"}


def test_only_the_rule_may_call_the_alias():
    permission = only(RECORDING, PERMISSION)
    assert permission.inputs == {
        "action": "lambda:InvokeFunction",
        "function": "f",
        "qualifier": "live",
        "principal": "events.amazonaws.com",
        "sourceArn": UNKNOWN,
    }
    assert permission.property_dependencies["sourceArn"] == (only(RECORDING, RULE).urn,)


def test_a_call_is_retried_and_then_kept():
    target = only(RECORDING, "aws:cloudwatch/eventTarget:EventTarget")
    assert (target.inputs["rule"], target.inputs["arn"]) == ("dr-test-rule", "arn:f:live")
    assert target.inputs["retryPolicy"] == {"maximumRetryAttempts": 2, "maximumEventAgeInSeconds": 300}
    assert target.property_dependencies["deadLetterConfig"] == (only(RECORDING, "aws:sqs/queue:Queue").urn,)


def test_the_target_waits_for_the_permission():
    target = only(RECORDING, "aws:cloudwatch/eventTarget:EventTarget")
    assert only(RECORDING, PERMISSION).urn in target.dependencies


def test_only_this_rule_s_calls_are_kept():
    policy = only(RECORDING, "aws:sqs/queuePolicy:QueuePolicy").inputs["policy"]
    assert statements(policy)["Undelivered"] == {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": ["sqs:SendMessage"],
        "Resource": "arn:aws:sqs:eu-west-1:123456789012:dr-test-schedule-dead-letters",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": "123456789012"},
            "ArnLike": {"aws:SourceArn": "arn:aws:events:eu-west-1:123456789012:rule/dr-test-rule"},
        },
    }
