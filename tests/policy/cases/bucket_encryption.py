"""S3 buckets: how their objects are encrypted."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket import OTHER, TAKES_LOGS, alone, bucket, bucket_v2, logging_to, of
from tests.policy.cases.bucket_record import logging
from tests.policy.cases.case import fails, passes, skips

ENCRYPTION: Final = "bucket-encryption-configured"
KEY: Final = "bucket-encryption-customer-managed"
BUCKET_KEY: Final = "bucket-key-enabled"

NO_ENCRYPTION: Final = "it has no encryption configuration; wanted: one that refers to it"
NO_ALGORITHM: Final = "the algorithm is not set; wanted: AES256 or aws:kms or aws:kms:dsse"
SPLIT: Final = "it-ServerSideEncryptionConfiguration"
KMS: Final = "aws:kms"


def default(**inputs: object) -> dict[str, object]:
    """Return an encryption rule."""
    return {"applyServerSideEncryptionByDefault": inputs}


def encryption(*rules: object, suffix: str = "ServerSideEncryptionConfiguration") -> Planned:
    """Return an encryption configuration."""
    return of(suffix, rules=list(rules))


def keyed(algorithm: object = KMS, **inputs: object) -> Planned:
    """Return an encryption configuration whose one rule has these inputs too."""
    rule = {**default(sseAlgorithm=algorithm), **inputs}
    return alone("ServerSideEncryptionConfiguration", rules=[rule])


CASES: Final = (
    passes(ENCRYPTION, "AES256", bucket(), encryption(default(sseAlgorithm="AES256"))),
    passes(
        ENCRYPTION,
        "a key, older type",
        bucket_v2(),
        encryption(default(sseAlgorithm="aws:kms"), suffix="ServerSideEncryptionConfigurationV2"),
    ),
    passes(
        ENCRYPTION,
        "inline",
        bucket(serverSideEncryptionConfiguration={"rule": default(sseAlgorithm="AES256")}),
    ),
    passes(
        ENCRYPTION,
        "inline, older type",
        bucket_v2(
            serverSideEncryptionConfigurations=[
                {"rules": [{"applyServerSideEncryptionByDefaults": [{"sseAlgorithm": "AES256"}]}]}
            ]
        ),
    ),
    fails(ENCRYPTION, "missing", bucket(), says=NO_ENCRYPTION),
    fails(ENCRYPTION, "no rule", bucket(), encryption(), says=NO_ALGORITHM, at=SPLIT),
    fails(
        ENCRYPTION,
        "rule without a default",
        bucket(),
        encryption({"bucketKeyEnabled": True}),
        says=NO_ALGORITHM,
        at=SPLIT,
    ),
    fails(
        ENCRYPTION,
        "unknown",
        bucket(serverSideEncryptionConfiguration=UNKNOWN),
        says="the algorithm cannot be known at preview; wanted: AES256 or aws:kms or aws:kms:dsse",
    ),
    passes(KEY, "a key", bucket(), encryption(default(sseAlgorithm="aws:kms", kmsMasterKeyId=UNKNOWN))),
    fails(
        KEY,
        "AES256",
        bucket(),
        encryption(default(sseAlgorithm="AES256")),
        says=(
            "the algorithm is AES256; wanted: aws:kms or aws:kms:dsse",
            "the encryption key is not set; wanted: a customer-managed key",
        ),
        at=SPLIT,
    ),
    fails(
        KEY,
        "the AWS-managed key",
        bucket(),
        encryption(default(sseAlgorithm="aws:kms", kmsMasterKeyId="alias/aws/s3")),
        says="the encryption key is a key that AWS manages; wanted: a customer-managed key",
        at=SPLIT,
    ),
    fails(KEY, "missing", bucket(), says=NO_ENCRYPTION),
    fails(
        KEY,
        "unknown",
        bucket(serverSideEncryptionConfiguration=UNKNOWN),
        says="the algorithm cannot be known at preview; wanted: aws:kms or aws:kms:dsse",
    ),
    passes(
        KEY,
        "a bucket that takes logs",
        bucket(),
        bucket("logs"),
        logging(),
        encryption(default(sseAlgorithm="aws:kms", kmsMasterKeyId="k")),
    ),
    skips(KEY, "only a bucket that takes logs", bucket("logs"), logging(), because=TAKES_LOGS),
    skips(
        KEY,
        "a bucket of the older type that takes logs",
        bucket_v2("logs"),
        logging_to("logs"),
        because=TAKES_LOGS,
    ),
    passes(
        KEY,
        "a bucket that takes the logs of another inline",
        bucket_v2(
            loggings=[{"targetBucket": "dr-dev-logs"}],
            serverSideEncryptionConfigurations=[
                {
                    "rules": [
                        {
                            "applyServerSideEncryptionByDefaults": [
                                {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": "k"}
                            ]
                        }
                    ]
                }
            ],
        ),
        bucket("logs", bucket="dr-dev-logs"),
    ),
    fails(
        KEY,
        "a bucket that logs to itself",
        bucket("logs"),
        replace(logging(), depends={"bucket": ("logs",), "targetBucket": ("logs",)}),
        says=NO_ENCRYPTION,
        at="logs",
    ),
    fails(
        KEY,
        "a log bucket that logs elsewhere",
        bucket("logs", bucket="dr-dev-logs", logging={"targetBucket": "elsewhere"}),
        logging(),
        says=NO_ENCRYPTION,
        at="logs",
    ),
    passes(BUCKET_KEY, "on", keyed(bucketKeyEnabled=True)),
    passes(
        BUCKET_KEY,
        "on inline",
        bucket(
            serverSideEncryptionConfiguration={
                "rule": {**default(sseAlgorithm=KMS), "bucketKeyEnabled": True}
            }
        ),
    ),
    passes(BUCKET_KEY, "no key", keyed("AES256")),
    passes(BUCKET_KEY, "two layers", keyed("aws:kms:dsse")),
    passes(BUCKET_KEY, "no encryption inline", bucket()),
    fails(
        BUCKET_KEY, "off", keyed(bucketKeyEnabled=False), says="the bucket key is off; wanted: on", at=SPLIT
    ),
    fails(BUCKET_KEY, "missing", keyed(), says="the bucket key is not set; wanted: on", at=SPLIT),
    fails(
        BUCKET_KEY,
        "missing inline",
        bucket(serverSideEncryptionConfiguration={"rule": default(sseAlgorithm=KMS)}),
        says="the bucket key is not set; wanted: on",
    ),
    fails(
        BUCKET_KEY,
        "missing inline, older type",
        bucket_v2(
            serverSideEncryptionConfigurations=[
                {"rules": [{"applyServerSideEncryptionByDefaults": [{"sseAlgorithm": KMS}]}]}
            ]
        ),
        says="the bucket key is not set; wanted: on",
    ),
    fails(
        BUCKET_KEY,
        "missing, algorithm unknown",
        keyed(UNKNOWN),
        says="the bucket key is not set; wanted: on",
        at=SPLIT,
    ),
    fails(
        BUCKET_KEY,
        "unknown",
        keyed(bucketKeyEnabled=UNKNOWN),
        says="the bucket key cannot be known at preview; wanted: on",
        at=SPLIT,
    ),
    skips(BUCKET_KEY, "another type", OTHER),
)
