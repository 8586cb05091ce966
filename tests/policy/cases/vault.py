"""AWS Backup vaults."""

from __future__ import annotations

import json
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket_policy import document
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.plan import copied, kept, plan

KEY: Final = "vault-encryption-customer-managed"
GUARD: Final = "vault-deletion-guarded"
LOCKED: Final = "vault-locked"
DENIED: Final = "vault-policy-deletion-denied"
NOTIFIED: Final = "vault-notifications-present"
GAPPED: Final = "vault-air-gapped-present"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
EPHEMERAL: Final = {"tags": {"ephemeral": "true", "tier": "development"}}
DELETIONS: Final = (
    "backup:DeleteRecoveryPoint",
    "backup:UpdateRecoveryPointLifecycle",
    "backup:PutBackupVaultAccessPolicy",
)
DENIAL: Final = {"Effect": "Deny", "Principal": "*", "Action": DELETIONS, "Resource": "*"}
WANTED_DENIAL: Final = f"statements that deny everyone {DELETIONS[0]}, {DELETIONS[1]} and {DELETIONS[2]}"
NOT_DENIED: Final = f"the policy does not deny everyone {' and '.join(DELETIONS)}; wanted: {WANTED_DENIAL}"
EVENTS: Final = "BACKUP_JOB_COMPLETED or BACKUP_JOB_FAILED or BACKUP_JOB_EXPIRED"
UNTOLD: Final = f"none of its events tells of a failure; wanted: {EVENTS}"
UNGAPPED: Final = "it fills no logically air-gapped vault; wanted: one that is among its destinations"
UNGAPPED_MAYBE: Final = (
    "whether it fills a logically air-gapped vault cannot be known at preview; "
    "wanted: one that is among its destinations"
)


def vault(**inputs: object) -> Planned:
    """Return a vault."""
    return Planned("aws:backup/vault:Vault", inputs)


def lock(name: object, depends: tuple[str, ...] = (), **more: object) -> Planned:
    """Return the lock of a vault whose name depends on these."""
    token = "aws:backup/vaultLockConfiguration:VaultLockConfiguration"
    inputs = {"backupVaultName": name, "minRetentionDays": 7, **more}
    return Planned(token, inputs, "lock", depends={"backupVaultName": depends})


def policy(document: object, depends: tuple[str, ...] = ("it",)) -> Planned:
    """Return the policy of the vault."""
    inputs = {"backupVaultName": UNKNOWN, "policy": document}
    token = "aws:backup/vaultPolicy:VaultPolicy"
    return Planned(token, inputs, "policy", depends={"backupVaultName": depends})


def notifications(events: object, depends: tuple[str, ...] = ("it",)) -> Planned:
    """Return the notifications of the vault."""
    inputs = {"backupVaultName": UNKNOWN, "backupVaultEvents": events, "snsTopicArn": UNKNOWN}
    token = "aws:backup/vaultNotifications:VaultNotifications"
    return Planned(token, inputs, "notifications", depends={"backupVaultName": depends})


def rule(pattern: object, **inputs: object) -> Planned:
    """Return a rule for events."""
    return Planned("aws:cloudwatch/eventRule:EventRule", {"eventPattern": pattern, **inputs}, "rule")


def gapped(**inputs: object) -> Planned:
    """Return a logically air-gapped vault."""
    token = "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault"
    return Planned(token, {"name": "apart", **inputs}, "gapped")


