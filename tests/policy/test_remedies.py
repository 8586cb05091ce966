"""What the fixes of a control make of a resource that violates it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest
from dr_guard.aws.tokens import CLUSTER, TABLE
from dr_guard.catalogue import CONTROLS
from dr_guard.judge import Judge
from dr_guard.protocol import ASSETS, SECRET
from dr_guard.values import SIGNATURE

from tests.policy.analyzer import (
    CONTEXT,
    PAIRS,
    UNKNOWN,
    Planned,
    ask,
    configure,
    mend,
    request,
    servicer,
)
from tests.policy.test_controls import CASES

if TYPE_CHECKING:
    from dr_guard.control import Control

    from tests.policy.cases.case import Case

PITR: Final = "table-pitr-enabled"
DAYS: Final = "database-backup-retention-sufficient"
LOGS: Final = "database-postgresql-logs-exported"
HIDDEN = {SIGNATURE: SECRET, "value": "correct-horse-battery-staple"}
KEPT = {
    "anUnknown": UNKNOWN,
    "aSecret": HIDDEN,
    "aFile": {SIGNATURE: ASSETS[0], "path": "x"},
    "deeper": [{"anUnknown": UNKNOWN, "aSecret": HIDDEN}, None],
}
CONTROLS_MENDED = [control for control in CONTROLS if control.fixes]
MENDED = {control.id for control in CONTROLS_MENDED}
BROKEN = [
    case
    for case in CASES
    if case.control in MENDED and case.says and case.mendable and UNKNOWN not in repr(case.stack)
]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.id)
def test_what_is_mended_satisfies_the_control(case: Case):
    """And mending it once more changes nothing."""
    once = [mend(case.control, planned, case.config) for planned in case.stack]
    assert ask(case.control, once, case.config).violations == ()
    assert [mend(case.control, planned, case.config) for planned in once] == once


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.id)
def test_what_is_mended_keeps_all_else(case: Case):
    """Secrets, unknowns and files as the engine wrote them, at any depth."""
    for planned in case.stack:
        mended = mend(case.control, replace(planned, inputs={**planned.inputs, **KEPT}), case.config)
        assert {name: mended.inputs.get(name) for name in KEPT} == KEPT


@pytest.mark.parametrize("mark", [UNKNOWN, HIDDEN], ids=["unknown", "secret"])
@pytest.mark.parametrize("control", CONTROLS_MENDED, ids=lambda control: control.id)
def test_what_is_unknown_or_secret_where_a_fix_is_due_stays(control: Control, mark: object):
    """A program that computes a value is not overruled blindly; the control says what it makes of it."""
    for token in control.types:
        inputs = {fix.path.partition(".")[0]: mark for fix in control.fixes}
        assert mend(control.id, Planned(token, inputs)).inputs.items() >= inputs.items()


@pytest.mark.parametrize("control", sorted(MENDED))
def test_every_fix_is_seen_to_mend(control: str):
    """A control whose fixes no case shows at work is not tested."""
    assert any(case.control == control for case in BROKEN)


def test_nothing_is_mended_unless_it_is_asked_for():
    """The levels that controls have by default mend nothing."""
    table = Planned("aws:dynamodb/table:Table", {"deletionProtectionEnabled": False})
    assert servicer().Remediate(request(table), CONTEXT).remediations == []


def test_control_that_no_value_satisfies_says_so():
    """It is mandatory beside those that mend."""
    analyzer, policy = servicer(), Planned("aws:iam/policy:Policy", {})
    configure(
        analyzer, {"policy-actions-scoped": ("remediate", {}), "policy-resources-scoped": ("advisory", {})}
    )
    answer = analyzer.Remediate(request(policy), CONTEXT)
    assert answer.remediations == []
    assert [(each.policy_name, each.reason) for each in answer.not_applicable] == [
        ("policy-actions-scoped", "no value mends it")
    ]


@pytest.mark.parametrize(
    ("control", "token", "path", "found", "left"),
    [
        (PITR, TABLE, "pointInTimeRecovery", [{"enabled": False}], [{"enabled": False}]),
        (PITR, TABLE, "pointInTimeRecovery", HIDDEN, HIDDEN),
        (PITR, TABLE, "pointInTimeRecovery", [HIDDEN], [HIDDEN]),
        (PITR, TABLE, "pointInTimeRecovery", {"enabled": HIDDEN}, {"enabled": HIDDEN}),
        (PITR, TABLE, "pointInTimeRecovery", {"enabled": [HIDDEN]}, {"enabled": [HIDDEN]}),
        (PITR, TABLE, "pointInTimeRecovery", "x", "x"),
        (PITR, TABLE, "pointInTimeRecovery", UNKNOWN, UNKNOWN),
        (DAYS, CLUSTER, "backupRetentionPeriod", "35", 35),
        (DAYS, CLUSTER, "backupRetentionPeriod", "3", 7),
        (DAYS, CLUSTER, "backupRetentionPeriod", "x", 7),
        (DAYS, CLUSTER, "backupRetentionPeriod", False, 7),
        (DAYS, CLUSTER, "backupRetentionPeriod", [HIDDEN], [HIDDEN]),
        (LOGS, CLUSTER, "enabledCloudwatchLogsExports", "instance", ["instance", "postgresql"]),
        (LOGS, CLUSTER, "enabledCloudwatchLogsExports", [HIDDEN], [HIDDEN, "postgresql"]),
        (LOGS, CLUSTER, "enabledCloudwatchLogsExports", HIDDEN, HIDDEN),
        (LOGS, CLUSTER, "enabledCloudwatchLogsExports", None, ["postgresql"]),
        (LOGS, CLUSTER, "enabledCloudwatchLogsExports", {"a": HIDDEN}, {"a": HIDDEN}),
    ],
)
def test_nothing_is_lost_or_weakened(control: str, token: str, path: str, found: object, left: object):
    """What a value cannot mend stays as it is, whatever shape it has."""
    planned = Planned(token, {"engine": "aurora-postgresql", path: found})
    assert mend(control, planned).inputs[path] == left


def test_a_number_that_is_none_is_neither_enough_nor_the_end():
    """JSON has no word for it, and the protocol has."""
    analyzer, asked = servicer(Judge((PAIRS[DAYS],))), request(Planned(CLUSTER, {}))
    configure(analyzer, {DAYS: ("remediate", {})})
    asked.properties["backupRetentionPeriod"] = math.nan
    asked.properties["port"] = math.inf
    assert len(analyzer.Analyze(asked, CONTEXT).diagnostics) == 1
    properties = analyzer.Remediate(asked, CONTEXT).remediations[0].properties
    assert (properties["backupRetentionPeriod"], properties["port"]) == (7, math.inf)
