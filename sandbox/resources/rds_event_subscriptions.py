"""Subscriptions of topics to the events of RDS."""

from __future__ import annotations

from sandbox.registration import Properties
from sandbox.resources.change import lasting
from sandbox.resources.kind import Kind, Made, Place, tag_list
from sandbox.resources.rds_tags import tagged
from sandbox.resources.request import given, request

FIXED = {"name": "SubscriptionName", "sourceIds": "SourceIds"}
CHANGING = {
    "enabled": "Enabled",
    "eventCategories": "EventCategories",
    "snsTopic": "SnsTopicArn",
    "sourceType": "SourceType",
}


def _subscription(place: Place, asked: Properties) -> Made:
    made = place.client("rds").create_event_subscription(
        **request(asked, {**FIXED, **CHANGING}), Tags=tag_list(asked.get("tags"))
    )["EventSubscription"]
    outputs: Properties = {
        "arn": made["EventSubscriptionArn"],
        "customerAwsId": made["CustomerAwsId"],
        "namePrefix": "",
    }
    return Made(str(asked["name"]), {**outputs, **given(asked, *FIXED, *CHANGING)})


def _changed_subscription(place: Place, made: Made, asked: Properties) -> Made:
    wanted = request({"enabled": True, **asked}, CHANGING)
    place.client("rds").modify_event_subscription(SubscriptionName=made.id, **wanted)
    tagged(place, str(made.outputs["arn"]), asked)
    return Made(made.id, {**made.outputs, **given(asked, *CHANGING)})


KINDS = {
    "aws:rds/eventSubscription:EventSubscription": Kind(
        _subscription, frozenset({"tags", *FIXED, *CHANGING}), lasting(_changed_subscription, *FIXED)
    )
}
