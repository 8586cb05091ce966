"""Somebody is told before the month costs more than it may."""

from __future__ import annotations

from stack.components.budget import Budget, BudgetArgs
from tests.unit.stack.recorded import SCOPE, TAGS, only, recorded

RECORDING = recorded(lambda: Budget("budget", BudgetArgs(SCOPE, "arn:topic", 200)))


def test_the_topic_hears_of_most_of_it_spent_and_all_of_it_foreseen():
    def notification(kind, percentage):
        return {
            "notificationType": kind,
            "comparisonOperator": "GREATER_THAN",
            "threshold": percentage,
            "thresholdType": "PERCENTAGE",
            "subscriberSnsTopicArns": ["arn:topic"],
        }

    assert only(RECORDING, "aws:budgets/budget:Budget").inputs == {
        "name": "dr-test-budget",
        "budgetType": "COST",
        "timeUnit": "MONTHLY",
        "limitAmount": "200",
        "limitUnit": "USD",
        "notifications": [notification("ACTUAL", 80), notification("FORECASTED", 100)],
        "tags": TAGS,
    }
