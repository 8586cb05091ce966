"""The outside view asks by HTTPS and rings by a topic of its own region."""

from __future__ import annotations

from stack.components.topic import Subscriber
from stack.components.watch import Watch, WatchArgs
from tests.unit.stack.recorded import SCOPE, TAGS, UNKNOWN, made, only, outputs, recorded, statements

PERSON = Subscriber("email", "a@example.com")
ARGS = WatchArgs(SCOPE.in_region("us-east-1"), "api.example.com", "/health", (PERSON,))
RECORDING = recorded(lambda: Watch("watch", ARGS))


def test_the_outside_view_is_whole():
    assert made(RECORDING) == [
        "Alias watch-key",
        "HealthCheck health-check",
        "Key watch-key",
        "MetricAlarm health-check-alarm",
        "Topic watch-topic",
        "TopicPolicy watch-topic",
        "TopicSubscription watch-topic-email-08168cd8",
    ]
    assert outputs(RECORDING, "watch") == {"healthCheckId": UNKNOWN, "topicArn": UNKNOWN}


def test_health_is_asked_for_by_https_every_thirty_seconds():
    assert only(RECORDING, "aws:route53/healthCheck:HealthCheck").inputs == {
        "type": "HTTPS",
        "fqdn": "api.example.com",
        "port": 443,
        "resourcePath": "/health",
        "enableSni": True,
        "requestInterval": 30,
        "failureThreshold": 3,
        "tags": {**TAGS, "Name": "dr-test-health-check"},
    }


def test_the_alarm_is_about_this_health_check_and_calls_this_topic():
    alarm = only(RECORDING, "aws:cloudwatch/metricAlarm:MetricAlarm")
    topic = only(RECORDING, "aws:sns/topic:Topic").urn
    check = only(RECORDING, "aws:route53/healthCheck:HealthCheck").urn
    assert alarm.property_dependencies["dimensions"] == (check,)
    assert alarm.property_dependencies["alarmActions"] == (topic,)
    assert alarm.property_dependencies["okActions"] == (topic,)


def test_only_alarms_are_published_there():
    topic_policy = statements(only(RECORDING, "aws:sns/topicPolicy:TopicPolicy").inputs["policy"])
    key_policy = statements(only(RECORDING, "aws:kms/key:Key").inputs["policy"])
    assert topic_policy["Publishers"]["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert topic_policy["Publishers"]["Resource"] == "arn:aws:sns:us-east-1:123456789012:dr-test-watch-topic"
    assert key_policy["Publishers"]["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
