"""AWS Backup vaults and plans."""

from __future__ import annotations

from typing import Final

from dr_guard.control import Control, Option
from dr_guard.tokens import PLAN, VAULT

CONTROLS: Final = (
    Control(
        id="vault-encryption-customer-managed",
        title="Every vault is encrypted with a customer-managed key",
        why="A key that AWS owns can be neither restricted to those who need it nor revoked.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(VAULT,),
        references=(
            "FSBP Backup.1",
            "Config backup-recovery-point-encrypted",
            "checkov CKV_AWS_166",
            "NIST CP-9(8)",
        ),
        remediation=("Set kmsKeyArn to the ARN of a key of your own.",),
        group="encryption",
        options=(),
    ),
    Control(
        id="vault-deletion-guarded",
        title="No vault is deleted together with its backups",
        why="With forceDestroy, removing the vault from the program deletes every backup in it.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(VAULT,),
        references=("NIST CP-9",),
        remediation=("Remove forceDestroy from the vault, or set it to false.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="vault-locked",
        title="Nobody deletes a backup before its time",
        why="Whoever takes over the account otherwise deletes the backups first.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(VAULT,),
        references=(
            "Config backup-recovery-point-manual-deletion-disabled",
            "NIST CP-9",
            "NIST AU-9",
        ),
        remediation=("Add a VaultLockConfiguration that names the vault, with minRetentionDays.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="plan-selection-present",
        title="Every backup plan backs something up",
        why="A plan without a selection runs on time and saves nothing.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(PLAN,),
        references=(
            "checkov CKV2_AWS_18",
            "NIST CP-9",
        ),
        remediation=("Add a Selection with the plan's id.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="plan-retention-sufficient",
        title="Backups are kept long enough",
        why="Damage that is noticed later than that cannot be undone.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(PLAN,),
        references=(
            "Config backup-plan-min-frequency-and-min-retention-check",
            "NIST CP-9",
            "NIST SI-12",
        ),
        remediation=("Raise lifecycle.deleteAfter of the rule and of its copyActions, or remove it.",),
        group="recovery",
        options=(Option("minimumDays", 7, "How long a backup is kept at least, in days.", minimum=1),),
    ),
)