APART: Final = "arn:aws:backup:eu-west-1:1:backup-vault:apart"

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
    skips(
        DENIED,
        "a lock instead",
        vault(),
        lock(UNKNOWN, ("it",)),
        because="a lock keeps what is in the vault",
    ),
    passes(DENIED, "all at once", vault(), policy(document(DENIAL))),
    passes(DENIED, "everything", vault(), policy({"Statement": {**DENIAL, "Action": "backup:*"}})),
    passes(
        DENIED,
        "one by one",
        vault(),
        policy(document(*({**DENIAL, "Principal": {"AWS": "*"}, "Action": each} for each in DELETIONS))),
    ),
    *(
        passes(DENIED, f"on {label}", vault(), policy(document({**DENIAL, "Resource": resource})))
        for label, resource in (
            ("every ARN", "arn:aws:backup:*:*:*"),
            ("every recovery point", ["arn:aws:backup:eu-west-1:1:recovery-point:*"]),
            ("what is not known", UNKNOWN),
        )
    ),
    passes(
        DENIED,
        "but for a session of one role",
        vault(),
        policy(document({**DENIAL, "Condition": {"StringNotLike": {"aws:userId": ["AROAEXAMPLE:*"]}}})),
    ),
    passes(
        DENIED,
        "but for one role",
        vault(),
        policy(
            document({**DENIAL, "Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::1:role/x"}}})
        ),
    ),
    fails(DENIED, "missing", vault(), says="it has no vault policy; wanted: one that refers to it"),
    fails(
        DENIED,
        "a lock that holds nothing instead",
        vault(),
        lock(UNKNOWN, ("it",), minRetentionDays=None),
        says="it has no vault policy; wanted: one that refers to it",
    ),
    fails(
        DENIED,
        "of a vault that is not known",
        vault(),
        policy(document(DENIAL), ()),
        says="which vault policy belongs to it cannot be known at preview; wanted: one that refers to it",
    ),
    fails(
        DENIED,
        "unknown",
        vault(),
        policy(UNKNOWN),
        says="the policy cannot be known at preview, unless its ARNs are made of names; "
        f"wanted: {WANTED_DENIAL}",
        at="policy",
    ),
    fails(
        DENIED,
        "one of three",
        vault(),
        policy(document({**DENIAL, "Action": [*DELETIONS[:1], 1]})),
        says=f"the policy does not deny everyone {DELETIONS[1]} and {DELETIONS[2]}; wanted: {WANTED_DENIAL}",
        at="policy",
    ),
    *(
        fails(DENIED, label, vault(), policy(document({**DENIAL, **changes})), says=NOT_DENIED, at="policy")
        for label, changes in (
            ("allowed", {"Effect": "Allow"}),
            ("to one account", {"Principal": {"AWS": "1"}}),
            ("to whom it names", {"Condition": {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::1:role/x"}}}),
            ("to every service", {"Principal": {"Service": "*"}}),
            ("on one backup", {"Resource": "arn:aws:backup:eu-west-1:1:recovery-point:x"}),
            ("on nothing", {"Resource": None}),
            ("but for anybody", {"Condition": {"StringNotLike": {"aws:PrincipalArn": "*"}}}),
            ("but for any role", {"Condition": {"ArnNotLike": {"aws:PrincipalArn": ["arn:aws:iam::*:*"]}}}),
            ("by day", {"Condition": {"DateNotEquals": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}}),
        )
    ),
    skips(DENIED, "ephemeral", vault(**EPHEMERAL), because="the resource belongs to an ephemeral stack"),
    passes(
        NOTIFIED, "of all jobs", vault(), notifications(["BACKUP_JOB_COMPLETED", "RESTORE_JOB_COMPLETED"])
    ),
    passes(NOTIFIED, "of failures", vault(), notifications(["BACKUP_JOB_FAILED", UNKNOWN])),
    passes(NOTIFIED, "by a rule", vault(), rule(json.dumps({"source": ["aws.backup"]}))),
    fails(NOTIFIED, "missing", vault(), says="it has no VaultNotifications; wanted: one that refers to it"),
    *(
        fails(
            NOTIFIED,
            f"by a rule {label}",
            vault(region="eu-west-1"),
            found,
            says="it has no VaultNotifications; wanted: one that refers to it",
        )
        for label, found in (
            ("on something else", rule(json.dumps({"source": ["aws.s3"]}))),
            ("on nothing", rule(None)),
            ("that is not known", rule(UNKNOWN)),
            ("that is no JSON", rule("{")),
            ("of another region", rule(json.dumps({"source": ["aws.backup"]}), region="us-west-2")),
        )
    ),
    fails(
        NOTIFIED,
        "of restores",
        vault(),
        notifications(["RESTORE_JOB_COMPLETED"]),
        says=UNTOLD,
        at="notifications",
    ),
    fails(NOTIFIED, "of nothing", vault(), notifications([]), says=UNTOLD, at="notifications"),
    fails(
        NOTIFIED,
        "unknown",
        vault(),
        notifications(UNKNOWN),
        says=f"what its events tell cannot be known at preview; wanted: {EVENTS}",
        at="notifications",
    ),
    fails(
        NOTIFIED,
        "of a vault that is not known",
        vault(),
        notifications(["BACKUP_JOB_FAILED"], ()),
        says="which VaultNotifications belongs to it cannot be known at preview; "
        "wanted: one that refers to it",
    ),
    passes(GAPPED, "by a copy", plan(copied({}, APART)), gapped()),
    passes(GAPPED, "by a copy, not known yet", plan(copied({}), depends=("gapped",)), gapped()),
    passes(
        GAPPED,
        "by one of as many copies as vaults",
        plan(
            {**kept(7), "copyActions": [{"destinationVaultArn": UNKNOWN}, {"destinationVaultArn": UNKNOWN}]},
            depends=("gapped", "v"),
        ),
        gapped(),
        Planned("aws:backup/vault:Vault", {"name": "second"}, "v"),
    ),
    passes(GAPPED, "at once", plan({**kept(7), "targetLogicallyAirGappedBackupVaultArn": APART}), gapped()),
    fails(GAPPED, "missing", plan(kept(7)), says=UNGAPPED),
    fails(GAPPED, "by no copy", plan(copied({}, "arn:aws:backup:::x")), gapped(), says=UNGAPPED),
    fails(
        GAPPED,
        "by a copy to another vault",
        plan(copied({}), depends=("v",)),
        Planned("aws:backup/vault:Vault", {}, "v"),
        says=UNGAPPED,
    ),
    fails(GAPPED, "unknown", plan(copied({})), gapped(), says=UNGAPPED_MAYBE),
    fails(
        GAPPED,
        "by one of two copies, perhaps",
        plan(copied({}), depends=("gapped", "v")),
        gapped(),
        Planned("aws:backup/vault:Vault", {"name": "second"}, "v"),
        says=UNGAPPED_MAYBE,
    ),
)
