"""AWS Backup vaults and plans."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

KEY: Final = "vault-encryption-customer-managed"
GUARD: Final = "vault-deletion-guarded"
LOCKED: Final = "vault-locked"
SELECTED: Final = "plan-selection-present"
RETAINED: Final = "plan-retention-sufficient"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
EPHEMERAL: Final = {"tags": {"ephemeral": "true", "tier": "development"}}


def vault(**inputs: object) -> Planned:
    """Return a vault."""
    return Planned("aws:backup/vault:Vault", inputs)


def lock(name: object, depends: tuple[str, ...] = (), **more: object) -> Planned:
    """Return the lock of a vault whose name depends on these."""
    token = "aws:backup/vaultLockConfiguration:VaultLockConfiguration"
    inputs = {"backupVaultName": name, "minRetentionDays": 7, **more}
    return Planned(token, inputs, "lock", depends={"backupVaultName": depends})


def plan(*rules: object) -> Planned:
    """Return a plan with these rules."""
    return Planned("aws:backup/plan:Plan", {"rules": list(rules)})


def kept(days: object) -> dict[str, object]:
    """Return a rule that keeps backups for so many days."""
    return {"ruleName": "daily", "lifecycle": {"deleteAfter": days}}


def copied(lifecycle: object) -> dict[str, object]:
    """Return a rule that keeps backups for a week, and copies of them elsewhere."""
    return {**kept(7), "copyActions": [{"destinationVaultArn": UNKNOWN, "lifecycle": lifecycle}]}


NO_RULE: Final = "the plan's list of rules is not set; wanted: at least one rule"
SELECTION: Final = Planned(
    "aws:backup/selection:Selection", {"planId": UNKNOWN}, "s", depends={"planId": ("it",)}
)

CASES: Final = (
    passes(KEY, "a key that is not known yet", vault(kmsKeyArn=UNKNOWN)),
    fails(KEY, "missing", vault(), says="the encryption key is not set; wanted: a customer-managed key"),
    skips(KEY, "another type", OTHER),
    passes(GUARD, "missing", vault()),
    fails(GUARD, "on", vault(forceDestroy=True), says="deletion with all backups is on; wanted: off"),
    fails(
        GUARD,
        "unknown",
        vault(forceDestroy=UNKNOWN),
        says="deletion with all backups cannot be known at preview; wanted: off",
    ),
    passes(LOCKED, "by name", vault(name="dr-dev-vault"), lock("dr-dev-vault")),
    fails(LOCKED, "missing", vault(), says="it has no vault lock; wanted: one that refers to it"),
    *(
        fails(
            LOCKED,
            f"for {days} days",
            vault(name="dr-dev-vault"),
            lock("dr-dev-vault", minRetentionDays=days),
            says=f"the shortest retention {said}; wanted: at least 1 day",
            at="lock",
        )
        for days, said in (
            (None, "is not set"),
            (0, "is 0 days"),
            (UNKNOWN, "cannot be known at preview"),
        )
    ),
    fails(
        LOCKED,
        "of a vault that is not known",
        vault(),
        lock(UNKNOWN),
        says="which vault lock belongs to it cannot be known at preview; wanted: one that refers to it",
    ),
    fails(
        LOCKED,
        "one of two that have the same name in two regions",
        vault(name="v", region="eu-west-1"),
        Planned("aws:backup/vault:Vault", {"name": "v", "region": "us-west-2"}, "abroad"),
        lock("v", region="eu-west-1"),
        says="it has no vault lock; wanted: one that refers to it",
        at="abroad",
    ),
    fails(
        LOCKED,
        "one of two that have the same name, by what the lock depends on",
        vault(name="v"),
        Planned("aws:backup/vault:Vault", {"name": "v"}, "abroad"),
        lock("v", ("it",)),
        says="it has no vault lock; wanted: one that refers to it",
        at="abroad",
    ),
    fails(
        LOCKED,
        "by a lock in another region",
        vault(region="eu-west-1"),
        lock(UNKNOWN, ("it",), region="us-west-2"),
        says="it has no vault lock; wanted: one that refers to it",
    ),
    skips(LOCKED, "ephemeral", vault(**EPHEMERAL), because="the resource belongs to an ephemeral stack"),
    fails(
        LOCKED,
        "one of two ephemeral",
        vault(**EPHEMERAL),
        Planned("aws:backup/vault:Vault", {}, "lasting"),
        says="it has no vault lock; wanted: one that refers to it",
        at="lasting",
    ),
    passes(SELECTED, "one", plan(), SELECTION),
    fails(SELECTED, "missing", plan(), says="it has no selection; wanted: one that refers to it"),
    passes(RETAINED, "a week", plan(kept(7))),
    passes(RETAINED, "for good", plan({"ruleName": "daily"})),
    fails(
        RETAINED,
        "one rule of two for a day",
        plan(kept(35), kept(1)),
        says="the retention of backups is 1 day; wanted: at least 7 days",
    ),
    passes(RETAINED, "copies for a week", plan(copied({"deleteAfter": 7}))),
    passes(RETAINED, "copies for good", plan(copied({"coldStorageAfter": 30}))),
    fails(
        RETAINED,
        "copies for a day",
        plan(copied({"deleteAfter": 1})),
        says="the retention of copies is 1 day; wanted: at least 7 days",
    ),
    fails(
        RETAINED,
        "copies for a time that is not known",
        plan({**kept(7), "copyActions": UNKNOWN}),
        says="the retention of copies cannot be known at preview; wanted: at least 7 days",
    ),
    fails(RETAINED, "no rule", plan(), says=NO_RULE),
    fails(RETAINED, "rules missing", Planned("aws:backup/plan:Plan", {}), says=NO_RULE),
    fails(
        RETAINED,
        "zero",
        plan(kept(0)),
        says="the retention of backups is 0 days; wanted: at least 7 days",
    ),
    fails(
        RETAINED,
        "unknown",
        plan(kept(UNKNOWN)),
        says="the retention of backups cannot be known at preview; wanted: at least 7 days",
    ),
    fails(
        RETAINED,
        "rules unknown",
        Planned("aws:backup/plan:Plan", {"rules": UNKNOWN}),
        says="the retention of backups cannot be known at preview; wanted: at least 7 days",
    ),
)
