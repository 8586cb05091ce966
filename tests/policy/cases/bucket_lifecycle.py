"""S3 lifecycles: what becomes of versions and of uploads that were never finished."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket import OTHER, adrift, alone, bucket, bucket_v2, of, versioning
from tests.policy.cases.case import fails, passes, skips

PRESENT: Final = "bucket-lifecycle-present"
EXPIRED: Final = "bucket-noncurrent-versions-expired"
RETAINED: Final = "bucket-noncurrent-versions-retained"
ABORTED: Final = "bucket-multipart-upload-aborted"

NO_LIFECYCLE: Final = "it has no lifecycle configuration; wanted: one that refers to it"
ADRIFT_LIFECYCLE: Final = (
    "which lifecycle configuration belongs to it cannot be known at preview; wanted: one that refers to it"
)
NOT_IN_FORCE: Final = "no lifecycle rule applies; wanted: one that does"
UNCLEAR_FORCE: Final = "whether a lifecycle rule applies cannot be known at preview; wanted: one that does"
NOT_EXPIRED: Final = "no lifecycle rule expires old versions; wanted: one that does"
UNCLEAR_EXPIRY: Final = (
    "whether a lifecycle rule expires old versions cannot be known at preview; wanted: one that does"
)
SHORT: Final = "the retention of old versions is 7 days; wanted: at least 30 days"
UNKNOWN_DAYS: Final = "the retention of old versions cannot be known at preview; wanted: at least 30 days"
NOT_ABORTED: Final = "no lifecycle rule aborts unfinished uploads within 7 days; wanted: one that does"
UNCLEAR_ABORT: Final = (
    "whether a lifecycle rule aborts unfinished uploads within 7 days cannot be known at preview; "
    "wanted: one that does"
)
LIFECYCLE: Final = "it-LifecycleConfiguration"


def lifecycle(rule: object, suffix: str = "LifecycleConfiguration") -> Planned:
    """Return a lifecycle configuration."""
    return of(suffix, rules=[rule] if isinstance(rule, dict) else rule)


def ruled_by(rule: object, suffix: str = "LifecycleConfiguration") -> Planned:
    """Return a lifecycle configuration of a bucket of another stack."""
    return alone(suffix, rules=[rule] if isinstance(rule, dict) else rule)


def expiring(days: object = None, **more: object) -> dict[str, object]:
    """Return a lifecycle rule."""
    return {"status": "Enabled", "noncurrentVersionExpiration": {"noncurrentDays": days}, **more}


def aborting(days: object, **more: object) -> dict[str, object]:
    """Return a lifecycle rule that aborts uploads."""
    return {"status": "Enabled", "abortIncompleteMultipartUpload": {"daysAfterInitiation": days}, **more}


VERSIONED: Final = (bucket(), versioning("Enabled"))
NO_LIFECYCLE_TAKEN: Final = "S3 takes no lifecycle for a bucket with MFA delete"


def factored(state: object, suffix: str = "Versioning") -> Planned:
    """Return a versioning configuration that says whether deletion needs a second factor."""
    return of(suffix, versioningConfiguration={"status": "Enabled", "mfaDelete": state})


FACTORED: Final = {
    "a resource of its own": (bucket(), factored("Enabled")),
    "older type": (bucket_v2(), factored("Enabled", "VersioningV2")),
    "inline": (bucket(versioning={"enabled": True, "mfaDelete": True}),),
    "inline, a string": (bucket(versioning={"enabled": True, "mfaDelete": "true"}),),
    "inline, older type": (bucket_v2(versionings=[{"enabled": True, "mfaDelete": True}]),),
}
UNFACTORED: Final = {
    "off": (bucket(), factored("Disabled")),
    "off inline": (bucket(versioning={"enabled": True, "mfaDelete": False}),),
    "unknown": (bucket(), factored(UNKNOWN)),
    "of a bucket that is not known": (
        bucket(versioning={"enabled": True}),
        adrift("Versioning", versioningConfiguration={"status": "Enabled", "mfaDelete": "Enabled"}),
    ),
}
ON_RULE: Final = {"status": "Enabled", "expiration": {"days": 365}}

CASES: Final = (
    passes(PRESENT, "enabled", bucket(), lifecycle(ON_RULE)),
    passes(PRESENT, "enabled, older type", bucket_v2(), lifecycle(ON_RULE, "LifecycleConfigurationV2")),
    passes(PRESENT, "enabled inline", bucket(lifecycleRules=[{"enabled": True}])),
    passes(PRESENT, "enabled inline, older type", bucket_v2(lifecycleRules=[{"enabled": "true"}])),
    fails(PRESENT, "missing", bucket(), says=NO_LIFECYCLE),
    fails(
        PRESENT,
        "of a bucket that is not known",
        bucket(),
        adrift("LifecycleConfiguration", rules=[ON_RULE]),
        says=ADRIFT_LIFECYCLE,
    ),
    fails(PRESENT, "no rule", bucket(), lifecycle([]), says=NOT_IN_FORCE),
    fails(PRESENT, "disabled", bucket(), lifecycle({"status": "Disabled"}), says=NOT_IN_FORCE),
    fails(PRESENT, "disabled inline", bucket(lifecycleRules=[{"enabled": False}]), says=NOT_IN_FORCE),
    fails(PRESENT, "status unknown", bucket(), lifecycle({"status": UNKNOWN}), says=UNCLEAR_FORCE),
    fails(PRESENT, "rules unknown", bucket(), lifecycle(UNKNOWN), says=UNCLEAR_FORCE),
    *(
        skips(control, f"MFA delete, {form}", *stack, because=NO_LIFECYCLE_TAKEN)
        for control in (PRESENT, EXPIRED)
        for form, stack in FACTORED.items()
    ),
    *(
        fails(control, f"MFA delete {label}", *stack, says=NO_LIFECYCLE)
        for control in (PRESENT, EXPIRED)
        for label, stack in UNFACTORED.items()
    ),
    passes(EXPIRED, "expired", *VERSIONED, lifecycle(expiring(30))),
    passes(EXPIRED, "expired after unknown days", *VERSIONED, lifecycle(expiring(UNKNOWN))),
    passes(
        EXPIRED,
        "expired inline",
        bucket(
            versioning={"enabled": True},
            lifecycleRules=[{"enabled": True, "noncurrentVersionExpiration": {"days": 90}}],
        ),
    ),
    passes(
        EXPIRED,
        "expired inline, older type",
        bucket_v2(
            versionings=[{"enabled": True}],
            lifecycleRules=[{"enabled": True, "noncurrentVersionExpirations": [{"days": 90}]}],
        ),
    ),
    skips(EXPIRED, "no versioning", bucket(), because="the bucket keeps no old versions"),
    skips(
        EXPIRED, "suspended", bucket(), versioning("Suspended"), because="the bucket keeps no old versions"
    ),
    fails(EXPIRED, "missing", *VERSIONED, says=NO_LIFECYCLE),
    fails(EXPIRED, "versioning unknown", bucket(), versioning(UNKNOWN), says=NO_LIFECYCLE),
    fails(
        EXPIRED,
        "versioning of a bucket that is not known",
        bucket(),
        adrift("Versioning"),
        says=NO_LIFECYCLE,
    ),
    fails(EXPIRED, "of current objects", *VERSIONED, lifecycle(ON_RULE), says=NOT_EXPIRED),
    fails(EXPIRED, "disabled", *VERSIONED, lifecycle(expiring(30, status="Disabled")), says=NOT_EXPIRED),
    fails(
        EXPIRED, "status unknown", *VERSIONED, lifecycle(expiring(30, status=UNKNOWN)), says=UNCLEAR_EXPIRY
    ),
    fails(EXPIRED, "rules unknown", *VERSIONED, lifecycle(UNKNOWN), says=UNCLEAR_EXPIRY),
    passes(RETAINED, "thirty days", ruled_by(expiring(30))),
    passes(RETAINED, "missing expiration", ruled_by({"status": "Enabled", "expiration": {"days": 1}})),
    passes(RETAINED, "missing inline", bucket()),
    passes(RETAINED, "a disabled rule", ruled_by(expiring(1, status="Disabled"))),
    passes(
        RETAINED,
        "a disabled rule inline",
        bucket(lifecycleRules=[{"enabled": False, "noncurrentVersionExpiration": {"days": 1}}]),
    ),
    passes(RETAINED, "fewer days, as configured", ruled_by(expiring(7)), config={"minimumDays": 7}),
    fails(RETAINED, "seven days", ruled_by(expiring(7)), says=SHORT, at=LIFECYCLE),
    fails(
        RETAINED,
        "seven days, older type",
        ruled_by(expiring(7), "LifecycleConfigurationV2"),
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
        ruled_by(expiring(0)),
        says="the retention of old versions is 0 days; wanted: at least 30 days",
        at=LIFECYCLE,
    ),
    fails(
        RETAINED,
        "missing days",
        ruled_by({"status": "Enabled", "noncurrentVersionExpiration": {"newerNoncurrentVersions": 1}}),
        says="the retention of old versions is not set; wanted: at least 30 days",
        at=LIFECYCLE,
    ),
    fails(
        RETAINED,
        "days a switch",
        ruled_by(expiring(days=True)),
        says="the retention of old versions is true; wanted: at least 30 days",
        at=LIFECYCLE,
    ),
    fails(RETAINED, "days unknown", ruled_by(expiring(UNKNOWN)), says=UNKNOWN_DAYS, at=LIFECYCLE),
    fails(RETAINED, "rules unknown", ruled_by(UNKNOWN), says=UNKNOWN_DAYS, at=LIFECYCLE),
    skips(RETAINED, "another type", OTHER),
    passes(ABORTED, "in time", ruled_by(aborting(7))),
    passes(ABORTED, "in time, by one rule of two", ruled_by([ON_RULE, aborting(1)])),
    passes(
        ABORTED,
        "in time inline",
        bucket(lifecycleRules=[{"enabled": True, "abortIncompleteMultipartUploadDays": 3}]),
    ),
    passes(ABORTED, "later, as configured", ruled_by(aborting(30)), config={"maximumDays": 30}),
    passes(ABORTED, "no rules inline", bucket()),
    fails(ABORTED, "late", ruled_by(aborting(30)), says=NOT_ABORTED, at=LIFECYCLE),
    fails(
        ABORTED,
        "late, older type",
        ruled_by(aborting(30), "LifecycleConfigurationV2"),
        says=NOT_ABORTED,
        at="it-LifecycleConfigurationV2",
    ),
    fails(
        ABORTED,
        "late inline",
        bucket_v2(
            lifecycleRules=[{"enabled": True, "abortIncompleteMultipartUploadDays": 30}, {"enabled": True}]
        ),
        says=NOT_ABORTED,
    ),
    fails(ABORTED, "missing", ruled_by(ON_RULE), says=NOT_ABORTED, at=LIFECYCLE, mendable=False),
    fails(ABORTED, "missing rules", ruled_by([]), says=NOT_ABORTED, at=LIFECYCLE, mendable=False),
    fails(
        ABORTED,
        "missing inline",
        bucket(lifecycleRules=[{"enabled": True}]),
        says=NOT_ABORTED,
        mendable=False,
    ),
    fails(
        ABORTED,
        "in time by a disabled rule",
        ruled_by(aborting(7, status="Disabled")),
        says=NOT_ABORTED,
        at=LIFECYCLE,
        mendable=False,
    ),
    fails(ABORTED, "unknown", ruled_by(aborting(UNKNOWN)), says=UNCLEAR_ABORT, at=LIFECYCLE),
    fails(ABORTED, "rules unknown", ruled_by(UNKNOWN), says=UNCLEAR_ABORT, at=LIFECYCLE),
)
