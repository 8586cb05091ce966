"""AWS Backup vaults."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    PLAN,
    VAULT,
)
from dr_guard.control import Control
from dr_guard.remedy import Fix

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
            "NIST SC-28",
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
        fixes=(Fix("forceDestroy", value=False),),
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
        id="vault-policy-deletion-denied",
        title="Nobody deletes a backup by hand from a vault that no lock keeps",
        why="Without a lock only the vault's policy stands between a stolen key and every backup in it.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=(VAULT,),
        references=("Config backup-recovery-point-manual-deletion-disabled", "NIST CP-9"),
        remediation=(
            (
                "Lock the vault; or add a VaultPolicy that denies everyone, but for whom its conditions "
                "name, backup:DeleteRecoveryPoint, backup:UpdateRecoveryPointLifecycle and "
                "backup:PutBackupVaultAccessPolicy."
            ),
        ),
        group="recovery",
        options=(),
    ),
    Control(
        id="vault-notifications-present",
        title="Somebody learns of a backup that failed, by a topic that lets AWS Backup in",
        why="Backups that fail unseen are found missing on the day they are needed.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=(VAULT,),
        references=("NIST CA-7",),
        remediation=(
            (
                "Add VaultNotifications that name the vault, with BACKUP_JOB_COMPLETED among the events, or "
                "an EventRule on the source aws.backup."
            ),
            "Let backup.amazonaws.com publish in the topic's policy, where the topic has one.",
            "Let it do kms:Decrypt and kms:GenerateDataKey* in the policy of the topic's key.",
        ),
        group="detection",
        options=(),
    ),
    Control(
        id="vault-air-gapped-present",
        title="Every plan keeps something in a logically air-gapped vault",
        why="Whoever takes over the account can reach every vault that is the account's own.",
        severity="medium",
        enforcement="disabled",
        scope="stack",
        types=(PLAN,),
        references=(
            "Config aurora-resources-in-logically-air-gapped-vault",
            "Config s3-resources-in-logically-air-gapped-vault",
            "NIST CP-9",
        ),
        remediation=(
            (
                "Add a LogicallyAirGappedVault, and its ARN as the destinationVaultArn of one of the plan's "
                "copyActions, or as a rule's targetLogicallyAirGappedBackupVaultArn."
            ),
        ),
        group="recovery",
        options=(),
    ),
)
