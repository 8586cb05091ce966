"""S3 buckets: where their access logs go, and what the buckets that take them are excused from."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket import KEY, NO_ENCRYPTION, bucket, bucket_v2, default, encryption, of
from tests.policy.cases.case import fails, passes, skips

LOGGED: Final = "bucket-access-logged"

NO_LOGGING: Final = "it has no logging configuration; wanted: one that refers to it"


def logging(suffix: str = "Logging", target: str = "logs") -> Planned:
    """Return a logging configuration that delivers to the bucket of that name in the program."""
    depends = {"bucket": ("it",), "targetBucket": (target,)}
    inputs = {"bucket": UNKNOWN, "targetBucket": UNKNOWN}
    return Planned(f"aws:s3/bucket{suffix}:Bucket{suffix}", inputs, "it-logging", depends=depends)


CASES: Final = (
    passes(
        KEY,
        "a bucket that takes logs",
        bucket(),
        bucket("logs"),
        logging(),
        encryption(default(sseAlgorithm="aws:kms", kmsMasterKeyId="k")),
    ),
    skips(
        KEY,
        "only a bucket that takes logs",
        bucket("logs"),
        logging(),
        because="the bucket takes access logs",
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
    passes(LOGGED, "to another bucket", bucket(), bucket("logs"), logging()),
    passes(LOGGED, "to another bucket, older type", bucket(), bucket("logs"), logging("LoggingV2")),
    passes(
        LOGGED,
        "inline",
        bucket(logging={"targetBucket": "dr-dev-logs"}),
        bucket("logs", bucket="dr-dev-logs"),
    ),
    fails(LOGGED, "missing", bucket(), says=NO_LOGGING),
    fails(
        LOGGED,
        "to a bucket that is not known",
        bucket(),
        bucket("logs"),
        of("Logging", targetBucket=UNKNOWN),
        says=NO_LOGGING,
        at="logs",
    ),
    fails(
        LOGGED,
        "to itself",
        bucket(),
        logging(target="it"),
        says="its access logs are delivered to itself; wanted: another bucket",
    ),
    fails(
        LOGGED,
        "to itself, inline",
        bucket(bucket="dr-dev-bucket", logging={"targetBucket": "dr-dev-bucket"}),
        says="its access logs are delivered to itself; wanted: another bucket",
    ),
    fails(
        LOGGED,
        "of the log bucket to itself",
        bucket(logging={"targetBucket": "dr-dev-logs"}),
        bucket("logs", bucket="dr-dev-logs", logging={"targetBucket": "dr-dev-logs"}),
        says="its access logs are delivered to itself; wanted: another bucket",
        at="logs",
    ),
    passes(
        LOGGED,
        "to one another",
        bucket(bucket="dr-dev-bucket", logging={"targetBucket": "dr-dev-logs"}),
        bucket("logs", bucket="dr-dev-logs", logging={"targetBucket": "dr-dev-bucket"}),
    ),
    passes(
        LOGGED,
        "inline, older type",
        bucket_v2(loggings=[{"targetBucket": "dr-dev-logs"}]),
        bucket("logs", bucket="dr-dev-logs"),
    ),
    fails(LOGGED, "to no bucket", bucket(), of("Logging", targetBucket=""), says=NO_LOGGING),
    fails(LOGGED, "to no bucket, inline", bucket(logging={"targetBucket": ""}), says=NO_LOGGING),
    fails(LOGGED, "without a target", bucket(), of("Logging"), says=NO_LOGGING),
    fails(
        LOGGED,
        "of another bucket to nowhere",
        bucket(bucket="dr-dev-bucket", logging={"targetBucket": "dr-dev-logs"}),
        bucket("other", bucket="other", logging={"targetBucket": ""}),
        bucket("logs", bucket="dr-dev-logs"),
        says=NO_LOGGING,
        at="other",
    ),
    skips(LOGGED, "only the log bucket", bucket("logs"), logging(), because="the bucket takes access logs"),
)
