"""Restores on trial: AWS Backup restores what it backed up, and deletes it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.naming import type_token

if TYPE_CHECKING:
    from stack.links import Kinds
    from stack.scope import Scope

WEEKLY: Final = "cron(0 9 ? * SUN *)"
START_WINDOW_HOURS: Final = 1
SELECTION_WINDOW_DAYS: Final = 7
"""How old the backup may be that is restored, the youngest first."""
VALIDATION_WINDOW_HOURS: Final = 1
"""How long what was restored stays, for whoever wants to look at the data."""


@dataclass(frozen=True)
class RestoreTestingArgs:
    """``role_arn`` is of the role that restores; ``kinds`` are AWS Backup's words for what.

    By kind is said what of a restore AWS Backup is not to make up; it knows no network but the default one.
    """

    scope: Scope
    vault_arn: pulumi.Input[str]
    role_arn: pulumi.Input[str]
    kinds: Kinds


class RestoreTesting(pulumi.ComponentResource):
    """Restores one resource of each kind a week from the vault; that it could is what a backup is for."""

    def __init__(
        self, name: str, args: RestoreTestingArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__(type_token("RestoreTesting"), name, None, opts)
        own = pulumi.ResourceOptions(parent=self)
        scope = args.scope
        plan = aws.backup.RestoreTestingPlan(
            name,
            name=_identifier(scope.name("restore-testing")),
            schedule_expression=WEEKLY,
            start_window_hours=START_WINDOW_HOURS,
            recovery_point_selection={
                "algorithm": "LATEST_WITHIN_WINDOW",
                "include_vaults": [args.vault_arn],
                "recovery_point_types": ["SNAPSHOT", "CONTINUOUS"],
                "selection_window_days": SELECTION_WINDOW_DAYS,
            },
            tags=dict(scope.tags),
            opts=own,
        )
        for kind, overrides in args.kinds.items():
            aws.backup.RestoreTestingSelection(
                f"restore-{kind.lower()}",
                name=_identifier(scope.name(f"restore-{kind.lower()}")),
                restore_testing_plan_name=plan.name,
                protected_resource_type=kind,
                protected_resource_arns=["*"],
                protected_resource_conditions={
                    "string_equals": [{"key": "aws:ResourceTag/backup", "value": scope.backed_up()["backup"]}]
                },
                iam_role_arn=args.role_arn,
                restore_metadata_overrides=overrides or None,
                validation_window_hours=VALIDATION_WINDOW_HOURS,
                opts=own,
            )
        self.plan_name: pulumi.Output[str] = plan.name
        self.register_outputs({"planName": self.plan_name})


def _identifier(name: str) -> str:
    """Return a name as restore tests take it: letters, digits and underscores."""
    return name.replace("-", "_")
