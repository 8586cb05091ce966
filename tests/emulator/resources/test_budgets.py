"""Budgets are made with all that is asked of them, and tell whom they are to tell."""

import pytest
from botocore.exceptions import ParamValidationError

BUDGET = "aws:budgets/budget:Budget"
ACCOUNT = "123456789012"
TOPIC = "arn:aws:sns:us-west-2:123456789012:dr-test-topic"


def notification(kind, threshold, **subscribers):
    return {
        "notificationType": kind,
        "comparisonOperator": "GREATER_THAN",
        "threshold": threshold,
        "thresholdType": "PERCENTAGE",
        **subscribers,
    }


OF_STACK = {
    "budgetType": "COST",
    "timeUnit": "MONTHLY",
    "limitAmount": "200",
    "limitUnit": "USD",
    "notifications": [
        notification("ACTUAL", 80.0, subscriberSnsTopicArns=[TOPIC]),
        notification("FORECASTED", 100.0, subscriberEmailAddresses=["owner@example.com"]),
    ],
    "tags": {"owner": "team"},
}


@pytest.fixture(scope="module")
def budgets(client):
    return client("budgets")


def described(budgets, name):
    return budgets.describe_budget(AccountId=ACCOUNT, BudgetName=name)["Budget"]


def told(budgets, name):
    """Return who is told by each notification, by its kind and threshold."""
    which = {"AccountId": ACCOUNT, "BudgetName": name}
    found = {}
    for each in budgets.describe_notifications_for_budget(**which)["Notifications"]:
        each.pop("NotificationState")
        subscribers = budgets.describe_subscribers_for_notification(**which, Notification=each)["Subscribers"]
        found[each["NotificationType"], each["Threshold"]] = [
            (subscriber["SubscriptionType"], subscriber["Address"]) for subscriber in subscribers
        ]
    return found


def test_a_budget_is_as_the_program_asks_for_it(make, budgets):
    made = make(BUDGET, name="asked", **OF_STACK)
    found = described(budgets, "asked")
    assert made.id == "123456789012:asked"
    assert (found["BudgetType"], found["TimeUnit"]) == ("COST", "MONTHLY")
    assert found["BudgetLimit"] == {"Amount": "200", "Unit": "USD"}
    assert made.outputs["timePeriodStart"] == found["TimePeriod"]["Start"].strftime("%Y-%m-%d_00:00")
    assert budgets.list_tags_for_resource(ResourceARN=made.outputs["arn"])["ResourceTags"] == [
        {"Key": "owner", "Value": "team"}
    ]


def test_a_budget_tells_whom_it_is_to_tell(make, budgets):
    make(BUDGET, name="told", **OF_STACK)
    assert told(budgets, "told") == {
        ("ACTUAL", 80.0): [("SNS", TOPIC)],
        ("FORECASTED", 100.0): [("EMAIL", "owner@example.com")],
    }


def test_a_setting_of_a_notification_that_nobody_knows_is_refused(make):
    odd = notification("ACTUAL", 80.0, subscriberFaxNumbers=["1"])
    with pytest.raises(ParamValidationError, match="SubscriberFaxNumbers"):
        make(BUDGET, name="odd", **{**OF_STACK, "notifications": [odd]})


def test_limit_notifications_and_tags_change_in_place(make, change, budgets):
    made = make(BUDGET, name="changed", **OF_STACK)
    fewer = [notification("ACTUAL", 90.0, subscriberSnsTopicArns=[TOPIC])]
    wanted = {**OF_STACK, "limitAmount": "300", "notifications": fewer, "tags": {"tier": "staging"}}
    change(BUDGET, made, name="changed", **wanted)
    assert described(budgets, "changed")["BudgetLimit"]["Amount"] == "300"
    assert told(budgets, "changed") == {("ACTUAL", 90.0): [("SNS", TOPIC)]}
    assert budgets.list_tags_for_resource(ResourceARN=made.outputs["arn"])["ResourceTags"] == [
        {"Key": "tier", "Value": "staging"}
    ]
