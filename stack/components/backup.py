"""Backups: a locked vault, a daily plan, and the tag by which the plan finds what it backs up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.components.restore_testing import RestoreTesting, RestoreTestingArgs
from stack.documents import document, service_trust
from stack.grants import backup_statements
from stack.limits import BACKUP_KEPT_DAYS
from stack.naming import type_token

if TYPE_CHECKING:
    from stack.links import Kinds
    from stack.scope import Scope

DAILY: Final = "cron(0 5 * * ? *)"
START_WINDOW_MINUTES: Final = 60
COMPLETION_WINDOW_MINUTES: Final = 240
EVENTS: Final = (
    "BACKUP_JOB_COMPLETED",
    "CONTINUOUS_BACKUP_INTERRUPTED",
    "RESTORE_JOB_COMPLETED",
    "S3_BACKUP_OBJECT_FAILED",
    "S3_RESTORE_OBJECT_FAILED",
)
"""What the vault reports; a job that failed or expired is reported as completed, with that state."""
MANAGED_POLICIES: Final = {
    "backup": "service-role/AWSBackupServiceRolePolicyForBackup",
    "restore": "service-role/AWSBackupServiceRolePolicyForRestores",
    "s3-backup": "AWSBackupServiceRolePolicyForS3Backup",
    "s3-restore": "AWSBackupServiceRolePolicyForS3Restore",
}


@dataclass(frozen=True)
class BackupArgs:
    """``retention_days`` is how long a backup is kept, within ``BACKUP_KEPT_DAYS``.

    ``kinds`` is what is backed up, in AWS Backup's words, with how it is restored on trial.
    """

    scope: Scope
    key_arn: pulumi.Input[str]
    topic_arn: pulumi.Input[str]
    retention_days: int
    kinds: Kinds


class Backup(pulumi.ComponentResource):
    """Backs up every day what is tagged for it; a table as it was at that hour, all else continuously.

    What it backed up it restores on trial.
    """

    def __init__(self, name: str, args: BackupArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("Backup"), name, None, opts)
        self._name, self._args = name, args
        self._own = pulumi.ResourceOptions(parent=self)
        vault = self._vault()
        if not args.scope.ephemeral:
            self._lock(vault)
        self._notifications(vault)
        plan = self._plan(vault)
        role = self._role()
        self._selection(plan, role)
        trials = RestoreTestingArgs(args.scope, vault.arn, role.arn, args.kinds)
        RestoreTesting("restore-testing", trials, self._own)
        self.vault_name: pulumi.Output[str] = vault.name
        self.plan_id: pulumi.Output[str] = plan.id
        self.register_outputs({"vaultName": self.vault_name, "planId": self.plan_id})

    def _vault(self) -> aws.backup.Vault:
        scope = self._args.scope
        return aws.backup.Vault(
            self._name,
            name=scope.name("backup-vault"),
            kms_key_arn=self._args.key_arn,
            force_destroy=False,
            tags=dict(scope.tags),
            opts=scope.stateful(self),
        )

    def _lock(self, vault: aws.backup.Vault) -> None:
        """Keep backups from being deleted early; in governance mode, so that administrators can lift it."""
        aws.backup.VaultLockConfiguration(
            self._name,
            backup_vault_name=vault.name,
            min_retention_days=BACKUP_KEPT_DAYS[0],
            max_retention_days=BACKUP_KEPT_DAYS[-1],
            opts=self._own,
        )

    def _notifications(self, vault: aws.backup.Vault) -> None:
        aws.backup.VaultNotifications(
            self._name,
            backup_vault_name=vault.name,
            sns_topic_arn=self._args.topic_arn,
            backup_vault_events=list(EVENTS),
            opts=self._own,
        )

    def _plan(self, vault: aws.backup.Vault) -> aws.backup.Plan:
        scope = self._args.scope
        return aws.backup.Plan(
            self._name,
            name=scope.name("backup-plan"),
            rules=[
                {
                    "rule_name": "daily",
                    "target_vault_name": vault.name,
                    "schedule": DAILY,
                    "start_window": START_WINDOW_MINUTES,
                    "completion_window": COMPLETION_WINDOW_MINUTES,
                    "enable_continuous_backup": True,
                    "lifecycle": {"delete_after": self._args.retention_days},
                    "recovery_point_tags": dict(scope.tags),
                }
            ],
            tags=dict(scope.tags),
            opts=self._own,
        )

    def _role(self) -> aws.iam.Role:
        scope = self._args.scope
        role = aws.iam.Role(
            self._name,
            name=scope.name("backup-role"),
            assume_role_policy=service_trust("backup.amazonaws.com"),
            tags=dict(scope.tags),
            opts=self._own,
        )
        for name, path in MANAGED_POLICIES.items():
            aws.iam.RolePolicyAttachment(
                name, role=role.name, policy_arn=scope.managed_policy_arn(path), opts=self._own
            )
        aws.iam.RolePolicy(
            self._name,
            name=scope.name("backup-policy"),
            role=role.name,
            policy=document(*backup_statements(scope)),
            opts=self._own,
        )
        return role

    def _selection(self, plan: aws.backup.Plan, role: aws.iam.Role) -> None:
        scope = self._args.scope
        aws.backup.Selection(
            self._name,
            name=scope.name("backup-selection"),
            plan_id=plan.id,
            iam_role_arn=role.arn,
            selection_tags=[
                {"type": "STRINGEQUALS", "key": "backup", "value": scope.backed_up()["backup"]},
            ],
            opts=self._own,
        )
