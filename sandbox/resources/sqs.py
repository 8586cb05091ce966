"""Queues of SQS, and who may use them."""

from __future__ import annotations

from sandbox.registration import Properties
from sandbox.resources.kind import Kind, Made, Place, put

ATTRIBUTES = {
    "delaySeconds": "DelaySeconds",
    "kmsDataKeyReusePeriodSeconds": "KmsDataKeyReusePeriodSeconds",
    "kmsMasterKeyId": "KmsMasterKeyId",
    "maxMessageSize": "MaximumMessageSize",
    "messageRetentionSeconds": "MessageRetentionPeriod",
    "policy": "Policy",
    "receiveWaitTimeSeconds": "ReceiveMessageWaitTimeSeconds",
    "redrivePolicy": "RedrivePolicy",
    "sqsManagedSseEnabled": "SqsManagedSseEnabled",
    "visibilityTimeoutSeconds": "VisibilityTimeout",
}
DEFAULTS: Properties = {
    "delaySeconds": 0,
    "fifoQueue": False,
    "kmsDataKeyReusePeriodSeconds": 300,
    "maxMessageSize": 262144,
    "messageRetentionSeconds": 345600,
    "policy": "",
    "receiveWaitTimeSeconds": 0,
    "sqsManagedSseEnabled": False,
    "visibilityTimeoutSeconds": 30,
}


def _queue(place: Place, asked: Properties) -> Made:
    client = place.client("sqs")
    url = client.create_queue(
        QueueName=asked["name"], Attributes=_attributes(asked), tags=asked.get("tags") or {}
    )["QueueUrl"]
    outputs: Properties = {**DEFAULTS, **asked, "url": url, "arn": place.arn("sqs", str(asked["name"]))}
    return Made(url, outputs)


def _changed_queue(place: Place, made: Made, asked: Properties) -> Made:
    place.client("sqs").set_queue_attributes(QueueUrl=made.id, Attributes=_attributes(asked))
    return Made(made.id, {**made.outputs, **asked})


def _queue_policy(place: Place, asked: Properties) -> Made:
    place.client("sqs").set_queue_attributes(
        QueueUrl=asked["queueUrl"], Attributes={"Policy": asked["policy"]}
    )
    return Made(str(asked["queueUrl"]), {})


def _attributes(asked: Properties) -> dict[str, str]:
    return {ATTRIBUTES[name]: _text(value) for name, value in asked.items() if name in ATTRIBUTES}


def _text(value: object) -> str:
    """Write a value as SQS takes all of them: as a string, whole numbers without a fraction."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


KINDS = {
    "aws:sqs/queue:Queue": Kind(
        _queue, frozenset({"name", "tags", "fifoQueue", *ATTRIBUTES}), update=_changed_queue
    ),
    "aws:sqs/queuePolicy:QueuePolicy": put(_queue_policy, frozenset({"queueUrl", "policy"})),
}
