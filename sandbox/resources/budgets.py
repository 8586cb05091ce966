"""Budgets, and who is told when one is used up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sandbox.aws import Client
from sandbox.registration import Json, Properties
from sandbox.resources.change import lasting, retag_pairs
from sandbox.resources.kind import Kind, Made, Place, tag_list
from sandbox.resources.request import block, given, request

BUDGET = {"budgetType": "BudgetType", "name": "BudgetName", "timeUnit": "TimeUnit"}
LIMIT = {"limitAmount": "Amount", "limitUnit": "Unit"}
SUBSCRIBERS = {"subscriberEmailAddresses": "EMAIL", "subscriberSnsTopicArns": "SNS"}
COST_TYPES: Properties = {
    "includeCredit": True,
    "includeDiscount": True,
    "includeOtherSubscription": True,
    "includeRecurring": True,
    "includeRefund": True,
    "includeSubscription": True,
    "includeSupport": True,
    "includeTax": True,
    "includeUpfront": True,
    "useAmortized": False,
    "useBlended": False,
}
"""What AWS counts where nobody says."""


def _budget(place: Place, asked: Properties) -> Made:
    client = place.client("budgets")
    client.create_budget(
        AccountId=place.account,
        Budget=_request(asked),
        NotificationsWithSubscribers=_notifications(asked),
        ResourceTags=tag_list(asked.get("tags")),
    )
    return _of_budget(place, client, asked)


def _changed_budget(place: Place, made: Made, asked: Properties) -> Made:
    client, arn = place.client("budgets"), made.outputs["arn"]
    which = {"AccountId": place.account, "BudgetName": asked["name"]}
    client.update_budget(AccountId=place.account, NewBudget=_request(asked))
    for found in client.describe_notifications_for_budget(**which).get("Notifications", []):
        notification = {name: value for name, value in found.items() if name != "NotificationState"}
        client.delete_notification(**which, Notification=notification)
    for wanted in _notifications(asked):
        client.create_notification(**which, **wanted)
    found = client.list_tags_for_resource(ResourceARN=arn).get("ResourceTags", [])
    retag_pairs(
        found,
        asked,
        lambda tags: client.tag_resource(ResourceARN=arn, ResourceTags=tags),
        lambda keys: client.untag_resource(ResourceARN=arn, ResourceTagKeys=keys),
    )
    return _of_budget(place, client, asked)


def _request(asked: Properties) -> dict[str, Any]:
    return {**request(asked, BUDGET), "BudgetLimit": request(asked, LIMIT)}


def _notifications(asked: Properties) -> list[dict[str, Any]]:
    notifications = asked.get("notifications")
    return [_notification(each) for each in notifications] if isinstance(notifications, list) else []


def _notification(value: Json) -> dict[str, Any]:
    """Return one notification, with its subscribers beside it."""
    rest = dict(value) if isinstance(value, dict) else {}
    subscribers = [
        {"SubscriptionType": kind, "Address": address}
        for name, kind in SUBSCRIBERS.items()
        for address in _list(rest.pop(name, None))
    ]
    return {"Notification": block(rest), "Subscribers": subscribers}


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _of_budget(place: Place, client: Client, asked: Properties) -> Made:
    name = str(asked["name"])
    found = client.describe_budget(AccountId=place.account, BudgetName=name)["Budget"]
    outputs: Properties = {
        "accountId": place.account,
        "arn": f"arn:{place.partition}:budgets::{place.account}:budget/{name}",
        "costFilters": [],
        "costTypes": COST_TYPES,
        "namePrefix": "",
        "timePeriodEnd": _day(found["TimePeriod"]["End"]),
        "timePeriodStart": _day(found["TimePeriod"]["Start"]),
    }
    return Made(f"{place.account}:{name}", {**given(asked, *BUDGET, *LIMIT), **outputs})


def _day(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d_%H:%M")


KINDS = {
    "aws:budgets/budget:Budget": Kind(
        _budget,
        frozenset({"notifications", "tags", *BUDGET, *LIMIT}),
        lasting(_changed_budget, "budgetType", "name"),
    ),
}
