"""AWS Backup plans: where backups are copied to, and for how long they and their copies are kept."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.plan import copied, kept, plan, rules_unknown

DISTINCT: Final = "plan-copy-region-distinct"
RETAINED: Final = "plan-copy-retention-sufficient"
VALID: Final = "plan-lifecycle-valid"

ABROAD: Final = {"recoveryRegions": ["us-west-2"]}
HERE: Final = {"region": "eu-west-1"}
WANTED: Final = "wanted: copyActions to us-west-2"
UNCOPIED: Final = f"it copies no backup to a recovery region; {WANTED}"
UNCLEAR: Final = f"whether it copies backups to a recovery region cannot be known at preview; {WANTED}"
FAR: Final = "arn:aws:backup:us-west-2:1:backup-vault:far"
BACKUPS: Final = "the retention of backups of rule 1"


def vault(label: str, region: str = "eu-west-1", **inputs: object) -> Planned:
    """Return a vault in a region."""
    return Planned("aws:backup/vault:Vault", {"region": region, **inputs}, label)


def lock(label: str, **bounds: object) -> Planned:
    """Return the lock of a vault."""
    token = "aws:backup/vaultLockConfiguration:VaultLockConfiguration"
    inputs = {"backupVaultName": UNKNOWN, **bounds}
    return Planned(token, inputs, f"{label}-lock", depends={"backupVaultName": (label,)})


def lifecycle(cold: object, days: object) -> Planned:
    """Return a plan that moves backups to cold storage, and deletes them, after so many days."""
    return plan({"targetVaultName": "main", "lifecycle": {"coldStorageAfter": cold, "deleteAfter": days}})


MAIN: Final = vault("main", name="main")
UNNAMED: Final = {**copied({}), "targetVaultName": UNKNOWN}

CASES: Final = (
    skips(DISTINCT, "no recovery region", plan(kept(7)), because="no recovery region is configured"),
    passes(DISTINCT, "by ARN", plan(copied({}, FAR), **HERE), config=ABROAD),
    passes(
        DISTINCT,
        "by what it depends on",
        plan(copied({}), depends=("main", "far"), **HERE),
        MAIN,
        vault("far", "us-west-2", name="far"),
        config=ABROAD,
    ),
    passes(
        DISTINCT,
        "by what it depends on, of which no name is known",
        plan(UNNAMED, depends=("main", "far"), **HERE),
        vault("main"),
        vault("far", "us-west-2"),
        config=ABROAD,
    ),
    passes(
        DISTINCT,
        "one of two",
        plan(kept(7), copied({}), copied({}), depends=("main", "far", "near"), **HERE),
        MAIN,
        vault("far", "us-west-2"),
        vault("near", "eu-central-1"),
        config=ABROAD,
    ),
    fails(DISTINCT, "missing", plan(kept(7), **HERE), says=UNCOPIED, config=ABROAD),
    fails(
        DISTINCT,
        "to its own region",
        plan(copied({}, "arn:aws:backup:eu-west-1:1:backup-vault:x"), **HERE),
        says=UNCOPIED,
        config=ABROAD,
    ),
    fails(
        DISTINCT,
        "to another vault of its own region",
        plan(copied({}), depends=("main", "near"), **HERE),
        MAIN,
        vault("near", name="near"),
        says=UNCOPIED,
        config=ABROAD,
    ),
    fails(DISTINCT, "unknown", plan(copied({}), **HERE), says=UNCLEAR, config=ABROAD),
    fails(DISTINCT, "rules unknown", rules_unknown(), says=UNCLEAR, config=ABROAD),
    fails(
        DISTINCT,
        "to a vault of which the region is not known",
        plan(copied({}), depends=("far",), **HERE),
        Planned("aws:backup/vault:Vault", {"name": "far"}, "far"),
        says=UNCLEAR,
        config=ABROAD,
    ),
    fails(
        DISTINCT,
        "one of two plans",
        Planned("aws:backup/plan:Plan", {"rules": [kept(7)], "region": "us-west-2"}, "far"),
        plan(kept(7), **HERE),
        says=UNCOPIED,
        config=ABROAD,
    ),
    passes(RETAINED, "for a week", plan(copied({"deleteAfter": 7}))),
    passes(RETAINED, "missing, which is for good", plan(copied({"coldStorageAfter": 30}))),
    passes(RETAINED, "no copy", plan(kept(1))),
    fails(
        RETAINED,
        "for a day",
        plan(copied({"deleteAfter": 1}, FAR), copied({}, FAR)),
        says="the retention of copies is 1 day; wanted: at least 7 days",
    ),
    fails(
        RETAINED,
        "unknown",
        plan(copied({"deleteAfter": UNKNOWN})),
        says="the retention of copies cannot be known at preview; wanted: at least 7 days",
    ),
    fails(
        RETAINED,
        "copies unknown",
        plan({**kept(7), "copyActions": UNKNOWN}),
        says="the retention of copies cannot be known at preview; wanted: at least 7 days",
    ),
    passes(
        VALID,
        "copies, shorter than their source demands",
        plan({**copied({"deleteAfter": 7}), "lifecycle": {"deleteAfter": 30}}, depends=("main", "far")),
        MAIN,
        vault("far", "us-west-2"),
        lock("main", minRetentionDays=30),
        lock("far", minRetentionDays=7),
    ),
    passes(VALID, "missing", plan({"targetVaultName": "main"}), MAIN),
    passes(VALID, "a month, and 90 days more", lifecycle(30, 120)),
    passes(VALID, "a month, and then for good", lifecycle(30, None)),
    passes(VALID, "no cold storage, as a zero", lifecycle(0, 7)),
    passes(
        VALID,
        "within its vault's bounds",
        plan(kept(30)),
        MAIN,
        lock("main", minRetentionDays=7, maxRetentionDays=35),
    ),
    passes(
        VALID, "for good, in a vault without an end", plan(kept(None)), MAIN, lock("main", minRetentionDays=7)
    ),
    passes(
        VALID, "beyond another vault's bounds", plan(kept(1)), MAIN, vault("x"), lock("x", minRetentionDays=7)
    ),
    passes(
        VALID,
        "beyond the bounds of a lock of which nothing is known",
        plan(kept(1)),
        MAIN,
        Planned(
            "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
            {"backupVaultName": UNKNOWN, "minRetentionDays": 7},
            "lock",
        ),
    ),
    fails(
        VALID,
        "a month, and a month more",
        lifecycle(30, 60),
        says=f"{BACKUPS} is 60 days; wanted: at least 120 days",
    ),
    fails(
        VALID,
        "copies, a month and a month more",
        plan(copied({"coldStorageAfter": 30, "deleteAfter": 60})),
        says="the retention of copies of rule 1 is 60 days; wanted: at least 120 days",
    ),
    fails(
        VALID,
        "a month, and then unknown",
        lifecycle(30, UNKNOWN),
        says=f"{BACKUPS} cannot be known at preview; wanted: at least 120 days",
    ),
    fails(
        VALID,
        "unknown, and then a month",
        lifecycle(UNKNOWN, 30),
        says="the time until cold storage cannot be known at preview; "
        "wanted: a number of days, 90 less than the retention",
    ),
    fails(
        VALID,
        "shorter than its vault demands",
        plan(kept(1)),
        MAIN,
        lock("main", minRetentionDays=7),
        says=f"{BACKUPS} is 1 day; wanted: at least 7 days",
    ),
    fails(
        VALID,
        "longer than its vault allows",
        plan(kept(60)),
        MAIN,
        lock("main", minRetentionDays=7, maxRetentionDays=35),
        says=f"{BACKUPS} is 60 days; wanted: at most 35 days",
    ),
    fails(
        VALID,
        "for good, which its vault does not allow",
        plan(kept(0)),
        MAIN,
        lock("main", maxRetentionDays=35),
        says=f"{BACKUPS} has no end; wanted: at most 35 days, as the vault's lock has it",
    ),
    fails(
        VALID,
        "under a lock that is not known",
        plan(kept(30)),
        MAIN,
        lock("main", minRetentionDays=UNKNOWN),
        says="how long the vault keeps what is in it cannot be known at preview; "
        "wanted: a lock with known bounds",
    ),
    fails(
        VALID,
        "copies, shorter than their vault demands",
        plan(copied({"deleteAfter": 7}), depends=("main", "far")),
        MAIN,
        vault("far", "us-west-2", name="far"),
        lock("far", minRetentionDays=30),
        says="the retention of copies of rule 1 is 7 days; wanted: at least 30 days",
    ),
    fails(
        VALID,
        "copies, shorter than an air-gapped vault demands",
        plan(copied({"deleteAfter": 7}, FAR)),
        Planned(
            "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault",
            {"name": "far", "minRetentionDays": 14, "maxRetentionDays": 90},
            "far",
        ),
        says="the retention of copies of rule 1 is 7 days; wanted: at least 14 days",
    ),
)
