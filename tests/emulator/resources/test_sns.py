"""Topics are made with all that is asked of them, and tell only who can be told."""

import json

import pytest
from botocore.exceptions import ClientError

TOPIC = "aws:sns/topic:Topic"
POLICY = "aws:sns/topicPolicy:TopicPolicy"
SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"


@pytest.fixture(scope="module")
def sns(client):
    return client("sns")


def attributes(sns, arn):
    return sns.get_topic_attributes(TopicArn=arn)["Attributes"]


def subscription(sns, arn):
    return sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]


def test_a_topic_has_its_key_and_tags(make, client, sns):
    key = client("kms").create_key()["KeyMetadata"]["Arn"]
    made = make(TOPIC, name="encrypted", kmsMasterKeyId=key, tags={"owner": "team"})
    found = attributes(sns, made.id)
    assert made.id == "arn:aws:sns:us-west-2:123456789012:encrypted"
    assert found["KmsMasterKeyId"] == key
    assert made.outputs["owner"] == "123456789012"
    assert made.outputs["policy"] == found["Policy"]
    assert sns.list_tags_for_resource(ResourceArn=made.id)["Tags"] == [{"Key": "owner", "Value": "team"}]


def test_a_topic_changes_in_place_and_loses_what_is_no_longer_asked_for(make, change, sns):
    made = make(TOPIC, name="changed", displayName="Alarms", kmsMasterKeyId="alias/aws/sns", tags={"a": "b"})
    changed = change(TOPIC, made, name="changed", displayName="Others", tags={"c": "d"})
    assert attributes(sns, made.id)["DisplayName"] == "Others"
    assert attributes(sns, made.id)["KmsMasterKeyId"] == ""
    assert sns.list_tags_for_resource(ResourceArn=made.id)["Tags"] == [{"Key": "c", "Value": "d"}]
    assert changed.id == made.id


def test_a_topic_has_the_policy_that_is_put_on_it(make, sns):
    topic = make(TOPIC, name="governed")
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "cloudwatch.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": topic.id,
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    made = make(POLICY, arn=topic.id, policy=policy)
    assert (made.id, made.outputs["owner"]) == (topic.id, "123456789012")
    assert attributes(sns, topic.id)["Policy"] == policy


def test_an_address_is_subscribed_and_pending(make, sns):
    topic = make(TOPIC, name="mailed")
    made = make(SUBSCRIPTION, topic=topic.id, protocol="email", endpoint="alarms@example.com")
    assert made.id.startswith(f"{topic.id}:")
    assert made.outputs["pendingConfirmation"] is True
    assert made.outputs["confirmationWasAuthenticated"] is False
    assert subscription(sns, made.id)["Endpoint"] == "alarms@example.com"


def test_a_web_hook_is_subscribed_and_pending(make):
    topic = make(TOPIC, name="hooked")
    made = make(SUBSCRIPTION, topic=topic.id, protocol="https", endpoint="https://pager.example.com/hook")
    assert made.id.startswith(f"{topic.id}:")
    assert made.outputs["pendingConfirmation"] is True


def test_a_telephone_is_subscribed_at_once(make):
    topic = make(TOPIC, name="called")
    made = make(SUBSCRIPTION, topic=topic.id, protocol="sms", endpoint="+491701234567")
    assert made.outputs["pendingConfirmation"] is False


def test_a_subscription_changes_its_attributes_in_place(make, change, sns):
    topic = make(TOPIC, name="filtered").id
    queue = "arn:aws:sqs:us-west-2:123456789012:filtered"
    who = {"topic": topic, "protocol": "sqs", "endpoint": queue}
    made = make(SUBSCRIPTION, **who, rawMessageDelivery=True)
    assert subscription(sns, made.id)["RawMessageDelivery"] == "true"
    change(SUBSCRIPTION, made, **who, rawMessageDelivery=False, filterPolicy='{"a": ["b"]}')
    assert subscription(sns, made.id)["RawMessageDelivery"] == "false"
    assert subscription(sns, made.id)["FilterPolicy"] == '{"a": ["b"]}'


def test_a_subscription_of_no_topic_is_refused(make):
    nowhere = "arn:aws:sns:us-west-2:123456789012:nowhere"
    with pytest.raises(ClientError, match="NotFound"):
        make(SUBSCRIPTION, topic=nowhere, protocol="email", endpoint="alarms@example.com")


def test_deduplication_by_content_ends_when_it_is_asked_for_no_more(make, change, client):
    fifo = {"name": "once.fifo", "fifoTopic": True}
    made = make(TOPIC, **fifo, contentBasedDeduplication=True)
    change(TOPIC, made, **fifo)
    found = client("sns").get_topic_attributes(TopicArn=made.id)["Attributes"]
    assert found["ContentBasedDeduplication"] == "false"
