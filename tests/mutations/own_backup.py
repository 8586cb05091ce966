"""What breaks the vault, the plan and the selection of the own stack."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    VAULT_POLICY,
)

from sandbox.registration import UNKNOWN, Json
from tests.mutations.documents import EVERYONE, document
from tests.mutations.mutation import Mutation, become, drop, gone, independent, put, statement
from tests.mutations.usual import values

VAULT: Final = "Vault backup"
LOCK: Final = "VaultLockConfiguration backup"
TOLD: Final = "VaultNotifications backup"
PLAN: Final = "Plan backup"
SELECTION: Final = "Selection backup"
DENIED: Final = "vault-policy-deletion-denied"
LOCKED: Final = "vault-locked"
NOTIFIED: Final = "vault-notifications-present"
KEY: Final = "vault-encryption-customer-managed"
RETENTION: Final = "plan-retention-sufficient"
CONTINUOUS: Final = "plan-continuous-enabled"
FREQUENCY: Final = "plan-frequency-sufficient"
WINDOWS: Final = "plan-windows-bounded"
MANAGED: Final = "plan-vault-managed"
SELECTED: Final = "plan-selection-present"
RESOLVED: Final = "selection-resources-resolved"
VALID: Final = "plan-lifecycle-valid"
TRIED: Final = "restore-testing-planned"
TRIAL: Final = "RestoreTestingPlan restore-testing"
SELECTING: Final = "recoveryPointSelection"
UNCOVERED: Final = ("table-backup-planned", "bucket-backup-planned")
NAME: Final = "dr-dev-backup-vault"
COPIED: Final = "plan-copy-retention-sufficient"
COPY: Final[dict[str, Json]] = {
    "destinationVaultArn": "arn:aws:backup:us-east-1:123456789012:backup-vault:other"
}
HALF: Final = document(
    {"Effect": "Deny", "Principal": "*", "Action": "backup:DeleteRecoveryPoint", "Resource": "*"}
)

KEPT: Final = (
    Mutation(KEY, VAULT, "key missing", (drop("kmsKeyArn"),)),
    Mutation(KEY, VAULT, "by a key of AWS's", (put("kmsKeyArn", "alias/aws/backup"),)),
    Mutation("vault-deletion-guarded", VAULT, "on", (put("forceDestroy", value=True),)),
    Mutation("vault-deletion-guarded", VAULT, "unknown", (put("forceDestroy", UNKNOWN),)),
    Mutation(LOCKED, LOCK, "gone", (gone(),), (DENIED,)),
    Mutation(LOCKED, LOCK, "of another vault", (put("backupVaultName", "other"),), (DENIED,)),
    Mutation(LOCKED, LOCK, "shortest retention missing", (drop("minRetentionDays"),), (DENIED,)),
    Mutation(LOCKED, LOCK, "shortest retention none", (put("minRetentionDays", 0),)),
    Mutation(
        DENIED,
        LOCK,
        "a policy in its place that denies too little",
        (become(VAULT_POLICY, {"backupVaultName": NAME, "policy": HALF}, "backupVaultName"),),
        (LOCKED,),
    ),
    Mutation(
        "resource-policy-principal-restricted",
        VAULT,
        "open to everyone",
        beside=(become(VAULT_POLICY, {"backupVaultName": NAME, "policy": EVERYONE}, "backupVaultName"),),
    ),
    Mutation(NOTIFIED, TOLD, "gone", (gone(),)),
    Mutation(NOTIFIED, TOLD, "of another vault", (put("backupVaultName", "other"),)),
    Mutation(
        NOTIFIED,
        "TopicPolicy topic",
        "for alarms alone",
        (statement("Publishers", {"Principal": {"Service": "cloudwatch.amazonaws.com"}}),),
    ),
    Mutation(
        NOTIFIED,
        "Key messages-key",
        "for all but backups",
        (
            statement(
                "Publishers",
                {"Principal": {"Service": ["cloudwatch.amazonaws.com", "events.amazonaws.com"]}},
            ),
        ),
    ),
    Mutation(NOTIFIED, TOLD, "events emptied", (put("backupVaultEvents", []),)),
    Mutation(NOTIFIED, TOLD, "events of no failure", (put("backupVaultEvents", ["BACKUP_JOB_STARTED"]),)),
)
PLANNED: Final = (
    Mutation(SELECTED, SELECTION, "gone", (gone(),), UNCOVERED),
    Mutation(SELECTED, SELECTION, "of another plan", (drop("planId"), put("planId", "other"))),
    Mutation(MANAGED, PLAN, "to the account's own", (put("rules.0.targetVaultName", "Default"),), (TRIED,)),
    Mutation(MANAGED, PLAN, "to a vault elsewhere", (put("rules.0.targetVaultName", "other"),), (TRIED,)),
    Mutation(
        MANAGED,
        PLAN,
        "to a vault unknown",
        (put("rules.0.targetVaultName", UNKNOWN), independent("rules")),
        (TRIED,),
    ),
    Mutation(
        COPIED, PLAN, "a day", (put("rules.0.copyActions", [{**COPY, "lifecycle": {"deleteAfter": 1}}]),)
    ),
    Mutation(
        COPIED, PLAN, "unknown", (put("rules.0.copyActions", [{**COPY, "lifecycle": UNKNOWN}]),), (VALID,)
    ),
    Mutation(FREQUENCY, PLAN, "weekly", (put("rules.0.schedule", "cron(0 5 ? * SUN *)"),)),
    Mutation(FREQUENCY, PLAN, "no schedule", (put("rules.0.schedule", "sometimes"),)),
    Mutation(FREQUENCY, PLAN, "unknown", (put("rules.0.schedule", UNKNOWN),)),
    Mutation(RETENTION, PLAN, "a day", (put("rules.0.lifecycle.deleteAfter", 1),), (VALID,)),
    Mutation(RETENTION, PLAN, "rules emptied", (put("rules", []),), (CONTINUOUS, FREQUENCY)),
    Mutation(CONTINUOUS, PLAN, "off", (put("rules.0.enableContinuousBackup", value=False),)),
    Mutation(CONTINUOUS, PLAN, "missing", (drop("rules.0.enableContinuousBackup"),)),
    Mutation(CONTINUOUS, PLAN, "kept too long", (put("rules.0.lifecycle.deleteAfter", 36),), (VALID,)),
    Mutation(CONTINUOUS, PLAN, "retention missing", (drop("rules.0.lifecycle"),), (VALID,)),
    Mutation(WINDOWS, PLAN, "starts late", (put("rules.0.startWindow", 481),)),
    Mutation(WINDOWS, PLAN, "takes long", (put("rules.0.completionWindow", 1441),)),
    Mutation(WINDOWS, PLAN, "start unknown", (put("rules.0.startWindow", UNKNOWN),)),
    Mutation(VALID, LOCK, "keeps longer than the plan", (put("minRetentionDays", 36),)),
    Mutation(VALID, LOCK, "keeps shorter than the plan", (put("maxRetentionDays", 34),)),
    Mutation(RESOLVED, SELECTION, "tag of nothing", (put("selectionTags.0.value", "other"),), UNCOVERED),
    Mutation(RESOLVED, "RolePolicyAttachment backup", "gone", (gone(),)),
    Mutation(RESOLVED, "RolePolicyAttachment s3-backup", "gone", (gone(),)),
    Mutation(
        RESOLVED,
        "RolePolicyAttachment s3-backup",
        "of another role",
        (put("role", "other"), independent("role")),
    ),
    Mutation(RESOLVED, "RolePolicyAttachment *", "gone", (gone(),)),
    Mutation(RESOLVED, "RolePolicy* *", "gone", (gone(),)),
    Mutation(TRIED, TRIAL, "gone", (gone(),)),
    Mutation(TRIED, TRIAL, "elsewhere", (put("region", "eu-west-1"),)),
    Mutation(TRIED, "RestoreTestingSelection *", "gone", (gone(),)),
    *values(
        TRIED,
        TRIAL,
        f"{SELECTING}.includeVaults",
        {"missing": None, "none": [], "others": ["arn:aws:backup:us-west-2:123456789012:backup-vault:x"]},
    ),
    *values(TRIED, TRIAL, f"{SELECTING}.excludeVaults", {"every": ["*"], "unknown": UNKNOWN}),
    Mutation(TRIED, TRIAL, "of one knows not what", (independent(SELECTING),)),
    Mutation(LOCKED, LOCK, "elsewhere", (put("region", "eu-west-1"),), (DENIED,)),
    Mutation(SELECTED, SELECTION, "elsewhere", (put("region", "eu-west-1"),), (RESOLVED, *UNCOVERED)),
    Mutation(MANAGED, VAULT, "elsewhere", (put("region", "eu-west-1"),), (LOCKED, NOTIFIED, DENIED, TRIED)),
    Mutation(LOCKED, VAULT, "another without one", (), (NOTIFIED, DENIED), (put("name", "other"),)),
    Mutation(SELECTED, PLAN, "another without one", beside=(put("name", "other"),)),
    Mutation(RESOLVED, SELECTION, "role missing", (drop("iamRoleArn"),)),
    Mutation(RESOLVED, SELECTION, "everything excluded", (put("notResources", ["*"]),), UNCOVERED),
)
MUTATIONS: Final = (*KEPT, *PLANNED)
