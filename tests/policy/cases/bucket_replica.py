"""S3 replication: what both ends of it need."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN
from tests.policy.cases.bucket import adrift, bucket, bucket_v2, versioning
from tests.policy.cases.bucket_encryption import default, encryption
from tests.policy.cases.bucket_replication import (
    BY_ARN,
    NOT_REPLICATED,
    OFF,
    ON,
    SPLIT,
    THERE,
    inline,
    inline_v2,
    replicated,
    rule,
)
from tests.policy.cases.case import fails, passes, skips

VERSIONED: Final = "bucket-replication-versioning-enabled"
ENCRYPTED: Final = "bucket-replication-encryption-complete"

BOTH_ENDS: Final = (versioning("Enabled"), versioning("Enabled", owner="copy"))
KMS: Final = encryption(default(sseAlgorithm="aws:kms", kmsMasterKeyId="k"))
TAKEN: Final = {"sourceSelectionCriteria": {"sseKmsEncryptedObjects": ON}}
REKEYED: Final = rule(encryptionConfiguration={"replicaKmsKeyId": UNKNOWN})
NOT_TAKEN: Final = "replication of what KMS encrypts in rules[0] is not set; wanted: on"
NO_KEY: Final = (
    "the key of the replicas in rules[0] is not set; wanted: the ARN of a key in the region of the replicas"
)

CASES: Final = (
    passes(VERSIONED, "at both ends", bucket(), bucket("copy"), replicated(), *BOTH_ENDS),
    passes(
        VERSIONED,
        "at both ends, inline",
        bucket(versioning={"enabled": True}, replicationConfiguration=inline(rule("arn:aws:s3:::copy"))),
        bucket_v2("copy", bucket="copy", versionings=[{"enabled": True}]),
    ),
    passes(VERSIONED, "to another stack", bucket(), BY_ARN, versioning("Enabled")),
    skips(VERSIONED, "missing replication", bucket(), because=NOT_REPLICATED),
    fails(
        VERSIONED,
        "missing at the source",
        bucket(),
        bucket("copy"),
        replicated(),
        versioning("Enabled", owner="copy"),
        says="versioning of a bucket that is replicated is off; wanted: on",
    ),
    fails(
        VERSIONED,
        "missing at the destination",
        bucket(),
        bucket("copy"),
        replicated(),
        versioning("Enabled"),
        says="versioning of a bucket that takes replicas is off; wanted: on",
        at="copy",
    ),
    fails(
        VERSIONED,
        "suspended at the one destination of two rules",
        bucket(),
        THERE,
        replicated(rule("arn:aws:s3:::copy"), rule("arn:aws:s3:::copy"), to=()),
        versioning("Enabled"),
        versioning("Suspended", owner="copy"),
        says="versioning of a bucket that takes replicas is off; wanted: on",
        at="copy",
    ),
    fails(
        VERSIONED,
        "unknown at the source",
        bucket(),
        bucket("copy"),
        replicated(),
        versioning(UNKNOWN),
        versioning("Enabled", owner="copy"),
        says="versioning of a bucket that is replicated cannot be known at preview; wanted: on",
    ),
    fails(
        VERSIONED,
        "to a bucket that is not known",
        bucket(),
        replicated(to=()),
        versioning("Enabled"),
        says="the bucket that it is replicated to cannot be known at preview; wanted: one with versioning on",
    ),
    passes(ENCRYPTED, "with a key", bucket(), KMS, replicated({**REKEYED, **TAKEN})),
    passes(
        ENCRYPTED,
        "with a key, inline",
        bucket(
            replicationConfiguration=inline(
                {
                    **rule(replicaKmsKeyId="k"),
                    "sourceSelectionCriteria": {"sseKmsEncryptedObjects": {"enabled": True}},
                }
            )
        ),
        KMS,
    ),
    passes(
        ENCRYPTED,
        "with a key, inline, older type",
        bucket_v2(
            replicationConfigurations=[
                inline(
                    {
                        **inline_v2(replicaKmsKeyId="k"),
                        "sourceSelectionCriterias": [{"sseKmsEncryptedObjects": [{"enabled": True}]}],
                    }
                )
            ]
        ),
        KMS,
    ),
    passes(
        ENCRYPTED, "under S3's own key", bucket(), encryption(default(sseAlgorithm="AES256")), replicated()
    ),
    passes(ENCRYPTED, "missing encryption", bucket(), replicated()),
    skips(ENCRYPTED, "missing replication", bucket(), KMS, because=NOT_REPLICATED),
    fails(ENCRYPTED, "missing", bucket(), KMS, replicated(), says=(NOT_TAKEN, NO_KEY), at=SPLIT),
    fails(ENCRYPTED, "missing key", bucket(), KMS, replicated({**rule(), **TAKEN}), says=NO_KEY, at=SPLIT),
    fails(
        ENCRYPTED,
        "missing key under S3's own",
        bucket(),
        replicated({**rule(), **TAKEN}),
        says=NO_KEY,
        at=SPLIT,
    ),
    fails(
        ENCRYPTED,
        "off",
        bucket(),
        KMS,
        replicated({**REKEYED, "sourceSelectionCriteria": {"sseKmsEncryptedObjects": OFF}}),
        says="replication of what KMS encrypts in rules[0] is off; wanted: on",
        at=SPLIT,
    ),
    fails(
        ENCRYPTED,
        "unknown",
        bucket(),
        replicated({**REKEYED, "sourceSelectionCriteria": UNKNOWN}),
        says="replication of what KMS encrypts in rules[0] cannot be known at preview; wanted: on",
        at=SPLIT,
    ),
    fails(
        ENCRYPTED,
        "encryption unknown",
        bucket(),
        encryption(UNKNOWN),
        replicated(),
        says=(NOT_TAKEN, NO_KEY),
        at=SPLIT,
    ),
    fails(
        ENCRYPTED,
        "encryption of a bucket that is not known",
        bucket(),
        adrift("ServerSideEncryptionConfiguration"),
        replicated(),
        says=(NOT_TAKEN, NO_KEY),
        at=SPLIT,
    ),
)
