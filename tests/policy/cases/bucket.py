"""S3 buckets: what keeps their objects, and what records who reads them."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

VERSIONING: Final = "bucket-versioning-enabled"
ENCRYPTION: Final = "bucket-encryption-configured"
KEY: Final = "bucket-encryption-customer-managed"
GUARD: Final = "bucket-deletion-guarded"
RETAINED: Final = "bucket-noncurrent-versions-retained"

OTHER: Final = Planned("aws:sns/topic:Topic", {})

NO_VERSIONING: Final = "it has no versioning configuration; wanted: one that refers to it"
ADRIFT_VERSIONING: Final = (
    "which versioning configuration belongs to it cannot be known at preview; wanted: one that refers to it"
)
NO_ENCRYPTION: Final = "it has no encryption configuration; wanted: one that refers to it"
NO_ALGORITHM: Final = "the algorithm is not set; wanted: AES256 or aws:kms or aws:kms:dsse"
SHORT: Final = "the retention of old versions is 7 days; wanted: at least 30 days"
UNKNOWN_DAYS: Final = "the retention of old versions cannot be known at preview; wanted: at least 30 days"
SPLIT: Final = "it-ServerSideEncryptionConfiguration"
LIFECYCLE: Final = "it-LifecycleConfiguration"


def bucket(name: str = "it", **inputs: object) -> Planned:
    """Return a bucket."""
    return Planned("aws:s3/bucket:Bucket", inputs, name)


def bucket_v2(**inputs: object) -> Planned:
    """Return a bucket of the older type."""
    return Planned("aws:s3/bucketV2:BucketV2", inputs)


def of(suffix: str, **inputs: object) -> Planned:
    """Return a resource that configures a bucket whose name is not known yet."""
    token = f"aws:s3/bucket{suffix}:Bucket{suffix}"
    return Planned(token, {"bucket": UNKNOWN, **inputs}, f"it-{suffix}", depends={"bucket": ("it",)})


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


def expiring(days: object = None, **more: object) -> dict[str, object]:
    """Return a lifecycle rule."""
    return {"status": "Enabled", "noncurrentVersionExpiration": {"noncurrentDays": days}, **more}


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
    passes(VERSIONING, "enabled", bucket(), versioning("Enabled")),
    passes(VERSIONING, "enabled, older type", bucket_v2(), versioning("Enabled", "VersioningV2")),
    passes(VERSIONING, "enabled by name", NAMED, BY_NAME),
    passes(VERSIONING, "enabled inline", bucket(versioning={"enabled": True})),
    passes(VERSIONING, "enabled inline, older type", bucket_v2(versionings=[{"enabled": True}])),
    fails(
        VERSIONING,
        "suspended",
        bucket(),
        versioning("Suspended"),
        says="versioning is Suspended; wanted: Enabled",
        at="it-Versioning",
    ),
    fails(
        VERSIONING,
        "status missing",
        bucket(),
        of("Versioning"),
        says="versioning is not set; wanted: Enabled",
        at="it-Versioning",
    ),
    fails(
        VERSIONING,
        "status unknown",
        bucket(),
        versioning(UNKNOWN),
        says="versioning cannot be known at preview; wanted: Enabled",
        at="it-Versioning",
    ),
    fails(
        VERSIONING, "off inline", bucket(versioning={"enabled": False}), says="versioning is off; wanted: on"
    ),
    fails(
        VERSIONING,
        "unknown inline",
        bucket(versioning=UNKNOWN),
        says="versioning cannot be known at preview; wanted: on",
    ),
    fails(VERSIONING, "missing", bucket(), says=NO_VERSIONING),
    fails(VERSIONING, "of another bucket", bucket(bucket="other"), BY_NAME, says=NO_VERSIONING),
    fails(VERSIONING, "of a bucket that is not known", bucket(), ADRIFT, says=ADRIFT_VERSIONING),
    fails(
        VERSIONING,
        "of one bucket of two",
        bucket(),
        bucket("second"),
        versioning("Enabled"),
        says=NO_VERSIONING,
        at="second",
    ),
    skips(
        VERSIONING,
        "no bucket",
        OTHER,
        because="the stack has no resource that bucket-versioning-enabled is about",
    ),
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
    passes(GUARD, "missing", bucket()),
    passes(GUARD, "off", bucket_v2(forceDestroy=False)),
    fails(GUARD, "on", bucket(forceDestroy=True), says="deletion with all objects is on; wanted: off"),
    fails(
        GUARD,
        "unknown",
        bucket(forceDestroy=UNKNOWN),
        says="deletion with all objects cannot be known at preview; wanted: off",
    ),
    skips(GUARD, "another type", OTHER),
    passes(RETAINED, "thirty days", lifecycle(expiring(30))),
    passes(RETAINED, "no expiration", lifecycle({"status": "Enabled", "expiration": {"days": 1}})),
    passes(RETAINED, "no rules", bucket()),
    passes(RETAINED, "a disabled rule", lifecycle(expiring(1, status="Disabled"))),
    passes(RETAINED, "a disabled rule inline", bucket(lifecycleRules=[{"enabled": False, **expiring(1)}])),
    passes(RETAINED, "fewer days, as configured", lifecycle(expiring(7)), config={"minimumDays": 7}),
    fails(RETAINED, "seven days", lifecycle(expiring(7)), says=SHORT, at=LIFECYCLE),
    fails(
        RETAINED,
        "seven days, older type",
        lifecycle(expiring(7), "LifecycleConfigurationV2"),
        says=SHORT,
        at="it-LifecycleConfigurationV2",
    ),
    fails(
        RETAINED,
        "seven days inline",
        bucket(lifecycleRules=[{"enabled": True, "noncurrentVersionExpiration": {"days": 7}}]),
        says=SHORT,
    ),
    fails(
        RETAINED,
        "seven days inline, older type",
        bucket_v2(lifecycleRules=[{"enabled": True, "noncurrentVersionExpirations": [{"days": 7}]}]),
        says=SHORT,
    ),
    fails(
        RETAINED,
        "zero days",
        lifecycle(expiring(0)),
        says="the retention of old versions is 0 days; wanted: at least 30 days",
        at=LIFECYCLE,
    ),
    fails(
        RETAINED,
        "days missing",
        lifecycle({"status": "Enabled", "noncurrentVersionExpiration": {"newerNoncurrentVersions": 1}}),
        says="the retention of old versions is not set; wanted: at least 30 days",
        at=LIFECYCLE,
    ),
    fails(
        RETAINED,
        "days a switch",
        lifecycle(expiring(days=True)),
        says="the retention of old versions is true; wanted: at least 30 days",
        at=LIFECYCLE,
    ),
    fails(RETAINED, "days unknown", lifecycle(expiring(UNKNOWN)), says=UNKNOWN_DAYS, at=LIFECYCLE),
    fails(RETAINED, "rules unknown", lifecycle(UNKNOWN), says=UNKNOWN_DAYS, at=LIFECYCLE),
)
