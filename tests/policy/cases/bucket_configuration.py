"""S3 buckets: each of their sides configured in one place."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket import ADRIFT, bucket, bucket_v2, lock, of, versioning
from tests.policy.cases.case import fails, passes

SINGLE: Final = "bucket-configuration-single"

CASES: Final = (
    passes(SINGLE, "missing", bucket()),
    passes(SINGLE, "inline alone", bucket(versioning={"enabled": True}, acl="private")),
    passes(SINGLE, "resources alone", bucket(objectLockEnabled=True), versioning("Enabled"), lock(days=1)),
    passes(SINGLE, "empty inline", bucket(lifecycleRules=[]), of("LifecycleConfiguration")),
    passes(
        SINGLE,
        "one of each of two buckets",
        bucket(),
        bucket("second"),
        versioning("Enabled"),
        versioning("Enabled", owner="second"),
    ),
    *(
        fails(
            SINGLE,
            f"{aspect} twice, by {prop}",
            Planned("aws:s3/bucket:Bucket", {prop: value}),
            of(suffix),
            says=f"its {aspect} is written both inline and as a resource; wanted: one of them alone",
        )
        for aspect, prop, value, suffix in (
            ("versioning configuration", "versioning", {"enabled": True}, "Versioning"),
            ("lifecycle configuration", "lifecycleRules", [{"enabled": True}], "LifecycleConfiguration"),
            ("logging configuration", "logging", UNKNOWN, "LoggingV2"),
            ("bucket policy", "policy", "{}", "Policy"),
            ("access control list", "acl", "private", "Acl"),
            ("access control list", "grants", [{"type": "Group"}], "AclV2"),
            ("replication configuration", "replicationConfiguration", {"role": "r"}, "ReplicationConfig"),
            ("object lock configuration", "objectLockConfiguration", {"rule": {}}, "ObjectLockConfiguration"),
            ("CORS configuration", "corsRules", [{"maxAgeSeconds": 1}], "CorsConfiguration"),
            ("website configuration", "website", {"indexDocument": "i"}, "WebsiteConfigurationV2"),
            ("acceleration configuration", "accelerationStatus", "Enabled", "AccelerateConfiguration"),
            ("request payment configuration", "requestPayer", "Requester", "RequestPaymentConfiguration"),
        )
    ),
    fails(
        SINGLE,
        "encryption twice, older type",
        bucket_v2(serverSideEncryptionConfigurations=[{"rules": []}]),
        of("ServerSideEncryptionConfigurationV2"),
        says=(
            "its encryption configuration is written both inline and as a resource; wanted: one of them alone"
        ),
    ),
    fails(
        SINGLE,
        "two policies",
        bucket(),
        of("Policy"),
        Planned("aws:s3/bucketPolicy:BucketPolicy", {"bucket": UNKNOWN}, "two", depends={"bucket": ("it",)}),
        says="its bucket policy is written in 2 resources; wanted: one of them alone",
    ),
    fails(
        SINGLE,
        "perhaps two",
        bucket(),
        bucket("second"),
        versioning("Enabled"),
        ADRIFT,
        says="whether its versioning configuration is written twice cannot be known at preview; "
        "wanted: one of them alone",
    ),
    fails(
        SINGLE,
        "perhaps two, one inline",
        bucket(versioning={"enabled": True}),
        ADRIFT,
        says="whether its versioning configuration is written twice cannot be known at preview; "
        "wanted: one of them alone",
    ),
)
