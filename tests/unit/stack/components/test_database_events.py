"""RDS tells of failovers and failures to the topic of the alarms."""

from __future__ import annotations

import pytest

from stack.components.database_events import DatabaseEvents, DatabaseEventsArgs
from stack.components.topic import Topic, TopicArgs
from tests.unit.stack.recorded import SCOPE, TAGS, UNKNOWN, named, only, recorded

SUBSCRIPTION = "aws:rds/eventSubscription:EventSubscription"


def make():
    topic = Topic("topic", TopicArgs(SCOPE, "topic", "arn:key", ("events.rds.amazonaws.com",), ()))
    DatabaseEvents("database-events", DatabaseEventsArgs(SCOPE, topic, "cluster", ["one", "two"]))


RECORDING = recorded(make)


@pytest.mark.parametrize(
    ("kind", "sources", "categories"),
    [
        ("cluster", ["cluster"], ["deletion", "failover", "failure", "maintenance", "notification"]),
        (
            "instance",
            ["one", "two"],
            ["availability", "deletion", "failover", "failure", "maintenance", "recovery"],
        ),
    ],
)
def test_each_kind_of_source_has_a_subscription(kind, sources, categories):
    assert named(RECORDING, SUBSCRIPTION, f"database-{kind}-events").inputs == {
        "name": f"dr-test-database-{kind}-events",
        "snsTopic": UNKNOWN,
        "sourceType": f"db-{kind}",
        "sourceIds": sources,
        "eventCategories": categories,
        "enabled": True,
        "tags": TAGS,
    }


def test_the_topic_s_policy_is_there_first():
    policy = only(RECORDING, "aws:sns/topicPolicy:TopicPolicy").urn
    assert all(policy in each.dependencies for each in RECORDING.of_type(SUBSCRIPTION))
