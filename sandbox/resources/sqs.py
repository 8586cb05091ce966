"""Queues of SQS, and who may use them."""

from __future__ import annotations

from sandbox.registration import Json, Properties
from sandbox.resources.change import lasting, retag
from sandbox.resources.kind import Kind, Made, Place
from sandbox.resources.request import given, request

ATTRIBUTES = {
    "contentBasedDeduplication": "ContentBasedDeduplication",
    "deduplicationScope": "DeduplicationScope",
    "delaySeconds": "DelaySeconds",
    "fifoThroughputLimit": "FifoThroughputLimit",
    "kmsDataKeyReusePeriodSeconds": "KmsDataKeyReusePeriodSeconds",
    "kmsMasterKeyId": "KmsMasterKeyId",
    "maxMessageSize": "MaximumMessageSize",
    "messageRetentionSeconds": "MessageRetentionPeriod",
    "policy": "Policy",
    "receiveWaitTimeSeconds": "ReceiveMessageWaitTimeSeconds",
    "redriveAllowPolicy": "RedriveAllowPolicy",
    "redrivePolicy": "RedrivePolicy",
    "sqsManagedSseEnabled": "SqsManagedSseEnabled",
    "visibilityTimeoutSeconds": "VisibilityTimeout",
}
DEFAULTS: Properties = {
    "delaySeconds": 0,
    "maxMessageSize": 262144,
    "messageRetentionSeconds": 345600,
    "receiveWaitTimeSeconds": 0,
    "visibilityTimeoutSeconds": 30,
}
"""What the provider asks for where the program says nothing."""
CLEARED = ("kmsMasterKeyId", "policy", "redriveAllowPolicy", "redrivePolicy")
"""What an update empties when it is no longer asked for."""
COMPUTED: Properties = {
    "deduplicationScope": "",
    "fifoQueue": False,
    "fifoThroughputLimit": "",
    "kmsDataKeyReusePeriodSeconds": 300,
    "namePrefix": "",
    "policy": "",
    "redriveAllowPolicy": "",
    "redrivePolicy": "",
}
LASTING = ("fifoQueue", "name")


def _queue(place: Place, asked: Properties) -> Made:
    attributes = _attributes({**DEFAULTS, **asked})
    if asked.get("fifoQueue"):
        attributes["FifoQueue"] = "true"
    url = place.client("sqs").create_queue(
        **request(asked, {"name": "QueueName"}), Attributes=attributes, tags=asked.get("tags") or {}
    )["QueueUrl"]
    return _of_queue(place, url, asked)


def _changed_queue(place: Place, made: Made, asked: Properties) -> Made:
    client = place.client("sqs")
    emptied: Properties = {name: "" for name in CLEARED if made.outputs.get(name)}
    if made.outputs.get("contentBasedDeduplication"):
        emptied["contentBasedDeduplication"] = False
    client.set_queue_attributes(QueueUrl=made.id, Attributes=_attributes({**DEFAULTS, **emptied, **asked}))
    retag(
        client.list_queue_tags(QueueUrl=made.id).get("Tags", {}),
        asked,
        lambda tags: client.tag_queue(QueueUrl=made.id, Tags=tags),
        lambda keys: client.untag_queue(QueueUrl=made.id, TagKeys=keys),
    )
    return _of_queue(place, made.id, asked)


def _of_queue(place: Place, url: str, asked: Properties) -> Made:
    identity: Properties = {"arn": place.arn("sqs", str(asked["name"])), "url": url}
    managed: Properties = {"sqsManagedSseEnabled": not asked.get("kmsMasterKeyId")}
    return Made(url, {**COMPUTED, **managed, **identity, **given(asked, *LASTING, *ATTRIBUTES)})


def _attributes(asked: Properties) -> dict[str, str]:
    return {name: _text(value) for name, value in request(asked, ATTRIBUTES).items()}


def _text(value: Json) -> str:
    """Write a value as SQS takes all of them: as a string."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _queue_policy(place: Place, asked: Properties) -> Made:
    place.client("sqs").set_queue_attributes(
        QueueUrl=asked["queueUrl"], Attributes={"Policy": asked["policy"]}
    )
    return Made(str(asked["queueUrl"]), given(asked, "queueUrl"))


KINDS = {
    "aws:sqs/queue:Queue": Kind(
        _queue,
        frozenset({"tags", *LASTING, *ATTRIBUTES}),
        lasting(_changed_queue, *LASTING),
        frozenset({"deduplicationScope", "fifoThroughputLimit", "kmsDataKeyReusePeriodSeconds"}),
    ),
    "aws:sqs/queuePolicy:QueuePolicy": Kind(
        _queue_policy,
        frozenset({"policy", "queueUrl"}),
        lasting(lambda place, _, asked: _queue_policy(place, asked), "queueUrl"),
    ),
}
