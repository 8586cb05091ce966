"""The vaults of both regions, and the plans that fill them."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tests.mutations.reference.place import ACCOUNT, Place
from tests.mutations.reference.policies import document, trust

MANAGED = (
    "service-role/AWSBackupServiceRolePolicyForBackup",
    "service-role/AWSBackupServiceRolePolicyForRestores",
    "AWSBackupServiceRolePolicyForS3Backup",
    "AWSBackupServiceRolePolicyForS3Restore",
)
DENIED = (
    "backup:DeleteRecoveryPoint",
    "backup:UpdateRecoveryPointLifecycle",
    "backup:PutBackupVaultAccessPolicy",
)


@dataclass(frozen=True)
class Vaults:
    """The vaults of a region: one that is locked, and one out of the account's reach."""

    locked: aws.backup.Vault
    apart: aws.backup.LogicallyAirGappedVault


def vaults(place: Place, key_arn: pulumi.Output[str], topic_arn: pulumi.Output[str]) -> Vaults:
    """Make the vaults of a region."""
    locked = _vault(place, place.called("backups"), key_arn, topic_arn)
    aws.backup.VaultLockConfiguration(
        place.called("backups"),
        backup_vault_name=locked.name,
        min_retention_days=7,
        max_retention_days=365,
        changeable_for_days=3,
        opts=place.opts,
    )
    apart = aws.backup.LogicallyAirGappedVault(
        place.called("apart"),
        name=place.called("apart"),
        min_retention_days=7,
        max_retention_days=365,
        opts=place.stateful,
    )
    return Vaults(locked, apart)


def drill_vault(place: Place, key_arn: pulumi.Output[str], topic_arn: pulumi.Output[str]) -> None:
    """Make a vault that drills empty again, so that a policy and no lock keeps what is in it."""
    name = "drills"
    vault = _vault(place, name, key_arn, topic_arn)
    denial = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": list(DENIED),
        "Resource": "*",
        "Condition": {"ArnNotLike": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:role/drills"}},
    }
    aws.backup.VaultPolicy(name, backup_vault_name=vault.name, policy=document(denial), opts=place.opts)


def _vault(
    place: Place, name: str, key_arn: pulumi.Output[str], topic_arn: pulumi.Output[str]
) -> aws.backup.Vault:
    vault = aws.backup.Vault(name, name=name, kms_key_arn=key_arn, opts=place.stateful)
    aws.backup.VaultNotifications(
        name,
        backup_vault_name=vault.name,
        sns_topic_arn=topic_arn,
        backup_vault_events=["BACKUP_JOB_FAILED", "BACKUP_JOB_COMPLETED", "COPY_JOB_FAILED"],
        opts=place.opts,
    )
    return vault


def role(place: Place) -> aws.iam.Role:
    """Make the role that backs up and restores."""
    made = aws.iam.Role(
        "backup", name="backup", assume_role_policy=trust("backup.amazonaws.com"), opts=place.opts
    )
    for number, name in enumerate(MANAGED):
        aws.iam.RolePolicyAttachment(
            f"backup-{number}",
            role=made.name,
            policy_arn=f"arn:aws:iam::aws:policy/{name}",
            opts=place.opts,
        )
    return made


def plan(place: Place, held: Vaults, elsewhere: Vaults | None, backup: aws.iam.Role) -> None:
    """Make the plan of a region, which copies to another one where there is one, and tests of it."""
    name = place.called("hourly")
    copies = [held.apart.arn, *([elsewhere.locked.arn] if elsewhere else [])]
    planned = aws.backup.Plan(
        name,
        name=name,
        rules=[
            {
                "rule_name": "hourly",
                "target_vault_name": held.locked.name,
                "schedule": "rate(1 hour)",
                "start_window": 60,
                "completion_window": 120,
                "enable_continuous_backup": True,
                "lifecycle": {"delete_after": 35},
                "copy_actions": [
                    {"destination_vault_arn": arn, "lifecycle": {"delete_after": 90}} for arn in copies
                ],
            }
        ],
        opts=place.opts,
    )
    aws.backup.Selection(
        name,
        name=name,
        plan_id=planned.id,
        iam_role_arn=backup.arn,
        selection_tags=[{"type": "STRINGEQUALS", "key": "backup", "value": "true"}],
        opts=place.opts,
    )
    _tests(place, backup)


def _tests(place: Place, backup: aws.iam.Role) -> None:
    name = f"weekly_{place.name}"
    tests = aws.backup.RestoreTestingPlan(
        name,
        name=name,
        schedule_expression="cron(0 3 ? * SUN *)",
        recovery_point_selection={
            "algorithm": "LATEST_WITHIN_WINDOW",
            "include_vaults": ["*"],
            "recovery_point_types": ["SNAPSHOT", "CONTINUOUS"],
        },
        opts=place.opts,
    )
    aws.backup.RestoreTestingSelection(
        name,
        name=name,
        restore_testing_plan_name=tests.name,
        protected_resource_type="DynamoDB" if place.name == "main" else "S3",
        protected_resource_arns=["*"],
        iam_role_arn=backup.arn,
        opts=place.opts,
    )


def report(place: Place) -> None:
    """Report what was backed up."""
    aws.backup.ReportPlan(
        "jobs",
        name="jobs",
        report_delivery_channel={"s3_bucket_name": "example-documents-main", "formats": ["CSV"]},
        report_setting={"report_template": "BACKUP_JOB_REPORT"},
        opts=place.opts,
    )
