"""What lets data go from the own stack by options and tags of its resources."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    CLOUDFORMATION_STACK,
)

from sandbox.registration import UNKNOWN, Options
from tests.mutations.documents import TAGS
from tests.mutations.mutation import Mutation, become, drop, option, put

TRACKED: Final = "stateful-safety-tracked"
COMPLETE: Final = "resource-tags-complete"
TIERED: Final = "resource-tier-tagged"
LOWER: Final = "ephemeral-tier-lower"
BACKUP: Final = {"Table table": ("table-backup-planned",), "Bucket bucket": ("bucket-backup-planned",)}
SELECTED: Final = "selection-resources-resolved"
KEYS: Final = ("Key data-key", "Key logs-key", "Key messages-key", "Key backup-key", "Key watch-key")
STATEFUL: Final = ("Table table", "Bucket bucket", "Bucket log-bucket", *KEYS, "Vault backup")
KEY_SAFETY: Final = (
    "bypassPolicyLockoutSafetyCheck",
    "deletionWindowInDays",
    "enableKeyRotation",
    "isEnabled",
    "multiRegion",
    "policy",
)
SAFETY: Final[dict[str, tuple[str, ...]]] = {
    "Table table": (
        "deletionProtectionEnabled",
        "pointInTimeRecovery",
        "serverSideEncryption",
        "streamEnabled",
        "streamViewType",
    ),
    "Bucket bucket": ("acl", "forceDestroy", "lifecycleRules", "policy", "versioning"),
    "BucketVersioning bucket": ("versioningConfiguration",),
    "BucketServerSideEncryptionConfiguration bucket": ("rules",),
    "BucketPublicAccessBlock bucket": (
        "blockPublicAcls",
        "blockPublicPolicy",
        "ignorePublicAcls",
        "restrictPublicBuckets",
    ),
    "BucketLifecycleConfiguration bucket": ("rules",),
    "BucketOwnershipControls bucket": ("rule",),
    "BucketPolicy bucket": ("policy",),
    "Key data-key": KEY_SAFETY,
    "Key backup-key": KEY_SAFETY,
    "Vault backup": ("forceDestroy", "kmsKeyArn"),
    "VaultLockConfiguration backup": ("changeableForDays", "maxRetentionDays", "minRetentionDays"),
    "Plan backup": ("rules",),
    "Selection backup": ("conditions", "notResources", "resources", "selectionTags"),
    "MetricAlarm function-errors-alarm": ("actionsEnabled", "alarmActions"),
    "HealthCheck health-check": ("disabled", "failureThreshold", "invertHealthcheck", "requestInterval"),
}
# One of each type that takes tags.
TAGGED: Final = (
    "Api api",
    "Bucket bucket",
    "Bucket log-bucket",
    "Budget budget",
    "DefaultSecurityGroup default",
    "EventRule schedule",
    "FlowLog flow-log",
    "Function function",
    "HealthCheck health-check",
    "InternetGateway internet-gateway",
    "Key data-key",
    "LogGroup api",
    "MetricAlarm unhealthy-alarm",
    "Plan backup",
    "Queue function-dead-letters",
    "Role backup",
    "RouteTable private",
    "SecurityGroup function",
    "SecurityGroupEgressRule s3",
    "Stage api",
    "Subnet private-1",
    "Table table",
    "Topic topic",
    "Vault backup",
    "Vpc network",
    "VpcEndpoint s3",
)
UNPROTECTED: Final = Options(protect=False)
REPLACED: Final = Options(protect=True, delete_before_replace=True)

OPTIONS: Final = (
    *(Mutation("stateful-resource-protected", each, "off", (option(UNPROTECTED),)) for each in STATEFUL),
    *(Mutation("stateful-replacement-overlapped", each, "on", (option(REPLACED),)) for each in STATEFUL),
    *(
        Mutation(TRACKED, at, f"{path} ignored", (option(Options(protect=True, ignore_changes=(path,))),))
        for at, props in SAFETY.items()
        for path in (*props, "*")
    ),
    *(
        Mutation(
            TRACKED,
            "Table table",
            f"{path} ignored",
            (option(Options(protect=True, ignore_changes=(path,))),),
        )
        for path in (
            "pointInTimeRecovery.enabled",
            '["serverSideEncryption"].kmsKeyArn',
        )
    ),
)
TAGS_LOST: Final = (
    *(
        Mutation(COMPLETE, each, "missing", (drop("tags"),), (TIERED, *BACKUP.get(each, ())))
        for each in TAGGED
    ),
    *(
        Mutation(COMPLETE, "Vpc network", f"{key} missing", (drop(f"tags.{key}"),))
        for key in ("owner", "cost-centre", "environment")
    ),
    Mutation(COMPLETE, "Vpc network", "owner empty", (put("tags.owner", ""),)),
    Mutation(COMPLETE, "Vpc network", "unknown", (put("tags", UNKNOWN),), (TIERED, LOWER)),
    Mutation(TIERED, "Vpc network", "missing", (drop("tags.tier"),)),
    Mutation(TIERED, "Vpc network", "one that is none", (put("tags.tier", "important"),)),
    Mutation(
        LOWER,
        "Table table",
        "ephemeral in production",
        (put("tags.ephemeral", "true"), put("tags.tier", "production")),
    ),
)
FOREIGN: Final = (
    Mutation(
        "resource-type-judged",
        "Topic topic",
        "a template beside it",
        beside=(become(CLOUDFORMATION_STACK, {"tags": TAGS}),),
    ),
)
MUTATIONS: Final = (*OPTIONS, *TAGS_LOST, *FOREIGN)
