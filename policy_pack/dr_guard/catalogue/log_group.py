"""CloudWatch log groups and dashboards."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    DASHBOARD,
    LOG_GROUP,
)
from dr_guard.catalogue.alarm_coverage import FOREIGN_NAMES
from dr_guard.control import Control, Option
from dr_guard.remedy import Chosen, Fix

CONTROLS: Final = (
    Control(
        id="log-group-retention-set",
        title="Logs are kept for a time that somebody chose",
        why="Without one they are kept for ever, or not as long as an investigation needs.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(LOG_GROUP,),
        references=(
            "FSBP CloudWatch.16",
            "Config cw-loggroup-retention-period-check",
            "checkov CKV_AWS_66",
            "checkov CKV_AWS_338",
            "NIST AU-11",
            "NIST AU-11(1)",
            "NIST SI-12",
        ),
        remediation=(
            (
                "Set retentionInDays. Where it is mended for you, a group without one gets minimumDays, and "
                "CloudWatch then deletes what is older."
            ),
        ),
        group="detection",
        options=(
            Option(
                "minimumDays",
                7,
                "How long logs are kept at least, in days; one of the numbers that CloudWatch takes.",
                minimum=1,
            ),
        ),
        fixes=(Fix("retentionInDays", Chosen("minimumDays"), "at least"),),
    ),
    Control(
        id="log-group-encryption-customer-managed",
        title="Every log group is encrypted with a customer-managed key",
        why="A key that AWS owns can be neither restricted to those who need it nor revoked.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(LOG_GROUP,),
        references=(
            "Config cloudwatch-log-group-encrypted",
            "checkov CKV_AWS_158",
            "NIST SC-28(1)",
            "NIST AU-9(3)",
        ),
        remediation=(
            "Set kmsKeyId to the ARN of a key of your own.",
            "Let the key's policy allow CloudWatch Logs to use it.",
        ),
        group="encryption",
        options=(),
    ),
    Control(
        id="log-group-destroy-skipped",
        title="Logs outlive the program that made them",
        why="Whoever destroys a stack otherwise destroys the record of who did so, and of what came before.",
        severity="low",
        enforcement="disabled",
        scope="resource",
        types=(LOG_GROUP,),
        references=("NIST AU-9",),
        remediation=("Set skipDestroy to true on the log group.",),
        group="detection",
        options=(),
        fixes=(Fix("skipDestroy", value=True),),
    ),
    Control(
        id="dashboard-references-resolved",
        title="Every chart of a dashboard draws something that there is",
        why="In an incident an empty chart looks like a quiet system.",
        severity="low",
        enforcement="disabled",
        scope="stack",
        types=(DASHBOARD,),
        references=("WA REL13-BP04",),
        remediation=(
            "Name the resource by the output of the resource itself, such as table.name.",
            "Add what is outside the program to foreignNames.",
        ),
        group="detection",
        options=(FOREIGN_NAMES,),
    ),
)
