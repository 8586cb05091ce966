"""Resources that hold what cannot be made again from the program."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import Planned
from tests.policy.cases.case import Case, fails, passes, skips

PROTECT: Final = "stateful-resource-protected"
TRACKED: Final = "stateful-safety-tracked"

OTHER: Final = Planned("aws:sns/topic:Topic", {})


TABLE: Final = "aws:dynamodb/table:Table"


def table(*ignored: str, protect: bool = True, **inputs: object) -> Planned:
    """Return a table whose changes of these properties are ignored."""
    return Planned(TABLE, inputs, protect=protect, ignore_changes=ignored)


def ignoring(path: str, prop: str, token: str = TABLE) -> Case:
    """Return a case in which an ignored path hides a safety property."""
    said = f"the resource option ignoreChanges covers {prop}; wanted: changes of it to be undone"
    label = path if token == TABLE else f"{path} of {token.partition(':')[2]}"
    return fails(TRACKED, label, Planned(token, {}, ignore_changes=(path,)), says=said)


def unprotected(token: str) -> Case:
    """Return a case in which a resource that holds data may be deleted."""
    said = "the resource option protect is off; wanted: on"
    return fails(PROTECT, f"unprotected {token}", Planned(token, {}), says=said)


DATABASE: Final = (
    "backupRetentionPeriod deletionProtection finalSnapshotIdentifier kmsKeyId skipFinalSnapshot "
    "storageEncrypted"
)
BUCKET: Final = (
    "acl forceDestroy grants lifecycleRules policy serverSideEncryptionConfiguration "
    "serverSideEncryptionConfigurations versioning versionings"
)
# What is never ignored, written out a second time so that nothing is lost unnoticed.
TRACKED_INPUTS: Final = {
    TABLE: (
        "deletionProtectionEnabled pointInTimeRecovery replicas serverSideEncryption streamEnabled "
        "streamViewType"
    ),
    "aws:s3/bucket:Bucket": BUCKET,
    "aws:s3/bucketV2:BucketV2": BUCKET,
    "aws:s3/bucketVersioning:BucketVersioning": "versioningConfiguration",
    "aws:s3/bucketVersioningV2:BucketVersioningV2": "versioningConfiguration",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": "rules",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2": "rules",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": (
        "blockPublicAcls blockPublicPolicy ignorePublicAcls restrictPublicBuckets"
    ),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "rules",
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2": "rules",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": "rule",
    "aws:s3/bucketPolicy:BucketPolicy": "policy",
    "aws:kms/key:Key": "deletionWindowInDays enableKeyRotation isEnabled policy",
    "aws:kms/keyPolicy:KeyPolicy": "policy",
    "aws:backup/vault:Vault": "forceDestroy kmsKeyArn",
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": (
        "changeableForDays maxRetentionDays minRetentionDays"
    ),
    "aws:backup/plan:Plan": "rules",
    "aws:backup/selection:Selection": "conditions notResources resources selectionTags",
    "aws:cloudwatch/metricAlarm:MetricAlarm": "actionsEnabled alarmActions",
    "aws:rds/cluster:Cluster": DATABASE,
    "aws:rds/instance:Instance": DATABASE,
    "aws:secretsmanager/secret:Secret": "kmsKeyId recoveryWindowInDays",
}
HOLDING_DATA: Final = (
    TABLE,
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketV2:BucketV2",
    "aws:kms/key:Key",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:backup/vault:Vault",
    "aws:rds/cluster:Cluster",
    "aws:rds/globalCluster:GlobalCluster",
    "aws:rds/instance:Instance",
    "aws:secretsmanager/secret:Secret",
    "aws:efs/fileSystem:FileSystem",
)


CASES: Final = (
    passes(PROTECT, "protected", table()),
    *(unprotected(token) for token in HOLDING_DATA),
    skips(
        PROTECT,
        "ephemeral",
        table(protect=False, tags={"ephemeral": "true", "tier": "test"}),
        because="the resource belongs to an ephemeral stack",
    ),
    skips(PROTECT, "another type", OTHER),
    passes(TRACKED, "nothing ignored", table()),
    passes(TRACKED, "capacity ignored", table("readCapacity")),
    passes(TRACKED, "a tag of the name of another property", table("tags.replicas", 'tags["replicas"]')),
    passes(TRACKED, "a name that begins like it", table("replicasOf", '["replicasOf"]')),
    *(ignoring(prop, prop, token) for token, props in TRACKED_INPUTS.items() for prop in props.split()),
    ignoring("pointInTimeRecovery.enabled", "pointInTimeRecovery"),
    ignoring("replicas[0].pointInTimeRecovery", "replicas"),
    ignoring('["pointInTimeRecovery"]', "pointInTimeRecovery"),
    ignoring('["pointInTimeRecovery"].enabled', "pointInTimeRecovery"),
    ignoring('["pointInTimeRecovery"]["enabled"]', "pointInTimeRecovery"),
    ignoring('pointInTimeRecovery["enabled"]', "pointInTimeRecovery"),
    ignoring(".replicas", "replicas"),
    ignoring("*", "*"),
    ignoring("[*]", "*"),
    ignoring("*.enabled", "*"),
    ignoring('["*"]', "*"),
    passes(TRACKED, "a quoted quote", table('["a\\"].replicas"]')),
    skips(TRACKED, "another type", OTHER),
)
