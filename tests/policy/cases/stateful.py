"""Resources that hold what cannot be made again from the program."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import Case, fails, passes, skips

PROTECT: Final = "stateful-resource-protected"
TRACKED: Final = "stateful-safety-tracked"
OVERLAPPED: Final = "stateful-replacement-overlapped"
PLANNED: Final = "stateful-backup-planned"

OTHER: Final = Planned("aws:sns/topic:Topic", {})


TABLE: Final = "aws:dynamodb/table:Table"


def table(*ignored: str, protect: bool = True, **inputs: object) -> Planned:
    """Return a table whose changes of these properties are ignored."""
    return Planned(TABLE, inputs, protect=protect, ignore_changes=ignored)


def ignoring(path: str, prop: str, token: str = TABLE) -> Case:
    """Return a case in which an ignored path hides a safety property."""
    said = f"the resource option ignoreChanges covers {prop}; wanted: changes of it to be undone"
    label = path if token == TABLE else f"{path} of {token.partition(':')[2]}"
    inputs = {"replicas": [{"regionName": "us-east-1"}]} if prop == "replicas" else {}
    return fails(TRACKED, label, Planned(token, inputs, ignore_changes=(path,)), says=said)


def unprotected(token: str) -> Case:
    """Return a case in which a resource that holds data may be deleted."""
    said = "the resource option protect is off; wanted: on"
    return fails(PROTECT, f"unprotected {token}", Planned(token, {}), says=said)


DATABASE: Final = (
    "backupRetentionPeriod deletionProtection finalSnapshotIdentifier kmsKeyId skipFinalSnapshot "
    "storageEncrypted"
)
FILE_SERVERS: Final = (
    "aws:fsx/windowsFileSystem:WindowsFileSystem",
    "aws:fsx/lustreFileSystem:LustreFileSystem",
    "aws:fsx/ontapFileSystem:OntapFileSystem",
    "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
)
BUCKET: Final = (
    "acl forceDestroy grants lifecycleRules policy serverSideEncryptionConfiguration "
    "serverSideEncryptionConfigurations versioning versionings"
)
KEY: Final = "bypassPolicyLockoutSafetyCheck deletionWindowInDays policy"
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
    "aws:dynamodb/resourcePolicy:ResourcePolicy": "policy",
    "aws:dynamodb/globalTable:GlobalTable": "replicas",
    "aws:kms/key:Key": f"{KEY} enableKeyRotation isEnabled multiRegion",
    "aws:kms/replicaExternalKey:ReplicaExternalKey": f"{KEY} enabled",
    "aws:kms/externalKey:ExternalKey": f"{KEY} enabled multiRegion",
    "aws:kms/keyPolicy:KeyPolicy": "bypassPolicyLockoutSafetyCheck policy",
    "aws:backup/vault:Vault": "forceDestroy kmsKeyArn",
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": (
        "changeableForDays maxRetentionDays minRetentionDays"
    ),
    "aws:backup/plan:Plan": "rules",
    "aws:backup/selection:Selection": "conditions notResources resources selectionTags",
    "aws:cloudwatch/metricAlarm:MetricAlarm": "actionsEnabled alarmActions",
    "aws:rds/cluster:Cluster": f"{DATABASE} deleteAutomatedBackups",
    "aws:rds/instance:Instance": f"{DATABASE} deleteAutomatedBackups multiAz",
    "aws:rds/globalCluster:GlobalCluster": "deletionProtection forceDestroy storageEncrypted",
    "aws:docdb/cluster:Cluster": DATABASE,
    "aws:neptune/cluster:Cluster": DATABASE.replace("kmsKeyId", "kmsKeyArn"),
    "aws:redshift/cluster:Cluster": (
        "automatedSnapshotRetentionPeriod encrypted finalSnapshotIdentifier kmsKeyId skipFinalSnapshot"
    ),
    "aws:opensearch/domain:Domain": "encryptAtRest",
    "aws:memorydb/cluster:Cluster": "finalSnapshotName kmsKeyArn snapshotRetentionLimit",
    "aws:secretsmanager/secret:Secret": "kmsKeyId policy recoveryWindowInDays replicas",
    "aws:secretsmanager/secretRotation:SecretRotation": "rotationEnabled rotationRules",
    "aws:secretsmanager/secretPolicy:SecretPolicy": "blockPublicPolicy policy",
    "aws:dynamodb/tableReplica:TableReplica": "deletionProtectionEnabled kmsKeyArn pointInTimeRecovery",
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": "rules",
    "aws:kms/replicaKey:ReplicaKey": f"{KEY} enabled",
    "aws:backup/vaultPolicy:VaultPolicy": "policy",
    "aws:efs/fileSystem:FileSystem": "encrypted kmsKeyId protection",
    "aws:efs/replicationConfiguration:ReplicationConfiguration": "destination",
    **dict.fromkeys(FILE_SERVERS, "automaticBackupRetentionDays kmsKeyId"),
    "aws:ebs/volume:Volume": "encrypted finalSnapshot kmsKeyId",
    "aws:kinesis/stream:Stream": "encryptionType kmsKeyId retentionPeriod",
    "aws:cognito/userPool:UserPool": "deletionProtection",
    "aws:ecr/repository:Repository": "encryptionConfigurations forceDelete imageTagMutability",
    "aws:route53/zone:Zone": "forceDestroy",
    "aws:route53/record:Record": "failoverRoutingPolicies healthCheckId",
    "aws:route53/healthCheck:HealthCheck": "disabled failureThreshold invertHealthcheck requestInterval",
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
    "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault",
    "aws:docdb/cluster:Cluster",
    "aws:neptune/cluster:Cluster",
    "aws:redshift/cluster:Cluster",
    "aws:opensearch/domain:Domain",
    "aws:memorydb/cluster:Cluster",
    *FILE_SERVERS,
    "aws:ebs/volume:Volume",
    "aws:kinesis/stream:Stream",
    "aws:cognito/userPool:UserPool",
    "aws:ecr/repository:Repository",
    "aws:route53/zone:Zone",
)
# The kinds that AWS Backup covers and that have no such control of their own, with an ARN of theirs.
COVERED: Final = {
    "aws:docdb/cluster:Cluster": "rds:eu-west-1:111122223333:cluster:x",
    "aws:neptune/cluster:Cluster": "rds:eu-west-1:111122223333:cluster:x",
    "aws:redshift/cluster:Cluster": "redshift:eu-west-1:111122223333:cluster:x",
    "aws:efs/fileSystem:FileSystem": "elasticfilesystem:eu-west-1:111122223333:file-system/x",
    **dict.fromkeys(FILE_SERVERS, "fsx:eu-west-1:111122223333:file-system/x"),
    "aws:ebs/volume:Volume": "ec2:eu-west-1:111122223333:volume/x",
}
VOLUME: Final = "aws:ebs/volume:Volume"
UNPLANNED: Final = "no backup selection covers it; wanted: a selection that names it or one of its tags"
UNCLEAR: Final = (
    "whether a backup selection covers it cannot be known at preview; "
    "wanted: a selection that names it or one of its tags"
)


def selection(**inputs: object) -> Planned:
    """Return a backup selection."""
    return Planned("aws:backup/selection:Selection", inputs, "selection")


def tagged(value: str) -> Planned:
    """Return a selection by the tag backup."""
    return selection(selectionTags=[{"type": "STRINGEQUALS", "key": "backup", "value": value}])


def covered_by_wildcard(token: str) -> Case:
    """Return a case in which all resources of a kind are selected."""
    pattern = f"arn:aws:{COVERED[token]}".removesuffix("x").replace("eu-west-1:111122223333", "*:*") + "*"
    return passes(PLANNED, f"all of {token}", Planned(token, {}), selection(resources=[pattern]))


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
    passes(PROTECT, "protected, nothing else known", table(tags=UNKNOWN)),
    fails(
        PROTECT,
        "missing: not protected",
        table(protect=False),
        says="the resource option protect is off; wanted: on",
    ),
    fails(
        PROTECT,
        "perhaps ephemeral",
        table(protect=False, tags=UNKNOWN),
        says="the resource option protect is off; wanted: on",
    ),
    passes(TRACKED, "missing: nothing ignored", table()),
    passes(TRACKED, "nothing known of its inputs", table(name=UNKNOWN)),
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
    passes(
        TRACKED, "missing: replicas of a table that has them as resources of their own", table("replicas")
    ),
    passes(TRACKED, "an empty list of replicas", table("replicas", replicas=[])),
    fails(
        TRACKED,
        "replicas that are not known",
        table("replicas", replicas=UNKNOWN),
        says="the resource option ignoreChanges covers replicas; wanted: changes of it to be undone",
    ),
    fails(
        TRACKED,
        "replicas of a secret that sets none",
        Planned("aws:secretsmanager/secret:Secret", {}, ignore_changes=("replicas",)),
        says="the resource option ignoreChanges covers replicas; wanted: changes of it to be undone",
    ),
    passes(TRACKED, "a quoted quote", table('["a\\"].replicas"]')),
    skips(TRACKED, "another type", OTHER),
    passes(OVERLAPPED, "missing: the option is not set", table()),
    fails(
        OVERLAPPED,
        "deleted before it is replaced",
        Planned(TABLE, {}, delete_before_replace=True),
        says="the resource option deleteBeforeReplace is on; wanted: off",
    ),
    passes(OVERLAPPED, "nothing known of its inputs", Planned(TABLE, {"name": UNKNOWN})),
    skips(OVERLAPPED, "another type", OTHER),
    *(
        fails(PLANNED, f"missing: nothing covers {token}", Planned(token, {}), says=UNPLANNED)
        for token in COVERED
    ),
    *(covered_by_wildcard(token) for token in COVERED),
    passes(PLANNED, "by its tag", Planned(VOLUME, {"tags": {"backup": "daily"}}), tagged("daily")),
    fails(
        PLANNED,
        "by another tag",
        Planned(VOLUME, {"tags": {"backup": "daily"}}),
        tagged("weekly"),
        says=UNPLANNED,
    ),
    fails(PLANNED, "tags not known", Planned(VOLUME, {"tags": UNKNOWN}), tagged("daily"), says=UNCLEAR),
    passes(
        PLANNED,
        "by what it depends on",
        Planned(VOLUME, {}),
        Planned(
            "aws:backup/selection:Selection",
            {"resources": [UNKNOWN]},
            "selection",
            depends={"resources": ("it",)},
        ),
    ),
    skips(
        PLANNED,
        "another type",
        OTHER,
        because="the stack has no resource that stateful-backup-planned is about",
    ),
)
