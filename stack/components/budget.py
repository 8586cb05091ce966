"""The budget: who is told, and when, before the month costs more than it may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.naming import type_token

if TYPE_CHECKING:
    from stack.scope import Scope

ALERTS: Final = {"ACTUAL": 80, "FORECASTED": 100}
"""At which percentage of the budget an alert goes out, for what was spent and for what is foreseen."""


@dataclass(frozen=True)
class BudgetArgs:
    """The whole account's monthly limit, and the topic that alerts go to."""

    scope: Scope
    topic_arn: pulumi.Input[str]
    monthly_usd: int


class Budget(pulumi.ComponentResource):
    """Counts the whole account: a filter on a tag that is no cost-allocation tag yet would count nothing."""

    def __init__(self, name: str, args: BudgetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("Budget"), name, None, opts)
        self._budget(name, args)
        self.register_outputs({})

    def _budget(self, name: str, args: BudgetArgs) -> None:
        aws.budgets.Budget(
            name,
            name=args.scope.name("budget"),
            budget_type="COST",
            time_unit="MONTHLY",
            limit_amount=str(args.monthly_usd),
            limit_unit="USD",
            notifications=[
                {
                    "notification_type": kind,
                    "comparison_operator": "GREATER_THAN",
                    "threshold": percentage,
                    "threshold_type": "PERCENTAGE",
                    "subscriber_sns_topic_arns": [args.topic_arn],
                }
                for kind, percentage in ALERTS.items()
            ],
            tags=dict(args.scope.tags),
            opts=pulumi.ResourceOptions(parent=self),
        )
