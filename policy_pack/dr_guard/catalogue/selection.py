"""AWS Backup selections, and the evidence that what they select can be restored."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    PLAN,
    SELECTION,
)
from dr_guard.control import Control

CONTROLS: Final = (
    Control(
        id="selection-resources-resolved",
        title="Every backup selection finds something to back up, and may do so",
        why="A selection by a tag that nothing bears, or with a role that may do nothing, saves nothing.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(SELECTION,),
        references=("checkov CKV2_AWS_9", "checkov CKV2_AWS_18", "NIST CP-9"),
        remediation=(
            "Name resources of the program, or a tag that they bear.",
            "Attach AWSBackupServiceRolePolicyForBackup, or a policy of your own, to the selection's role.",
            "For buckets attach AWSBackupServiceRolePolicyForS3Backup as well.",
        ),
        group="recovery",
        options=(),
    ),
    Control(
        id="restore-testing-planned",
        title="Backups are restored on trial",
        why="Until it has been restored nobody knows that a backup can be, or how long that takes.",
        severity="high",
        enforcement="advisory",
        scope="stack",
        types=(PLAN,),
        references=("NIST CP-4", "NIST CP-9(1)", "WA REL09-BP04"),
        remediation=(
            "Add a RestoreTestingPlan, and a RestoreTestingSelection for each kind of resource.",
            "Put the ARNs of the plan's vaults, or *, in its recoveryPointSelection.includeVaults.",
            "Turn this off where drills of your own restore backups.",
        ),
        group="recovery",
        options=(),
    ),
    Control(
        id="report-plan-present",
        title="What was backed up is reported",
        why="Evidence that is gathered only when somebody asks for it is incomplete by then.",
        severity="low",
        enforcement="disabled",
        scope="stack",
        types=(PLAN,),
        references=("prowler backup_reportplans_exist",),
        remediation=("Add a ReportPlan.",),
        group="detection",
        options=(),
    ),
)
