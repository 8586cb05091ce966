"""Somebody who listens to a topic for as long as a test runs: a queue that is subscribed to it."""

import json
import uuid
from contextlib import contextmanager


@contextmanager
def listening(target, topic_arn):
    """Subscribe a new queue to the topic; yields what reads all messages that have arrived by now."""
    region = topic_arn.split(":")[3]
    sqs, sns = target.client("sqs", region), target.client("sns", region)
    url = sqs.create_queue(QueueName=f"live-test-{uuid.uuid4().hex[:8]}")["QueueUrl"]
    try:
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": _policy(arn, topic_arn)})
        subscription = sns.subscribe(
            TopicArn=topic_arn, Protocol="sqs", Endpoint=arn, ReturnSubscriptionArn=True
        )["SubscriptionArn"]
        try:
            arrived = []

            def messages():
                arrived.extend(_received(sqs, url))
                return arrived

            yield messages
        finally:
            sns.unsubscribe(SubscriptionArn=subscription)
    finally:
        sqs.delete_queue(QueueUrl=url)


def rung(messages, alarm, state="ALARM"):
    """Return those of the messages arrived by now that say that an alarm went into a state."""
    return [
        each for each in messages() if (each.get("AlarmName"), each.get("NewStateValue")) == (alarm, state)
    ]


def _received(sqs, url):
    found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    for each in found:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
    texts = [json.loads(each["Body"])["Message"] for each in found]
    return [json.loads(text) for text in texts if text.startswith("{")]


def _policy(queue_arn, topic_arn):
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": queue_arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic_arn}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
