"""Restores on trial: the plans, and what each of them restores."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sandbox.emulator.backup.requests import invalid, missing, page
from sandbox.emulator.clock import Clock
from sandbox.emulator.requests.answers import Act, Given, Refused

Key: TypeAlias = tuple[str, str]
"""A region, and the name of a plan in it."""
NAME = re.compile(r"\w{1,50}", re.ASCII)
START_WINDOW_HOURS = 24
SELECTION_WINDOW_DAYS = 30
TIMEZONE = "Etc/UTC"
HIDDEN = frozenset({"RecoveryPointSelection", "CreatorRequestId"})
"""What a list of plans leaves out."""
LISTED = (
    "CreationTime",
    "IamRoleArn",
    "ProtectedResourceType",
    "RestoreTestingPlanName",
    "RestoreTestingSelectionName",
    "ValidationWindowHours",
)


@dataclass
class Testing:
    """Plans as AWS describes them, by region and name, and the selections of each, by name."""

    clock: Clock
    account: str
    plans: dict[Key, Given] = field(default_factory=dict)
    selections: dict[Key, dict[str, Given]] = field(default_factory=dict)
    tags: dict[str, dict[str, str]] = field(default_factory=dict)

    def operations(self) -> Mapping[str, Act]:
        """What it answers."""
        return {
            "CreateRestoreTestingPlan": self._create,
            "GetRestoreTestingPlan": lambda region, given: {"RestoreTestingPlan": self._plan(region, given)},
            "UpdateRestoreTestingPlan": self._update,
            "DeleteRestoreTestingPlan": self._delete,
            "ListRestoreTestingPlans": self._list,
            "CreateRestoreTestingSelection": self._select,
            "GetRestoreTestingSelection": lambda region, given: {
                "RestoreTestingSelection": self._selection(region, given)
            },
            "UpdateRestoreTestingSelection": self._reselect,
            "DeleteRestoreTestingSelection": self._deselect,
            "ListRestoreTestingSelections": self._list_selections,
        }

    def _plan(self, region: str, given: Given) -> Given:
        plan = self.plans.get((region, given["RestoreTestingPlanName"]))
        if plan is None:
            raise missing(f"Restore testing plan {given['RestoreTestingPlanName']}")
        return plan

    def _selection(self, region: str, given: Given) -> Given:
        self._plan(region, given)
        name = given["RestoreTestingSelectionName"]
        selection = self.selections[region, given["RestoreTestingPlanName"]].get(name)
        if selection is None:
            raise missing(f"Restore testing selection {name}")
        return selection

    def _create(self, region: str, given: Given) -> Given:
        asked = given["RestoreTestingPlan"]
        name = _named(asked["RestoreTestingPlanName"])
        if (region, name) in self.plans:
            raise Refused("AlreadyExistsException", f"Restore testing plan {name} exists.")
        path = f"restore-testing-plan:{name}-{uuid.uuid4()}"
        plan: Given = {
            "StartWindowHours": START_WINDOW_HOURS,
            "ScheduleExpressionTimezone": TIMEZONE,
            **asked,
            "RecoveryPointSelection": _window(asked["RecoveryPointSelection"]),
            "CreationTime": self.clock.now(),
            "LastUpdateTime": self.clock.now(),
            "RestoreTestingPlanArn": f"arn:aws:backup:{region}:{self.account}:{path}",
            **_creator(given),
        }
        self.plans[region, name] = plan
        self.selections[region, name] = {}
        self.tags[plan["RestoreTestingPlanArn"]] = dict(given.get("Tags") or {})
        return _short(plan)

    def _update(self, region: str, given: Given) -> Given:
        plan, asked = self._plan(region, given), dict(given["RestoreTestingPlan"])
        if "RecoveryPointSelection" in asked:
            merged = {**plan["RecoveryPointSelection"], **asked["RecoveryPointSelection"]}
            asked["RecoveryPointSelection"] = _window(merged)
        plan.update(asked, LastUpdateTime=self.clock.now())
        return {**_short(plan), "UpdateTime": plan["LastUpdateTime"]}

    def _delete(self, region: str, given: Given) -> Given:
        key = region, given["RestoreTestingPlanName"]
        if self.selections.get(key):
            raise Refused("InvalidRequestException", f"Restore testing plan {key[1]} has selections.")
        self.tags.pop(self.plans.pop(key, {}).get("RestoreTestingPlanArn", ""), None)
        return {}

    def _list(self, region: str, given: Given) -> Mapping[str, Any]:
        plans = [
            {name: value for name, value in plan.items() if name not in HIDDEN}
            for key, plan in self.plans.items()
            if key[0] == region
        ]
        return page(plans, "RestoreTestingPlans", given)

    def _select(self, region: str, given: Given) -> Given:
        plan, asked = self._plan(region, given), given["RestoreTestingSelection"]
        name = _named(asked["RestoreTestingSelectionName"])
        selections = self.selections[region, plan["RestoreTestingPlanName"]]
        if name in selections:
            raise Refused("AlreadyExistsException", f"Restore testing selection {name} exists.")
        if not asked.get("ProtectedResourceArns") and not asked.get("ProtectedResourceConditions"):
            raise invalid("A selection needs ProtectedResourceArns or ProtectedResourceConditions.")
        selections[name] = {
            **asked,
            "CreationTime": self.clock.now(),
            "RestoreTestingPlanName": plan["RestoreTestingPlanName"],
            **_creator(given),
        }
        return {**_short(plan), "RestoreTestingSelectionName": name}

    def _reselect(self, region: str, given: Given) -> Given:
        plan, selection = self._plan(region, given), self._selection(region, given)
        selection.update(given["RestoreTestingSelection"])
        name = given["RestoreTestingSelectionName"]
        return {**_short(plan), "RestoreTestingSelectionName": name, "UpdateTime": self.clock.now()}

    def _deselect(self, region: str, given: Given) -> Given:
        self._selection(region, given)
        del self.selections[region, given["RestoreTestingPlanName"]][given["RestoreTestingSelectionName"]]
        return {}

    def _list_selections(self, region: str, given: Given) -> Mapping[str, Any]:
        self._plan(region, given)
        selections = [
            {name: each[name] for name in LISTED if name in each}
            for each in self.selections[region, given["RestoreTestingPlanName"]].values()
        ]
        return page(selections, "RestoreTestingSelections", given)


def _named(name: str) -> str:
    if not NAME.fullmatch(name):
        raise invalid(f"A name has up to 50 letters, digits and underscores, not {name}.")
    return name


def _window(asked: Given) -> Given:
    for name in ("Algorithm", "IncludeVaults", "RecoveryPointTypes"):
        if not asked.get(name):
            raise invalid(f"RecoveryPointSelection needs {name}.")
    return {"ExcludeVaults": [], "SelectionWindowDays": SELECTION_WINDOW_DAYS, **asked}


def _short(plan: Given) -> Given:
    return {name: plan[name] for name in ("CreationTime", "RestoreTestingPlanArn", "RestoreTestingPlanName")}


def _creator(given: Given) -> Given:
    return {name: given[name] for name in ("CreatorRequestId",) if name in given}
