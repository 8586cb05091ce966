"""Topics of SNS, who may use them, and who is told."""

from __future__ import annotations

from sandbox.aws import Client
from sandbox.registration import Json, Properties
from sandbox.resources.change import lasting, retag_pairs
from sandbox.resources.kind import Kind, Made, Place, tag_list
from sandbox.resources.request import given, request

TOPIC = {
    "contentBasedDeduplication": "ContentBasedDeduplication",
    "deliveryPolicy": "DeliveryPolicy",
    "displayName": "DisplayName",
    "fifoTopic": "FifoTopic",
    "kmsMasterKeyId": "KmsMasterKeyId",
    "policy": "Policy",
}
CLEARED = ("deliveryPolicy", "displayName", "kmsMasterKeyId")
"""What an update empties when it is no longer asked for."""
NEW_TOPIC: Properties = {
    "beginningArchiveTime": "",
    "fifoThroughputScope": "",
    "maximumMessageSize": 262144,
    "namePrefix": "",
    "signatureVersion": 1,
    "tracingConfig": "",
}
LASTING_TOPIC = ("fifoTopic", "name")
SUBSCRIPTION = {
    "deliveryPolicy": "DeliveryPolicy",
    "filterPolicy": "FilterPolicy",
    "filterPolicyScope": "FilterPolicyScope",
    "rawMessageDelivery": "RawMessageDelivery",
    "redrivePolicy": "RedrivePolicy",
}
WHO = {"endpoint": "Endpoint", "protocol": "Protocol", "topic": "TopicArn"}


def _topic(place: Place, asked: Properties) -> Made:
    client = place.client("sns")
    attributes = {name: _text(value) for name, value in request(asked, TOPIC).items()}
    arn = client.create_topic(Name=asked["name"], Attributes=attributes, Tags=tag_list(asked.get("tags")))[
        "TopicArn"
    ]
    return _of_topic(client, arn, asked)


def _changed_topic(place: Place, made: Made, asked: Properties) -> Made:
    client = place.client("sns")
    emptied: Properties = {name: "" for name in CLEARED if made.outputs.get(name)}
    if made.outputs.get("contentBasedDeduplication"):
        emptied["contentBasedDeduplication"] = False
    for name, value in request({**emptied, **asked}, TOPIC).items():
        if name != TOPIC["fifoTopic"]:
            client.set_topic_attributes(TopicArn=made.id, AttributeName=name, AttributeValue=_text(value))
    retag_pairs(
        client.list_tags_for_resource(ResourceArn=made.id)["Tags"],
        asked,
        lambda tags: client.tag_resource(ResourceArn=made.id, Tags=tags),
        lambda keys: client.untag_resource(ResourceArn=made.id, TagKeys=keys),
    )
    return _of_topic(client, made.id, asked)


def _of_topic(client: Client, arn: str, asked: Properties) -> Made:
    found = client.get_topic_attributes(TopicArn=arn)["Attributes"]
    identity: Properties = {"arn": arn, "owner": found["Owner"], "policy": found["Policy"]}
    return Made(arn, {**NEW_TOPIC, **given(asked, "name", *TOPIC), **identity})


def _topic_policy(place: Place, asked: Properties) -> Made:
    arn = str(asked["arn"])
    place.client("sns").set_topic_attributes(
        TopicArn=arn, AttributeName="Policy", AttributeValue=asked["policy"]
    )
    return Made(arn, {"arn": arn, "owner": place.account})


def _subscription(place: Place, asked: Properties) -> Made:
    client = place.client("sns")
    attributes = {name: _text(value) for name, value in request(asked, SUBSCRIPTION).items()}
    arn = client.subscribe(**request(asked, WHO), Attributes=attributes, ReturnSubscriptionArn=True)[
        "SubscriptionArn"
    ]
    return _of_subscription(client, arn, asked)


def _changed_subscription(place: Place, made: Made, asked: Properties) -> Made:
    client = place.client("sns")
    emptied: Properties = {name: "" for name in SUBSCRIPTION if made.outputs.get(name)}
    for name, value in request({**emptied, **asked}, SUBSCRIPTION).items():
        client.set_subscription_attributes(
            SubscriptionArn=made.id, AttributeName=name, AttributeValue=_text(value)
        )
    return _of_subscription(client, made.id, asked)


def _of_subscription(client: Client, arn: str, asked: Properties) -> Made:
    found = client.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
    outputs: Properties = {
        "arn": arn,
        "confirmationWasAuthenticated": found["ConfirmationWasAuthenticated"] == "true",
        "filterPolicyScope": found.get("FilterPolicyScope", ""),
        "ownerId": found["Owner"],
        "pendingConfirmation": found["PendingConfirmation"] == "true",
    }
    return Made(arn, {**given(asked, *WHO, *SUBSCRIPTION), **outputs})


def _text(value: Json) -> str:
    """Write a value as SNS takes all of them: as a string."""
    return str(value).lower() if isinstance(value, bool) else str(value)


KINDS = {
    "aws:sns/topic:Topic": Kind(
        _topic, frozenset({"name", "tags", *TOPIC}), lasting(_changed_topic, *LASTING_TOPIC)
    ),
    "aws:sns/topicPolicy:TopicPolicy": Kind(
        _topic_policy,
        frozenset({"arn", "policy"}),
        lasting(lambda place, _, asked: _topic_policy(place, asked), "arn"),
    ),
    "aws:sns/topicSubscription:TopicSubscription": Kind(
        _subscription, frozenset({*WHO, *SUBSCRIPTION}), lasting(_changed_subscription, *WHO)
    ),
}
