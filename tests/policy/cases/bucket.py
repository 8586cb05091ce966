"""S3 buckets: what keeps their objects, and what records who reads them."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import Case

VERSIONING: Final = "bucket-versioning-enabled"
ENCRYPTION: Final = "bucket-encryption-configured"
KEY: Final = "bucket-encryption-customer-managed"
GUARD: Final = "bucket-deletion-guarded"
RETAINED: Final = "bucket-noncurrent-versions-retained"
LOGGED: Final = "bucket-access-logged"

OTHER: Final = Planned("aws:sns/topic:Topic", {})
NO_VERSIONING: Final = "Bucket it: it has no versioning configuration; wanted: one that refers to it."
NO_ENCRYPTION: Final = "Bucket it: it has no encryption configuration; wanted: one that refers to it."
NO_LOGGING: Final = "Bucket it: it has no logging configuration; wanted: one that refers to it."
SHORT: Final = "the retention of old versions is 7 days; wanted: at least 30 days."


def bucket(name: str = "it", **inputs: object) -> Planned:
    """Return a bucket."""
    return Planned("aws:s3/bucket:Bucket", inputs, name)


def bucket_v2(**inputs: object) -> Planned:
    """Return a bucket of the older type."""
    return Planned("aws:s3/bucketV2:BucketV2", inputs)


def of(suffix: str, *, to: str = "it", **inputs: object) -> Planned:
    """Return a resource that configures a bucket whose name is not known yet."""
    token = f"aws:s3/bucket{suffix}:Bucket{suffix}"
    return Planned(token, {"bucket": UNKNOWN, **inputs}, f"{to}-{suffix}", depends={"bucket": (to,)})


def versioning(status: object, suffix: str = "Versioning") -> Planned:
    """Return a versioning configuration."""
    return of(suffix, versioningConfiguration={"status": status})


def default(**inputs: object) -> dict[str, object]:
    """Return an encryption rule."""
    return {"applyServerSideEncryptionByDefault": inputs}


def encryption(*rules: object, suffix: str = "ServerSideEncryptionConfiguration") -> Planned:
    """Return an encryption configuration."""
    return of(suffix, rules=list(rules))


def lifecycle(rule: object, suffix: str = "LifecycleConfiguration") -> Planned:
    """Return a lifecycle configuration."""
    return of(suffix, rules=[rule] if isinstance(rule, dict) else rule)


def expiring(days: object, **more: object) -> dict[str, object]:
    """Return a lifecycle rule."""
    return {"status": "Enabled", "noncurrentVersionExpiration": {"noncurrentDays": days}, **more}


def logging(suffix: str = "Logging") -> Planned:
    """Return a logging configuration that delivers to the bucket called logs."""
    target = {"bucket": ("it",), "targetBucket": ("logs",)}
    inputs = {"bucket": UNKNOWN, "targetBucket": UNKNOWN}
    return Planned(f"aws:s3/bucket{suffix}:Bucket{suffix}", inputs, "it-logging", depends=target)


NAMED: Final = bucket(bucket="dr-dev-bucket")
BY_NAME: Final = Planned(
    "aws:s3/bucketVersioning:BucketVersioning",
    {"bucket": "dr-dev-bucket", "versioningConfiguration": {"status": "Enabled"}},
    "by-name",
)
ADRIFT: Final = Planned(
    "aws:s3/bucketVersioning:BucketVersioning",
    {"bucket": UNKNOWN, "versioningConfiguration": {"status": "Enabled"}},
    "adrift",
)

CASES: Final = (
    Case(VERSIONING, "enabled", (bucket(), versioning("Enabled"))),
    Case(VERSIONING, "enabled, older type", (bucket_v2(), versioning("Enabled", "VersioningV2"))),
    Case(VERSIONING, "enabled by name", (NAMED, BY_NAME)),
    Case(VERSIONING, "enabled inline", (bucket(versioning={"enabled": True}),)),
    Case(VERSIONING, "enabled inline, older type", (bucket_v2(versionings=[{"enabled": True}]),)),
    Case(
        VERSIONING,
        "suspended",
        (bucket(), versioning("Suspended")),
        ("BucketVersioning it-Versioning: versioning is Suspended; wanted: Enabled.",),
    ),
    Case(
        VERSIONING,
        "status missing",
        (bucket(), of("Versioning")),
        ("BucketVersioning it-Versioning: versioning is not set; wanted: Enabled.",),
    ),
    Case(
        VERSIONING,
        "status unknown",
        (bucket(), versioning(UNKNOWN)),
        ("BucketVersioning it-Versioning: versioning cannot be known at preview; wanted: Enabled.",),
    ),
    Case(
        VERSIONING,
        "off inline",
        (bucket(versioning={"enabled": False}),),
        ("Bucket it: versioning is off; wanted: on.",),
    ),
    Case(
        VERSIONING,
        "unknown inline",
        (bucket(versioning=UNKNOWN),),
        ("Bucket it: versioning cannot be known at preview; wanted: on.",),
    ),
    Case(VERSIONING, "missing", (bucket(),), (NO_VERSIONING,)),
    Case(VERSIONING, "of another bucket", (bucket(bucket="other"), BY_NAME), (NO_VERSIONING,)),
    Case(
        VERSIONING,
        "of a bucket that is not known",
        (bucket(), ADRIFT),
        (
            "Bucket it: which versioning configuration belongs to it cannot be known at preview; "
            "wanted: one that refers to it.",
        ),
    ),
    Case(
        VERSIONING,
        "of one bucket of two",
        (bucket(), bucket("second"), versioning("Enabled")),
        ("Bucket second: it has no versioning configuration; wanted: one that refers to it.",),
    ),
    Case(
        VERSIONING,
        "no bucket",
        (OTHER,),
        excuses=("the stack has no resource that bucket-versioning-enabled is about",),
    ),
    Case(ENCRYPTION, "AES256", (bucket(), encryption(default(sseAlgorithm="AES256")))),
    Case(
        ENCRYPTION,
        "a key, older type",
        (
            bucket_v2(),
            encryption(default(sseAlgorithm="aws:kms"), suffix="ServerSideEncryptionConfigurationV2"),
        ),
    ),
    Case(
        ENCRYPTION,
        "inline",
        (bucket(serverSideEncryptionConfiguration={"rule": default(sseAlgorithm="AES256")}),),
    ),
    Case(
        ENCRYPTION,
        "inline, older type",
        (
            bucket_v2(
                serverSideEncryptionConfigurations=[
                    {"rules": [{"applyServerSideEncryptionByDefaults": [{"sseAlgorithm": "AES256"}]}]}
                ]
            ),
        ),
    ),
    Case(ENCRYPTION, "missing", (bucket(),), (NO_ENCRYPTION,)),
    Case(
        ENCRYPTION,
        "no rule",
        (bucket(), encryption()),
        (
            "BucketServerSideEncryptionConfiguration it-ServerSideEncryptionConfiguration: "
            "the algorithm is not set; wanted: AES256 or aws:kms or aws:kms:dsse.",
        ),
    ),
    Case(
        ENCRYPTION,
        "rule without a default",
        (bucket(), encryption({"bucketKeyEnabled": True})),
        (
            "BucketServerSideEncryptionConfiguration it-ServerSideEncryptionConfiguration: "
            "the algorithm is not set; wanted: AES256 or aws:kms or aws:kms:dsse.",
        ),
    ),
    Case(
        ENCRYPTION,
        "unknown",
        (bucket(serverSideEncryptionConfiguration=UNKNOWN),),
        ("Bucket it: the algorithm cannot be known at preview; wanted: AES256 or aws:kms or aws:kms:dsse.",),
    ),
    Case(KEY, "a key", (bucket(), encryption(default(sseAlgorithm="aws:kms", kmsMasterKeyId=UNKNOWN)))),
    Case(
        KEY,
        "AES256",
        (bucket(), encryption(default(sseAlgorithm="AES256"))),
        (
            "BucketServerSideEncryptionConfiguration it-ServerSideEncryptionConfiguration: "
            "the algorithm is AES256; wanted: aws:kms or aws:kms:dsse.",
            "BucketServerSideEncryptionConfiguration it-ServerSideEncryptionConfiguration: "
            "the encryption key is not set; wanted: a customer-managed key.",
        ),
    ),
    Case(
        KEY,
        "the AWS-managed key",
        (bucket(), encryption(default(sseAlgorithm="aws:kms", kmsMasterKeyId="alias/aws/s3"))),
        (
            "BucketServerSideEncryptionConfiguration it-ServerSideEncryptionConfiguration: "
            "the encryption key is a key that AWS manages; wanted: a customer-managed key.",
        ),
    ),
    Case(KEY, "missing", (bucket(),), (NO_ENCRYPTION,)),
    Case(
        KEY,
        "a bucket that takes logs",
        (
            bucket(),
            bucket("logs"),
            logging(),
            encryption(default(sseAlgorithm="aws:kms", kmsMasterKeyId="k")),
        ),
    ),
    Case(
        KEY,
        "only a bucket that takes logs",
        (bucket("logs"), logging()),
        excuses=("the bucket takes access logs",),
    ),
    Case(GUARD, "missing", (bucket(),)),
    Case(GUARD, "off", (bucket_v2(forceDestroy=False),)),
    Case(
        GUARD,
        "on",
        (bucket(forceDestroy=True),),
        ("Bucket it: deletion with all objects is on; wanted: off.",),
    ),
    Case(
        GUARD,
        "unknown",
        (bucket(forceDestroy=UNKNOWN),),
        ("Bucket it: deletion with all objects cannot be known at preview; wanted: off.",),
    ),
    Case(
        GUARD, "another type", (OTHER,), excuses=("bucket-deletion-guarded is about other types of resource",)
    ),
    Case(RETAINED, "thirty days", (lifecycle(expiring(30)),)),
    Case(RETAINED, "no expiration", (lifecycle({"status": "Enabled", "expiration": {"days": 1}}),)),
    Case(RETAINED, "no rules", (bucket(),)),
    Case(RETAINED, "a disabled rule", (lifecycle(expiring(1, status="Disabled")),)),
    Case(RETAINED, "a disabled rule inline", (bucket(lifecycleRules=[{"enabled": False, **expiring(1)}]),)),
    Case(RETAINED, "fewer days, as configured", (lifecycle(expiring(7)),), config={"minimumDays": 7}),
    Case(
        RETAINED,
        "seven days",
        (lifecycle(expiring(7)),),
        (f"BucketLifecycleConfiguration it-LifecycleConfiguration: {SHORT}",),
    ),
    Case(
        RETAINED,
        "seven days, older type",
        (lifecycle(expiring(7), "LifecycleConfigurationV2"),),
        (f"BucketLifecycleConfigurationV2 it-LifecycleConfigurationV2: {SHORT}",),
    ),
    Case(
        RETAINED,
        "seven days inline",
        (bucket(lifecycleRules=[{"enabled": True, "noncurrentVersionExpiration": {"days": 7}}]),),
        (f"Bucket it: {SHORT}",),
    ),
    Case(
        RETAINED,
        "seven days inline, older type",
        (bucket_v2(lifecycleRules=[{"enabled": True, "noncurrentVersionExpirations": [{"days": 7}]}]),),
        (f"BucketV2 it: {SHORT}",),
    ),
    Case(
        RETAINED,
        "zero days",
        (lifecycle(expiring(0)),),
        (
            "BucketLifecycleConfiguration it-LifecycleConfiguration: "
            "the retention of old versions is 0 days; wanted: at least 30 days.",
        ),
    ),
    Case(
        RETAINED,
        "days missing",
        (lifecycle({"status": "Enabled", "noncurrentVersionExpiration": {"newerNoncurrentVersions": 1}}),),
        (
            "BucketLifecycleConfiguration it-LifecycleConfiguration: "
            "the retention of old versions is not set; wanted: at least 30 days.",
        ),
    ),
    Case(
        RETAINED,
        "days a switch",
        (lifecycle(expiring(True)),),  # noqa: FBT003 # a value of the wrong type is the case
        (
            "BucketLifecycleConfiguration it-LifecycleConfiguration: "
            "the retention of old versions is true; wanted: at least 30 days.",
        ),
    ),
    Case(
        RETAINED,
        "days unknown",
        (lifecycle(expiring(UNKNOWN)),),
        (
            "BucketLifecycleConfiguration it-LifecycleConfiguration: "
            "the retention of old versions cannot be known at preview; wanted: at least 30 days.",
        ),
    ),
    Case(
        RETAINED,
        "rules unknown",
        (lifecycle(UNKNOWN),),
        (
            "BucketLifecycleConfiguration it-LifecycleConfiguration: "
            "the retention of old versions cannot be known at preview; wanted: at least 30 days.",
        ),
    ),
    Case(LOGGED, "to another bucket", (bucket(), bucket("logs"), logging())),
    Case(LOGGED, "to another bucket, older type", (bucket(), bucket("logs"), logging("LoggingV2"))),
    Case(
        LOGGED,
        "inline",
        (bucket(logging={"targetBucket": "dr-dev-logs"}), bucket("logs", bucket="dr-dev-logs")),
    ),
    Case(LOGGED, "missing", (bucket(),), (NO_LOGGING,)),
    Case(
        LOGGED,
        "to a bucket that is not known",
        (bucket(), bucket("logs"), of("Logging", targetBucket=UNKNOWN)),
        ("Bucket logs: it has no logging configuration; wanted: one that refers to it.",),
    ),
    Case(
        LOGGED, "only the log bucket", (bucket("logs"), logging()), excuses=("the bucket takes access logs",)
    ),
)
