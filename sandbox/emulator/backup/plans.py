"""Plans: what their rules back up by the sandbox's time. ministack keeps them and starts nothing."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from sandbox.emulator.backup.copies import Copies
from sandbox.emulator.backup.jobs import Jobs, Order
from sandbox.emulator.backup.points import Point
from sandbox.emulator.backup.selections import resources, selects
from sandbox.emulator.backup.timetable import falls_due
from sandbox.emulator.requests.answers import Given, Refused
from sandbox.emulator.scope import on_loop
from sandbox.emulator.world import World

LOOK_SECONDS = 60.0
"""How often rules are looked at: a schedule names a minute."""


@dataclass
class Plans:
    """Starts jobs for what is selected, when a rule's schedule falls due."""

    world: World
    jobs: Jobs
    copies: Copies
    _looked: float = field(default=0.0)

    def tick(self, now: float) -> None:
        """Start what has fallen due since the last look."""
        if not self._looked or now - self._looked < LOOK_SECONDS:
            self._looked = self._looked or now
            return
        since, self._looked = self._looked, now
        for (account, region, _), plan in list(_private("_plans").all_items()):
            if not self.world.faults.lost("backup", region):
                for rule in plan["BackupPlan"]["Rules"]:
                    if falls_due(rule, plan["CreationDate"], since, now):
                        plan["LastExecutionDate"] = now
                        on_loop(
                            account,
                            region,
                            lambda region=region, plan=plan, rule=rule: self._start(region, plan, rule),
                        )

    def _start(self, region: str, plan: Given, rule: Given) -> None:
        for selection in _private("_selections").values():
            if selection["BackupPlanId"] != plan["BackupPlanId"]:
                continue
            s3 = self.jobs.sources.journals.s3
            for arn, tags in resources(s3, self.world.identity.account, region):
                if selects(selection, arn, tags):
                    self._back_up(region, arn, (plan, rule, selection))

    def _back_up(self, region: str, arn: str, by: tuple[Given, Given, Given]) -> None:
        plan, rule, selection = by
        given = {
            "BackupVaultName": rule["TargetBackupVaultName"],
            "ResourceArn": arn,
            "IamRoleArn": selection["IamRoleArn"],
            "StartWindowMinutes": rule.get("StartWindowMinutes", 480),
            "RecoveryPointTags": rule.get("RecoveryPointTags"),
            "Lifecycle": rule.get("Lifecycle"),
            "CreatedBy": _author(plan, rule),
        }
        follow = bool(rule.get("EnableContinuousBackup"))
        order = Order(given, follow, lambda point: self._copy(region, point, by))
        try:
            self.jobs.start(region, order)
        except Refused:
            logging.getLogger(__name__).exception(
                "rule %s of %s starts nothing", rule["RuleName"], plan["BackupPlanName"]
            )

    def _copy(self, region: str, point: Point, by: tuple[Given, Given, Given]) -> None:
        _, rule, selection = by
        for action in rule.get("CopyActions") or ():
            given = {**action, "IamRoleArn": selection["IamRoleArn"]}
            self.copies.start(region, self._copied(region, point), given)

    def _copied(self, region: str, point: Point) -> Point:
        """Return what a rule copies of a point: of one that follows, what it has at this moment."""
        if not point.continuous:
            return point
        content = self.jobs.sources.take(point.described["ResourceArn"], region)
        return Point(point.described, content, passing=True)


def _author(plan: Given, rule: Given) -> Mapping[str, Any]:
    return {
        "BackupPlanId": plan["BackupPlanId"],
        "BackupPlanArn": plan["BackupPlanArn"],
        "BackupPlanName": plan["BackupPlanName"],
        "BackupPlanVersion": plan["VersionId"],
        "BackupRuleId": rule.setdefault("RuleId", str(uuid4())),
        "BackupRuleName": rule["RuleName"],
    }


def _private(name: str) -> Any:  # noqa: ANN401 a store of ministack's
    from ministack.services import backup  # noqa: PLC0415 it reads the environment when it is loaded

    return vars(backup)[name]
