"""What breaks the secret, the keys, the images and the files of the reference, and what all data needs."""

from __future__ import annotations

from typing import Final

from sandbox.registration import UNKNOWN, Options
from tests.mutations.documents import EVERYONE
from tests.mutations.mutation import Mutation, drop, gone, put
from tests.mutations.usual import not_owned, off, on, unprotected, values

SECRET: Final = "Secret partner"
ROTATION: Final = "SecretRotation partner"
SECRET_POLICY: Final = "SecretPolicy partner"
ROTATES: Final = "secret-rotation-enabled"
TIMELY: Final = "secret-rotation-timely"
KEY: Final = "Key data"
REPLICA: Final = "ReplicaKey data"
KEY_POLICY: Final = "KeyPolicy data"
COVERED: Final = "stateful-recovery-region-covered"
PLANNED: Final = "stateful-backup-planned"
TRACKED: Final = "stateful-safety-tracked"
RESTRICTED: Final = "resource-policy-principal-restricted"
IMAGES: Final = "ReplicationConfiguration registry"
FILES: Final = "FileSystem shared"
VOLUME: Final = "Volume scratch"
HOLDERS: Final = (
    "Cluster ledger-main",
    "GlobalCluster ledger",
    "Instance reports",
    SECRET,
    FILES,
    VOLUME,
    "Repository orders",
    "Zone example",
    REPLICA,
    "LogicallyAirGappedVault apart-main",
)
SAFETY: Final = {
    "Cluster ledger-main": "deletionProtection",
    "GlobalCluster ledger": "deletionProtection",
    "Instance reports": "multiAz",
    SECRET: "replicas",
    ROTATION: "rotationRules",
    SECRET_POLICY: "blockPublicPolicy",
    FILES: "kmsKeyId",
    VOLUME: "encrypted",
    "Repository orders": "imageTagMutability",
    "Zone example": "forceDestroy",
    "Record orders-main": "healthCheckId",
    REPLICA: "deletionWindowInDays",
    KEY_POLICY: "policy",
    "TableReplica carts": "pointInTimeRecovery",
    "BucketReplicationConfig documents-main": "rules",
    "VaultPolicy drills": "policy",
    "ResourcePolicy orders": "policy",
}

SECRETS: Final = (
    Mutation(ROTATES, ROTATION, "gone", (gone(),)),
    Mutation(ROTATES, ROTATION, "off", (put("rotationEnabled", value=False),)),
    *values(
        TIMELY,
        ROTATION,
        "rotationRules.automaticallyAfterDays",
        {"yearly": 365, "missing": None, "unknown": UNKNOWN},
    ),
    *values(TIMELY, ROTATION, "rotationRules", {"by a schedule": {"scheduleExpression": "rate(200 days)"}}),
    *not_owned("secret-encryption-customer-managed", SECRET, "kmsKeyId"),
    *not_owned("secret-encryption-customer-managed", SECRET, "replicas.0.kmsKeyId"),
    *values(
        "secret-recovery-window-sufficient",
        SECRET,
        "recoveryWindowInDays",
        {"none": 0, "short": 6, "unknown": UNKNOWN},
    ),
    *values("secret-replica-present", SECRET, "replicas", {"missing": None, "empty": []}, (COVERED,)),
    *values(
        "secret-replica-present",
        SECRET,
        "replicas.0.region",
        {"elsewhere": "eu-west-1", "unknown": UNKNOWN},
        (COVERED,),
    ),
    *off("secret-policy-public-blocked", SECRET_POLICY, "blockPublicPolicy"),
    *values("secret-policy-public-blocked", SECRET, "policy", {"for everyone": EVERYONE, "unknown": UNKNOWN}),
    *values("secret-description-set", SECRET, "description", {"missing": None, "empty": ""}),
)
# A key that says nothing of the services that send keeps them from the topic and queue that it encrypts.
SILENCED: Final = (
    "alarm-action-topic-managed",
    "schedule-dead-letter-admitted",
    "vault-notifications-present",
)
KEYS: Final = (
    *off("key-multi-region-enabled", KEY, "multiRegion"),
    *values("key-policy-present", KEY, "policy", {"missing": None}, SILENCED),
    Mutation("key-policy-present", KEY_POLICY, "gone", (gone(),), SILENCED),
    *values("key-description-set", KEY, "description", {"missing": None, "empty": ""}),
    *values("key-description-set", REPLICA, "description", {"missing": None}),
    *values("key-deletion-window-maximal", REPLICA, "deletionWindowInDays", {"short": 7, "unknown": UNKNOWN}),
    *values("key-enabled", REPLICA, "enabled", {"off": False, "unknown": UNKNOWN}),
    *on("key-lockout-check-kept", KEY_POLICY, "bypassPolicyLockoutSafetyCheck"),
    *values("key-policy-principal-restricted", KEY_POLICY, "policy", {"for everyone": EVERYONE}),
    Mutation("key-recovery-region-available", REPLICA, "gone", (gone(),)),
    *values(
        "key-recovery-region-available",
        REPLICA,
        "region",
        {"elsewhere": "eu-west-1"},
        ("key-policy-present", "resource-region-allowed", *SILENCED),
    ),
)
ALL: Final = (
    *unprotected("stateful-resource-protected", Options(), *HOLDERS),
    *unprotected(
        "stateful-replacement-overlapped", Options(protect=True, delete_before_replace=True), *HOLDERS
    ),
    *(
        mutation
        for at, path in SAFETY.items()
        for mutation in unprotected(TRACKED, Options(protect=True, ignore_changes=(path,)), at)
    ),
    Mutation(PLANNED, FILES, "untagged", (drop("tags.backup"),)),
    Mutation(PLANNED, VOLUME, "untagged", (drop("tags.backup"),), (COVERED,)),
    Mutation(COVERED, IMAGES, "gone", (gone(),)),
    *values(
        COVERED,
        IMAGES,
        "replicationConfiguration.rules.0.destinations.0.region",
        {"elsewhere": "eu-west-1", "unknown": UNKNOWN},
    ),
    *values(
        COVERED,
        IMAGES,
        "replicationConfiguration.rules.0.repositoryFilters",
        {"of others": [{"filter": "other", "filterType": "PREFIX_MATCH"}]},
    ),
    *(
        mutation
        for at in ("RepositoryPolicy orders", "FileSystemPolicy shared", "VaultPolicy drills")
        for mutation in values(
            RESTRICTED,
            at,
            "policy",
            {"for everyone": EVERYONE, "unknown": UNKNOWN},
            ("vault-policy-deletion-denied",) if at.startswith("VaultPolicy") else (),
        )
    ),
)
MUTATIONS: Final[tuple[Mutation, ...]] = (*SECRETS, *KEYS, *ALL)
