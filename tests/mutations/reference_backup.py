"""What breaks the plans and vaults of the reference: copies, what nobody may delete, and trials."""

from __future__ import annotations

from typing import Final

from sandbox.registration import UNKNOWN
from tests.mutations.mutation import Mutation, drop, gone, statement
from tests.mutations.usual import refer, values

PLAN: Final = "Plan hourly-main"
THERE: Final = "Plan hourly-recovery"
OWN: Final = "aws:backup/vault:Vault::backups-main"
APART: Final = "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault::apart-main"
ABROAD: Final = "aws:backup/vault:Vault::backups-recovery"
DISTINCT: Final = "plan-copy-region-distinct"
RETAINED: Final = "plan-copy-retention-sufficient"
VALID: Final = "plan-lifecycle-valid"
GAPPED: Final = "vault-air-gapped-present"
DENIED: Final = "vault-policy-deletion-denied"
POLICY: Final = "VaultPolicy drills"
TESTED: Final = "restore-testing-planned"
DELETIONS: Final = (
    "backup:DeleteRecoveryPoint",
    "backup:UpdateRecoveryPointLifecycle",
    "backup:PutBackupVaultAccessPolicy",
)
LOST: Final = ("stateful-recovery-region-covered", "stateful-rpo-met", "stateful-rto-met")

MUTATIONS: Final[tuple[Mutation, ...]] = (
    Mutation(DISTINCT, PLAN, "no copies", (drop("rules.0.copyActions"),), (GAPPED, *LOST)),
    Mutation(
        DISTINCT, PLAN, "a copy here alone", (drop("rules.0.copyActions.1"), refer("rules", OWN, APART)), LOST
    ),
    Mutation(
        GAPPED,
        PLAN,
        "a copy abroad alone",
        (drop("rules.0.copyActions.0"), refer("rules", OWN, ABROAD)),
    ),
    Mutation(GAPPED, PLAN, "which is not known", (drop("rules.0.copyActions.0"),), LOST),
    Mutation(GAPPED, THERE, "no copies", (drop("rules.0.copyActions"),)),
    *values(
        RETAINED,
        PLAN,
        "rules.0.copyActions.0.lifecycle.deleteAfter",
        {"too short": 3, "unknown": UNKNOWN},
        (VALID,),
    ),
    *values(VALID, PLAN, "rules.0.copyActions.1.lifecycle.deleteAfter", {"too long": 400, "missing": None}),
    *values(
        VALID, PLAN, "rules.0.copyActions.0.lifecycle.coldStorageAfter", {"too late": 30, "unknown": UNKNOWN}
    ),
    *values(
        VALID, "VaultLockConfiguration backups-main", "maxRetentionDays", {"too few": 30, "unknown": UNKNOWN}
    ),
    *values(
        VALID, "LogicallyAirGappedVault apart-main", "minRetentionDays", {"too many": 180, "unknown": UNKNOWN}
    ),
    Mutation(DENIED, POLICY, "gone", (gone(),)),
    *(
        Mutation(
            DENIED,
            POLICY,
            f"without {action}",
            (statement("Statement1", {"Action": [each for each in DELETIONS if each != action]}),),
        )
        for action in DELETIONS
    ),
    Mutation(
        DENIED, POLICY, "of one account", (statement("Statement1", {"Principal": {"AWS": "123456789012"}}),)
    ),
    Mutation(
        DENIED,
        POLICY,
        "on some days",
        (
            statement(
                "Statement1", {"Condition": {"DateGreaterThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}}}
            ),
        ),
    ),
    Mutation(DENIED, "VaultLockConfiguration backups-main", "gone", (gone(),), ("vault-locked",)),
    Mutation(TESTED, "RestoreTestingPlan weekly_main", "gone", (gone(),)),
    Mutation(TESTED, "RestoreTestingSelection weekly_main", "gone", (gone(),)),
    Mutation("report-plan-present", "ReportPlan jobs", "gone", (gone(),)),
)
