"""Alarms reach everyone who subscribed, and only this account's services send them."""

from __future__ import annotations

from stack.components.topic import Subscriber, Topic, TopicArgs
from tests.unit.stack.recorded import SCOPE, TAGS, UNKNOWN, only, outputs, recorded, statements

SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"
PEOPLE = (Subscriber("email", "a@example.com"), Subscriber("sms", "+491511234567"))
ARGS = TopicArgs(SCOPE, "topic", "arn:key", ("cloudwatch.amazonaws.com",), PEOPLE)
RECORDING = recorded(lambda: Topic("topic", ARGS))


def test_the_topic_is_encrypted():
    assert only(RECORDING, "aws:sns/topic:Topic").inputs == {
        "name": "dr-test-topic",
        "kmsMasterKeyId": "arn:key",
        "tags": TAGS,
    }
    assert outputs(RECORDING, "topic") == {"arn": UNKNOWN}


def test_only_this_account_s_services_publish_and_only_by_tls():
    policy = only(RECORDING, "aws:sns/topicPolicy:TopicPolicy")
    arn = "arn:aws:sns:eu-west-1:123456789012:dr-test-topic"
    assert statements(policy.inputs["policy"]) == {
        "Publishers": {
            "Effect": "Allow",
            "Principal": {"Service": "cloudwatch.amazonaws.com"},
            "Action": ["sns:Publish"],
            "Resource": arn,
            "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}},
        },
        "TlsOnly": {
            "Effect": "Deny",
            "Principal": "*",
            "Action": ["sns:Publish"],
            "Resource": arn,
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        },
    }


def test_everyone_is_subscribed():
    found = [(each.inputs["protocol"], each.inputs["endpoint"]) for each in RECORDING.of_type(SUBSCRIPTION)]
    assert found == [("email", "a@example.com"), ("sms", "+491511234567")]


def test_a_subscription_s_name_shows_nobody_s_address_and_does_not_depend_on_the_others():
    assert [each.name for each in RECORDING.of_type(SUBSCRIPTION)] == [
        f"topic-{person.key}" for person in PEOPLE
    ]
    assert PEOPLE[0].key == "email-08168cd8"
