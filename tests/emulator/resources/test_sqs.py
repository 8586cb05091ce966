"""Queues as AWS would have them, read back."""

import json

import pytest

from sandbox.errors import SandboxError

QUEUE, POLICY = "aws:sqs/queue:Queue", "aws:sqs/queuePolicy:QueuePolicy"
ASKED = {"name": "dead-letters", "messageRetentionSeconds": 1209600.0, "tags": {"owner": "team"}}
KEY = "arn:aws:kms:us-west-2:123456789012:key/1"


def attributes(client, url):
    return client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]


def test_a_queue_has_all_that_it_was_asked_for(make, client):
    made = make(QUEUE, **ASKED, kmsMasterKeyId=KEY, kmsDataKeyReusePeriodSeconds=300.0)
    found = attributes(client, made.id)
    assert made.outputs["url"] == made.id
    assert made.outputs["arn"] == found["QueueArn"] == "arn:aws:sqs:us-west-2:123456789012:dead-letters"
    assert made.outputs["sqsManagedSseEnabled"] is False
    assert found["MessageRetentionPeriod"] == "1209600"
    assert found["MaximumMessageSize"] == "262144"
    assert found["KmsMasterKeyId"] == KEY
    assert found["KmsDataKeyReusePeriodSeconds"] == "300"
    assert client("sqs").list_queue_tags(QueueUrl=made.id)["Tags"] == {"owner": "team"}


def test_a_queue_can_keep_order_and_send_what_fails_elsewhere(make, client):
    target = make(
        QUEUE, name="elsewhere.fifo", fifoQueue=True, redriveAllowPolicy='{"redrivePermission":"allowAll"}'
    )
    redrive = json.dumps({"deadLetterTargetArn": target.outputs["arn"], "maxReceiveCount": 3})
    made = make(
        QUEUE,
        name="ordered.fifo",
        fifoQueue=True,
        contentBasedDeduplication=True,
        deduplicationScope="messageGroup",
        fifoThroughputLimit="perMessageGroupId",
        redrivePolicy=redrive,
    )
    found = attributes(client, made.id)
    assert found["FifoQueue"] == found["ContentBasedDeduplication"] == "true"
    assert found["DeduplicationScope"] == "messageGroup"
    assert found["FifoThroughputLimit"] == "perMessageGroupId"
    assert json.loads(found["RedrivePolicy"]) == json.loads(redrive)
    assert attributes(client, target.id)["RedriveAllowPolicy"] == '{"redrivePermission":"allowAll"}'


def test_a_queue_is_changed_in_place(make, change, client):
    made = make(QUEUE, name="changing", kmsMasterKeyId=KEY, delaySeconds=5.0, tags={"a": "1", "b": "2"})
    after = change(QUEUE, made, name="changing", visibilityTimeoutSeconds=60.0, tags={"b": "3"})
    found = attributes(client, made.id)
    assert found["VisibilityTimeout"] == "60"
    assert found["DelaySeconds"] == "0"
    assert found.get("KmsMasterKeyId", "") == ""
    assert after.outputs["sqsManagedSseEnabled"] is True
    assert client("sqs").list_queue_tags(QueueUrl=made.id)["Tags"] == {"b": "3"}


def test_a_queue_cannot_get_another_name(make, change):
    made = make(QUEUE, name="fixed")
    with pytest.raises(SandboxError, match="name is 'fixed' and cannot become 'other'"):
        change(QUEUE, made, name="other")


def test_a_queues_policy_is_made_and_changed(make, change, client):
    queue = make(QUEUE, name="guarded")
    policies = [
        json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": effect,
                        "Principal": "*",
                        "Action": "sqs:SendMessage",
                        "Resource": queue.outputs["arn"],
                        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                    }
                ],
            }
        )
        for effect in ("Deny", "Allow")
    ]
    made = make(POLICY, queueUrl=queue.id, policy=policies[0])
    assert made.id == queue.id
    assert json.loads(attributes(client, queue.id)["Policy"]) == json.loads(policies[0])
    change(POLICY, made, queueUrl=queue.id, policy=policies[1])
    change(QUEUE, queue, name="guarded", delaySeconds=5.0)
    assert json.loads(attributes(client, queue.id)["Policy"]) == json.loads(policies[1])


def test_deduplication_by_content_ends_when_it_is_asked_for_no_more(make, change, client):
    fifo = {"name": "once.fifo", "fifoQueue": True}
    made = make(QUEUE, **fifo, contentBasedDeduplication=True)
    change(QUEUE, made, **fifo)
    asked = {"QueueUrl": made.id, "AttributeNames": ["ContentBasedDeduplication"]}
    assert client("sqs").get_queue_attributes(**asked)["Attributes"] == {"ContentBasedDeduplication": "false"}
