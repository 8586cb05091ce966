"""S3 buckets: where their access logs go, and who is told of what happens in them."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket import adrift, bucket, bucket_v2, of
from tests.policy.cases.case import fails, passes, skips

LOGGED: Final = "bucket-access-logged"
SEPARATE: Final = "bucket-log-target-separate"
NOTIFIED: Final = "bucket-notification-present"

NO_LOGGING: Final = "it has no logging configuration; wanted: one that refers to it"
UNCLEAR_TARGET: Final = (
    "whether its access logs are delivered to itself cannot be known at preview; wanted: another bucket"
)
NOBODY: Final = "delivery to EventBridge or to anyone else is not set; wanted: on"
DISTRIBUTION: Final = "aws:cloudfront/distribution:Distribution"
SITE: Final = {"loggingConfig": ("logs",)}
NOTIFICATION: Final = "it-Notification"


def logging(suffix: str = "Logging", target: str = "logs") -> Planned:
    """Return a logging configuration that delivers to the bucket of that name in the program."""
    depends = {"bucket": ("it",), "targetBucket": (target,)}
    inputs = {"bucket": UNKNOWN, "targetBucket": UNKNOWN}
    return Planned(f"aws:s3/bucket{suffix}:Bucket{suffix}", inputs, "it-logging", depends=depends)


CASES: Final = (
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
    fails(LOGGED, "missing target", bucket(), of("Logging"), says=NO_LOGGING),
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
    skips(
        LOGGED,
        "only a bucket that a distribution logs to",
        bucket("logs"),
        Planned(DISTRIBUTION, {"loggingConfig": {"bucket": UNKNOWN}}, "site", depends=SITE),
        because="the bucket takes access logs",
    ),
    *(
        skips(
            LOGGED,
            f"only a bucket that a load balancer's {kind} go to",
            bucket("logs", bucket="dr-dev-logs"),
            Planned("aws:lb/loadBalancer:LoadBalancer", {kind: {"bucket": "dr-dev-logs"}}, "balancer"),
            because="the bucket takes access logs",
        )
        for kind in ("accessLogs", "connectionLogs")
    ),
    passes(LOGGED, "to itself", bucket(), logging(target="it")),
    passes(
        LOGGED,
        "to a bucket of another stack that is not known yet",
        bucket(logging={"targetBucket": UNKNOWN}),
    ),
    passes(SEPARATE, "to another bucket", bucket(), bucket("logs"), logging()),
    passes(SEPARATE, "missing", bucket()),
    passes(SEPARATE, "to a bucket of another stack", bucket(bucket="b", logging={"targetBucket": "logs"})),
    passes(
        SEPARATE,
        "to one another",
        bucket(bucket="dr-dev-bucket", logging={"targetBucket": "dr-dev-logs"}),
        bucket("logs", bucket="dr-dev-logs", logging={"targetBucket": "dr-dev-bucket"}),
    ),
    fails(
        SEPARATE,
        "to itself",
        bucket(),
        logging(target="it"),
        says="its access logs are delivered to itself; wanted: another bucket",
    ),
    fails(
        SEPARATE,
        "to itself, inline",
        bucket(bucket="dr-dev-bucket", logging={"targetBucket": "dr-dev-bucket"}),
        says="its access logs are delivered to itself; wanted: another bucket",
    ),
    fails(
        SEPARATE,
        "of the log bucket to itself",
        bucket(logging={"targetBucket": "dr-dev-logs"}),
        bucket("logs", bucket="dr-dev-logs", logging={"targetBucket": "dr-dev-logs"}),
        says="its access logs are delivered to itself; wanted: another bucket",
        at="logs",
    ),
    fails(
        SEPARATE,
        "to itself, inline, older type",
        bucket_v2(bucket="b", loggings=[{"targetBucket": "b"}]),
        says="its access logs are delivered to itself; wanted: another bucket",
    ),
    fails(SEPARATE, "unknown", bucket(), of("Logging", targetBucket=UNKNOWN), says=UNCLEAR_TARGET),
    fails(SEPARATE, "unknown inline", bucket(logging=UNKNOWN), says=UNCLEAR_TARGET),
    passes(NOTIFIED, "of the bus", bucket(), of("Notification", eventbridge=True)),
    passes(NOTIFIED, "of a queue", bucket_v2(), of("Notification", queues=[{"events": ["s3:*"]}])),
    passes(NOTIFIED, "of a topic", bucket(), of("Notification", topics=UNKNOWN)),
    passes(NOTIFIED, "of a function", bucket(), of("Notification", lambdaFunctions=[{"events": ["s3:*"]}])),
    fails(
        NOTIFIED,
        "missing",
        bucket(),
        says="it has no notification configuration; wanted: one that refers to it",
    ),
    fails(NOTIFIED, "of nobody", bucket(), of("Notification", queues=[]), says=NOBODY, at=NOTIFICATION),
    fails(
        NOTIFIED,
        "off",
        bucket(),
        of("Notification", eventbridge=False),
        says="delivery to EventBridge or to anyone else is off; wanted: on",
        at=NOTIFICATION,
    ),
    fails(
        NOTIFIED,
        "unknown",
        bucket(),
        of("Notification", eventbridge=UNKNOWN),
        says="delivery to EventBridge or to anyone else cannot be known at preview; wanted: on",
        at=NOTIFICATION,
    ),
    fails(
        NOTIFIED,
        "of a bucket that is not known",
        bucket(),
        adrift("Notification", eventbridge=True),
        says=(
            "which notification configuration belongs to it cannot be known at preview; "
            "wanted: one that refers to it"
        ),
    ),
)
