"""The budget: how much, and who hears of it."""

import pytest


@pytest.fixture
def budget(client, outputs):
    """What reads about the budget, and its name; its service is at home in one region."""
    asked = {"AccountId": outputs["account"], "BudgetName": f"dr-{outputs['suffix']}-budget"}
    return client("budgets", "us-east-1"), asked


def test_it_counts_what_the_whole_account_costs_a_month(budget, outputs):
    budgets, asked = budget
    found = budgets.describe_budget(**asked)["Budget"]
    assert (found["BudgetType"], found["TimeUnit"]) == ("COST", "MONTHLY")
    assert found["BudgetLimit"]["Unit"] == "USD"
    assert float(found["BudgetLimit"]["Amount"]) == outputs["monthly_budget_usd"]
    assert found.get("CostFilters", {}) == {}


def test_it_tells_the_topic_of_what_is_spent_and_what_is_foreseen(budget, outputs):
    budgets, asked = budget
    found = budgets.describe_notifications_for_budget(**asked)["Notifications"]
    told = {
        (each["NotificationType"], each["ComparisonOperator"], each["Threshold"], each["ThresholdType"]): [
            (subscriber["SubscriptionType"], subscriber["Address"])
            for subscriber in budgets.describe_subscribers_for_notification(
                **asked,
                Notification={name: value for name, value in each.items() if name != "NotificationState"},
            )["Subscribers"]
        ]
        for each in found
    }
    topic = [("SNS", outputs["sns_topic_arn"])]
    assert told == {
        ("ACTUAL", "GREATER_THAN", 80.0, "PERCENTAGE"): topic,
        ("FORECASTED", "GREATER_THAN", 100.0, "PERCENTAGE"): topic,
    }
