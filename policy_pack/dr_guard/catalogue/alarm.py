"""CloudWatch alarms and log groups."""

from __future__ import annotations

from typing import Final

from dr_guard.control import Control, Option
from dr_guard.tokens import COMPOSITE_ALARM, LOG_GROUP, METRIC_ALARM

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
            "NIST SI-4(12)",
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
        ),
        remediation=("Remove actionsEnabled, or set it to true.",),
        group="detection",
        options=(),
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
        remediation=("Set treatMissingData to breaching, notBreaching or ignore.",),
        group="detection",
        options=(),
    ),
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
            "NIST AU-11",
        ),
        remediation=("Set retentionInDays.",),
        group="detection",
        options=(Option("minimumDays", 7, "How long logs are kept at least, in days.", minimum=1),),
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
            "NIST AU-9(3)",
        ),
        remediation=(
            "Set kmsKeyId to the ARN of a key of your own.",
            "Let the key's policy allow CloudWatch Logs to use it.",
        ),
        group="encryption",
        options=(),
    ),
)
