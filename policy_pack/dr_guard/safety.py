"""The inputs that keep data safe, by type of resource."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.tokens import (
    BUCKET_ENCRYPTIONS,
    BUCKET_LIFECYCLES,
    BUCKET_OWNERSHIP,
    BUCKET_POLICY,
    BUCKET_PUBLIC_ACCESS_BLOCK,
    BUCKET_VERSIONINGS,
    BUCKETS,
    CLUSTER,
    DATABASE,
    KEY,
    KEY_POLICY,
    METRIC_ALARM,
    PLAN,
    SECRET,
    SELECTION,
    TABLE,
    VAULT,
    VAULT_LOCK,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

DATABASE_SAFETY: Final = (
    "backupRetentionPeriod",
    "deletionProtection",
    "skipFinalSnapshot",
    "storageEncrypted",
    "kmsKeyId",
)
SAFETY: Final[Mapping[str, tuple[str, ...]]] = {
    TABLE: (
        "deletionProtectionEnabled",
        "pointInTimeRecovery",
        "replicas",
        "serverSideEncryption",
        "streamEnabled",
        "streamViewType",
    ),
    **dict.fromkeys(
        BUCKETS,
        (
            "acl",
            "forceDestroy",
            "grants",
            "lifecycleRules",
            "policy",
            "serverSideEncryptionConfiguration",
            "serverSideEncryptionConfigurations",
            "versioning",
            "versionings",
        ),
    ),
    **dict.fromkeys(BUCKET_VERSIONINGS, ("versioningConfiguration",)),
    **dict.fromkeys(BUCKET_ENCRYPTIONS, ("rules",)),
    BUCKET_PUBLIC_ACCESS_BLOCK: (
        "blockPublicAcls",
        "blockPublicPolicy",
        "ignorePublicAcls",
        "restrictPublicBuckets",
    ),
    **dict.fromkeys(BUCKET_LIFECYCLES, ("rules",)),
    BUCKET_OWNERSHIP: ("rule",),
    BUCKET_POLICY: ("policy",),
    KEY: ("deletionWindowInDays", "enableKeyRotation", "isEnabled", "policy"),
    KEY_POLICY: ("policy",),
    VAULT: ("forceDestroy", "kmsKeyArn"),
    VAULT_LOCK: ("changeableForDays", "maxRetentionDays", "minRetentionDays"),
    PLAN: ("rules",),
    SELECTION: ("conditions", "notResources", "resources", "selectionTags"),
    METRIC_ALARM: ("actionsEnabled", "alarmActions"),
    CLUSTER: (*DATABASE_SAFETY, "finalSnapshotIdentifier"),
    DATABASE: (*DATABASE_SAFETY, "finalSnapshotIdentifier"),
    SECRET: ("kmsKeyId", "recoveryWindowInDays"),
}
