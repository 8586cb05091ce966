"""AWS Backup plans: where backups are copied to, and for how long they and their copies are kept."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.regions import RECOVERY_REGIONS
from dr_guard.aws.tokens import (
    PLAN,
)
from dr_guard.control import Control, Option
from dr_guard.remedy import Chosen, Fix

CONTROLS: Final = (
    Control(
        id="plan-copy-region-distinct",
        title="Every backup plan copies backups to a recovery region",
        why="A backup in the region that is lost is lost with it.",
        severity="critical",
        enforcement="mandatory",
        scope="stack",
        types=(PLAN,),
        references=("NIST CP-6(1)",),
        remediation=(
            (
                "Add a vault in the recovery region, and to a rule of the plan a copyAction with its ARN as "
                "destinationVaultArn."
            ),
        ),
        group="recovery",
        options=(RECOVERY_REGIONS,),
    ),
    Control(
        id="plan-copy-retention-sufficient",
        title="Copies of backups are kept long enough",
        why="When a region is lost its copies are all there is, and damage may be older than they are.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(PLAN,),
        references=("Config backup-recovery-point-minimum-retention-check", "NIST CP-9"),
        remediation=("Raise lifecycle.deleteAfter of the rule's copyActions, or remove it.",),
        group="recovery",
        options=(Option("minimumDays", 7, "How long a copy is kept at least, in days.", minimum=1),),
        fixes=(Fix("rules.*.copyActions.*.lifecycle.deleteAfter.*", Chosen("minimumDays"), "at least"),),
    ),
    Control(
        id="plan-lifecycle-valid",
        title="Every vault accepts how long a plan keeps its backups",
        why="A backup whose lifecycle its vault refuses fails every time, long after the plan was deployed.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=(PLAN,),
        references=("WA REL09-BP03",),
        remediation=(
            "Set lifecycle.deleteAfter to at least 90 days more than coldStorageAfter.",
            "Keep it within minRetentionDays and maxRetentionDays of the lock of the vault it goes to.",
        ),
        group="recovery",
        options=(),
    ),
)
