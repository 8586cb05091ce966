"""S3 buckets: what keeps their objects."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

CONFIGURED: Final = "bucket-versioning-configured"
VERSIONING: Final = "bucket-versioning-enabled"
MFA: Final = "bucket-mfa-delete-enabled"
GUARD: Final = "bucket-deletion-guarded"
LOCKED: Final = "bucket-object-locked"
PLANNED: Final = "bucket-backup-planned"

OTHER: Final = Planned("aws:sns/topic:Topic", {})

NO_VERSIONING: Final = "it has no versioning configuration; wanted: one that refers to it"
ADRIFT_VERSIONING: Final = (
    "which versioning configuration belongs to it cannot be known at preview; wanted: one that refers to it"
)
NO_RETENTION: Final = "the default retention is not set; wanted: a number of days or years"
UNPLANNED: Final = (
    "no backup selection covers it; wanted: a selection that names the bucket or one of its tags"
)
UNCLEAR_PLAN: Final = (
    "whether a backup selection covers it cannot be known at preview; "
    "wanted: a selection that names the bucket or one of its tags"
)
TAKES_LOGS: Final = "the bucket takes access logs"
LOGS: Final = "aws:s3/bucketLogging:BucketLogging"


def bucket(name: str = "it", **inputs: object) -> Planned:
    """Return a bucket."""
    return Planned("aws:s3/bucket:Bucket", inputs, name)


def bucket_v2(name: str = "it", **inputs: object) -> Planned:
    """Return a bucket of the older type."""
    return Planned("aws:s3/bucketV2:BucketV2", inputs, name)


def of(suffix: str, owner: str = "it", **inputs: object) -> Planned:
    """Return a resource that configures a bucket whose name is not known yet."""
    token = f"aws:s3/bucket{suffix}:Bucket{suffix}"
    return Planned(token, {"bucket": UNKNOWN, **inputs}, f"{owner}-{suffix}", depends={"bucket": (owner,)})


def alone(suffix: str, **inputs: object) -> Planned:
    """Return a resource that configures a bucket of another stack."""
    return Planned(f"aws:s3/bucket{suffix}:Bucket{suffix}", {"bucket": "b", **inputs}, f"it-{suffix}")


def adrift(suffix: str, **inputs: object) -> Planned:
    """Return a resource that configures a bucket of which nothing is known."""
    return Planned(f"aws:s3/bucket{suffix}:Bucket{suffix}", {"bucket": UNKNOWN, **inputs}, "adrift")


def versioning(status: object, suffix: str = "Versioning", owner: str = "it") -> Planned:
    """Return a versioning configuration."""
    return of(suffix, owner, versioningConfiguration={"status": status})


def set_to(status: object, suffix: str = "Versioning") -> Planned:
    """Return a versioning configuration of a bucket of another stack."""
    return alone(suffix, versioningConfiguration={"status": status})


def logging_to(target: str) -> Planned:
    """Return a logging configuration of a bucket that is not in the stack."""
    return Planned(LOGS, {"bucket": "x", "targetBucket": UNKNOWN}, "x", depends={"targetBucket": (target,)})


def lock(suffix: str = "ObjectLockConfiguration", **period: object) -> Planned:
    """Return an object lock."""
    return of(suffix, rule={"defaultRetention": {"mode": "GOVERNANCE", **period}})


def selection(**inputs: object) -> Planned:
    """Return a backup selection."""
    return Planned("aws:backup/selection:Selection", inputs, "selection")


NAMED: Final = bucket(bucket="dr-dev-bucket")
BY_NAME: Final = Planned(
    "aws:s3/bucketVersioning:BucketVersioning",
    {"bucket": "dr-dev-bucket", "versioningConfiguration": {"status": "Enabled"}},
    "by-name",
)
ADRIFT: Final = adrift("Versioning", versioningConfiguration={"status": "Enabled"})
TAGGED: Final = selection(selectionTags=[{"type": "STRINGEQUALS", "key": "backup", "value": "daily"}])

CASES: Final = (
    passes(CONFIGURED, "by a resource", bucket(), versioning("Suspended")),
    passes(CONFIGURED, "by a resource of the older type", bucket_v2(), versioning("Enabled", "VersioningV2")),
    passes(CONFIGURED, "by name", NAMED, BY_NAME),
    passes(CONFIGURED, "inline", bucket(versioning={"enabled": False})),
    passes(CONFIGURED, "inline, older type", bucket_v2(versionings=[{"enabled": True}])),
    passes(CONFIGURED, "unknown inline", bucket(versioning=UNKNOWN)),
    fails(
        CONFIGURED,
        "missing beside a bucket of the older type that has it",
        bucket(),
        bucket_v2("older"),
        versioning("Enabled", "VersioningV2", "older"),
        says=NO_VERSIONING,
    ),
    fails(CONFIGURED, "missing", bucket(), says=NO_VERSIONING),
    fails(CONFIGURED, "missing, older type", bucket_v2(), says=NO_VERSIONING),
    fails(CONFIGURED, "empty inline", bucket(versioning={}), says=NO_VERSIONING),
    fails(CONFIGURED, "of another bucket", bucket(bucket="other"), BY_NAME, says=NO_VERSIONING),
    fails(CONFIGURED, "of a bucket that is not known", bucket(), ADRIFT, says=ADRIFT_VERSIONING),
    fails(
        CONFIGURED,
        "of one bucket of two",
        bucket(),
        bucket("second"),
        versioning("Enabled"),
        says=NO_VERSIONING,
        at="second",
    ),
    fails(
        CONFIGURED,
        "of a bucket of that name in another region",
        Planned("aws:s3/bucket:Bucket", {"bucket": "b", "region": "eu-west-1"}),
        Planned(BY_NAME.type, {"bucket": "b", "region": "eu-north-1"}, "far"),
        says=NO_VERSIONING,
    ),
    skips(
        CONFIGURED,
        "no bucket",
        OTHER,
        because="the stack has no resource that bucket-versioning-configured is about",
    ),
    passes(VERSIONING, "enabled", set_to("Enabled")),
    passes(VERSIONING, "enabled, older type", set_to("Enabled", "VersioningV2")),
    passes(VERSIONING, "enabled inline", bucket(versioning={"enabled": True})),
    passes(VERSIONING, "enabled inline, as a string", bucket(versioning={"enabled": "true"})),
    passes(VERSIONING, "enabled inline, older type", bucket_v2(versionings=[{"enabled": True}])),
    passes(VERSIONING, "missing inline", bucket()),
    *(
        fails(
            VERSIONING,
            status.lower(),
            set_to(status),
            says=f"versioning is {status}; wanted: Enabled",
            at="it-Versioning",
        )
        for status in ("Suspended", "Disabled")
    ),
    fails(
        VERSIONING,
        "suspended, older type",
        set_to("Suspended", "VersioningV2"),
        says="versioning is Suspended; wanted: Enabled",
        at="it-VersioningV2",
    ),
    fails(
        VERSIONING,
        "missing status",
        alone("Versioning"),
        says="versioning is not set; wanted: Enabled",
        at="it-Versioning",
    ),
    fails(
        VERSIONING,
        "status unknown",
        set_to(UNKNOWN),
        says="versioning cannot be known at preview; wanted: Enabled",
        at="it-Versioning",
    ),
    fails(
        VERSIONING, "off inline", bucket(versioning={"enabled": False}), says="versioning is off; wanted: on"
    ),
    fails(
        VERSIONING,
        "off inline, older type",
        bucket_v2(versionings=[{"enabled": False}]),
        says="versioning is off; wanted: on",
    ),
    fails(
        VERSIONING,
        "missing switch inline",
        bucket(versioning={"mfaDelete": False}),
        says="versioning is not set; wanted: on",
    ),
    fails(
        VERSIONING,
        "unknown inline",
        bucket(versioning=UNKNOWN),
        says="versioning cannot be known at preview; wanted: on",
    ),
    skips(VERSIONING, "another type", OTHER),
    passes(MFA, "enabled", alone("Versioning", versioningConfiguration={"mfaDelete": "Enabled"})),
    passes(MFA, "enabled inline", bucket(versioning={"mfaDelete": True})),
    fails(
        MFA,
        "disabled, older type",
        alone("VersioningV2", versioningConfiguration={"mfaDelete": "Disabled"}),
        says="MFA delete is Disabled; wanted: Enabled",
        at="it-VersioningV2",
    ),
    fails(
        MFA,
        "missing",
        set_to("Enabled"),
        says="MFA delete is not set; wanted: Enabled",
        at="it-Versioning",
    ),
    fails(
        MFA,
        "unknown",
        alone("Versioning", versioningConfiguration={"mfaDelete": UNKNOWN}),
        says="MFA delete cannot be known at preview; wanted: Enabled",
        at="it-Versioning",
    ),
    fails(
        MFA,
        "off inline, older type",
        bucket_v2(versionings=[{"mfaDelete": False}]),
        says="MFA delete is off; wanted: on",
    ),
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
    passes(LOCKED, "for days", bucket(), lock(days=30)),
    passes(LOCKED, "for years, older type", bucket_v2(), lock("ObjectLockConfigurationV2", years=1)),
    passes(LOCKED, "for unknown days", bucket(), lock(days=UNKNOWN)),
    passes(LOCKED, "inline", bucket(objectLockConfiguration={"rule": {"defaultRetention": {"days": 1}}})),
    passes(
        LOCKED,
        "inline, older type",
        bucket_v2(objectLockConfiguration={"rules": [{"defaultRetentions": [{"years": 1}]}]}),
    ),
    fails(
        LOCKED,
        "missing",
        bucket(objectLockEnabled=True),
        says="it has no object lock configuration; wanted: one that refers to it",
    ),
    fails(
        LOCKED,
        "without a retention",
        bucket(objectLockEnabled=True),
        of("ObjectLockConfiguration", objectLockEnabled="Enabled"),
        says=NO_RETENTION,
        at="it-ObjectLockConfiguration",
    ),
    fails(
        LOCKED,
        "without a retention inline",
        bucket(objectLockConfiguration={"objectLockEnabled": "Enabled"}),
        says=NO_RETENTION,
    ),
    fails(
        LOCKED,
        "of a bucket that is not known",
        bucket(),
        adrift("ObjectLockConfiguration"),
        says=(
            "which object lock configuration belongs to it cannot be known at preview; "
            "wanted: one that refers to it"
        ),
    ),
    skips(LOCKED, "a bucket that takes logs", bucket(), logging_to("it"), because=TAKES_LOGS),
    passes(PLANNED, "by its ARN", NAMED, selection(resources=["arn:aws:s3:::dr-dev-bucket"])),
    passes(PLANNED, "by a pattern", NAMED, selection(resources=["arn:aws:s3:::dr-*"])),
    passes(PLANNED, "by a pattern for all", bucket_v2(), selection(resources=["arn:aws:s3:::*"])),
    passes(PLANNED, "by its tag", bucket(tags={"backup": "daily"}), TAGGED),
    fails(PLANNED, "missing", bucket(), says=UNPLANNED),
    fails(PLANNED, "by another tag", bucket(tags={"backup": "no"}), TAGGED, says=UNPLANNED),
    fails(PLANNED, "of tables", NAMED, selection(resources=["arn:aws:dynamodb:*:*:table/*"]), says=UNPLANNED),
    fails(PLANNED, "unknown", NAMED, selection(resources=[UNKNOWN]), says=UNCLEAR_PLAN),
    fails(PLANNED, "tag unknown", bucket(tags={"backup": UNKNOWN}), TAGGED, says=UNCLEAR_PLAN),
    fails(
        PLANNED,
        "of one bucket of two",
        bucket(tags={"backup": "daily"}),
        bucket("second"),
        TAGGED,
        says=UNPLANNED,
        at="second",
    ),
    skips(PLANNED, "a bucket that takes logs", bucket(), logging_to("it"), because=TAKES_LOGS),
)
