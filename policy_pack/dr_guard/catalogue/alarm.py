"""CloudWatch alarms: whether and when they are raised, and whether they act."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    COMPOSITE_ALARM,
    METRIC_ALARM,
)
from dr_guard.control import Control, Option
from dr_guard.remedy import Fix

CONTROLS: Final = (
    Control(
        id="alarm-action-set",
        title="Every alarm tells somebody",
        why="An alarm without an action is seen by whoever happens to look.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(METRIC_ALARM, COMPOSITE_ALARM),
        references=(
            "FSBP CloudWatch.15",
            "Config cloudwatch-alarm-action-check",
            "NIST CA-7",
            "NIST AU-6(1)",
            "NIST SI-4(12)",
            "NIST SI-5(1)",
        ),
        remediation=("Set alarmActions to the ARN of a topic.",),
        group="detection",
        options=(),
    ),
    Control(
        id="alarm-actions-enabled",
        title="Every alarm that is raised acts",
        why="An alarm whose actions are off is raised in silence.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(METRIC_ALARM, COMPOSITE_ALARM),
        references=(
            "FSBP CloudWatch.17",
            "Config cloudwatch-alarm-action-enabled-check",
            "checkov CKV_AWS_319",
            "NIST CA-7",
            "NIST SI-4(12)",
        ),
        remediation=("Remove actionsEnabled, or set it to true.",),
        group="detection",
        options=(),
        fixes=(Fix("actionsEnabled", value=True),),
    ),
    Control(
        id="alarm-missing-data-explicit",
        title="What silence means is decided for every alarm",
        why="A heartbeat that stops looks like a quiet night unless missing data counts as a fault.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(METRIC_ALARM,),
        references=(
            "Config cloudwatch-alarm-settings-check",
            "NIST CA-7",
        ),
        remediation=(
            "Set treatMissingData to breaching, notBreaching or ignore.",
            "Set it to breaching where silence is the fault, as of a heartbeat.",
        ),
        group="detection",
        options=(),
    ),
    Control(
        id="alarm-detection-timely",
        title="Every alarm is raised while there is time left to recover",
        why="Recovery begins when the fault is noticed, so what an alarm waits is lost from the objective.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(METRIC_ALARM,),
        references=("Config cloudwatch-alarm-settings-check", "WA REL13-BP02"),
        remediation=(
            (
                "Lower period, or datapointsToAlarm (otherwise evaluationPeriods): a fault lasts as long as "
                "their product before the alarm is raised."
            ),
            "Raise maximumSeconds where the objective leaves more time.",
        ),
        group="detection",
        options=(
            Option(
                "maximumSeconds",
                3600,
                "How long a fault may last before its alarm is raised, in seconds.",
                minimum=10,
            ),
        ),
    ),
)
