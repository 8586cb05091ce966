"""RDS clusters and instances: what keeps their data."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

ENCRYPTION: Final = "database-encryption-enabled"
KEY: Final = "database-encryption-customer-managed"
GUARD: Final = "database-deletion-protection-enabled"
TAGS: Final = "database-snapshot-tags-copied"

OFF: Final = "encryption at rest is off; wanted: on"
NO_KEY: Final = "the encryption key is not set; wanted: a customer-managed key"
REPLICA: Final = "a replica takes it from its source"
KEY_ARN: Final = "arn:aws:kms:eu-west-1:111122223333:key/1"


def cluster(**inputs: object) -> Planned:
    """Return a cluster."""
    return Planned("aws:rds/cluster:Cluster", inputs)


def instance(**inputs: object) -> Planned:
    """Return an instance that is in no cluster."""
    return Planned("aws:rds/instance:Instance", inputs)


def global_cluster(**inputs: object) -> Planned:
    """Return a global database."""
    return Planned("aws:rds/globalCluster:GlobalCluster", inputs)


CASES: Final = (
    passes(ENCRYPTION, "a cluster", cluster(storageEncrypted=True)),
    passes(ENCRYPTION, "an instance", instance(storageEncrypted="true")),
    passes(ENCRYPTION, "a global database", global_cluster(storageEncrypted=True)),
    passes(ENCRYPTION, "serverless v1, which is", cluster(engineMode="serverless")),
    fails(
        ENCRYPTION,
        "serverless v1, told not to be",
        cluster(engineMode="serverless", storageEncrypted=False),
        says=OFF,
    ),
    *(
        fails(ENCRYPTION, f"off: {made.type}", made, says=OFF)
        for made in (
            cluster(storageEncrypted=False),
            instance(storageEncrypted="false"),
            global_cluster(storageEncrypted=False),
        )
    ),
    fails(ENCRYPTION, "missing", cluster(), says="encryption at rest is not set; wanted: on"),
    fails(
        ENCRYPTION,
        "missing, in another mode",
        cluster(engineMode="provisioned"),
        says="encryption at rest is not set; wanted: on",
    ),
    fails(
        ENCRYPTION,
        "unknown",
        instance(storageEncrypted=UNKNOWN),
        says="encryption at rest cannot be known at preview; wanted: on",
    ),
    skips(ENCRYPTION, "a read replica", instance(replicateSourceDb="orders"), because=REPLICA),
    fails(
        ENCRYPTION,
        "a cluster that replicates",
        cluster(replicationSourceIdentifier=UNKNOWN),
        says="encryption at rest is not set; wanted: on",
    ),
    skips(
        ENCRYPTION,
        "a global database made from a cluster",
        global_cluster(sourceDbClusterIdentifier=UNKNOWN),
        because="a global database is encrypted as its first cluster is",
    ),
    passes(KEY, "a key's ARN", cluster(kmsKeyId=KEY_ARN)),
    passes(KEY, "a key that is not known yet", instance(kmsKeyId=UNKNOWN)),
    passes(KEY, "a replica elsewhere", instance(replicateSourceDb=UNKNOWN, kmsKeyId=UNKNOWN)),
    fails(KEY, "missing", cluster(), says=NO_KEY),
    fails(KEY, "empty", instance(kmsKeyId=""), says=NO_KEY),
    fails(
        KEY,
        "the AWS-managed key",
        instance(kmsKeyId="alias/aws/rds"),
        says="the encryption key is a key that AWS manages; wanted: a customer-managed key",
    ),
    fails(
        KEY,
        "the AWS-managed key of a replica",
        instance(replicateSourceDb="orders", kmsKeyId="alias/aws/rds"),
        says="the encryption key is a key that AWS manages; wanted: a customer-managed key",
    ),
    skips(KEY, "a replica", instance(replicateSourceDb="orders"), because=REPLICA),
    passes(GUARD, "a cluster", cluster(deletionProtection=True)),
    passes(GUARD, "an instance", instance(deletionProtection="true")),
    passes(GUARD, "a global database", global_cluster(deletionProtection=True)),
    fails(GUARD, "off", instance(deletionProtection=False), says="deletion protection is off; wanted: on"),
    *(
        fails(GUARD, f"missing: {made.type}", made, says="deletion protection is not set; wanted: on")
        for made in (cluster(), instance(), global_cluster())
    ),
    fails(
        GUARD,
        "unknown",
        cluster(deletionProtection=UNKNOWN),
        says="deletion protection cannot be known at preview; wanted: on",
    ),
    skips(
        GUARD,
        "ephemeral",
        cluster(tags={"ephemeral": "true", "tier": "test"}),
        because="the resource belongs to an ephemeral stack",
    ),
    passes(TAGS, "on", cluster(copyTagsToSnapshot=True)),
    fails(
        TAGS,
        "off",
        instance(copyTagsToSnapshot=False),
        says="the copying of tags to snapshots is off; wanted: on",
    ),
    fails(TAGS, "missing", cluster(), says="the copying of tags to snapshots is not set; wanted: on"),
    fails(
        TAGS,
        "unknown",
        instance(copyTagsToSnapshot=UNKNOWN),
        says="the copying of tags to snapshots cannot be known at preview; wanted: on",
    ),
)
