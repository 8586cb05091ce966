"""The sides of a bucket that can be configured, and where each of them is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dr_guard.aws import kinds, tokens


@dataclass(frozen=True)
class Aspect:
    """One side of a bucket: the types of resource that configure it, and the inputs that do so inline."""

    noun: str
    types: tuple[str, ...]
    inline: tuple[str, ...]


VERSIONING: Final = Aspect(
    "versioning configuration", kinds.BUCKET_VERSIONINGS, ("versioning", "versionings")
)
ENCRYPTION: Final = Aspect(
    "encryption configuration",
    kinds.BUCKET_ENCRYPTIONS,
    ("serverSideEncryptionConfiguration", "serverSideEncryptionConfigurations"),
)
LIFECYCLE: Final = Aspect("lifecycle configuration", kinds.BUCKET_LIFECYCLES, ("lifecycleRules",))
REPLICATION: Final = Aspect(
    "replication configuration",
    (tokens.BUCKET_REPLICATION,),
    ("replicationConfiguration", "replicationConfigurations"),
)
OBJECT_LOCK: Final = Aspect(
    "object lock configuration", kinds.BUCKET_OBJECT_LOCKS, ("objectLockConfiguration",)
)
LOGGING: Final = Aspect("logging configuration", kinds.BUCKET_LOGGINGS, ("logging", "loggings"))
NOTIFICATION: Final = Aspect("notification configuration", (tokens.BUCKET_NOTIFICATION,), ())
ACCESS_BLOCK: Final = Aspect("public access block", (tokens.BUCKET_PUBLIC_ACCESS_BLOCK,), ())
OWNERSHIP: Final = Aspect("ownership controls", (tokens.BUCKET_OWNERSHIP,), ())
POLICY: Final = Aspect("bucket policy", (tokens.BUCKET_POLICY,), ("policy",))
ACL: Final = Aspect("access control list", kinds.BUCKET_ACLS, ("acl", "grants"))
CORS: Final = Aspect("CORS configuration", (tokens.BUCKET_CORS, tokens.BUCKET_CORS_V2), ("corsRules",))
WEBSITE: Final = Aspect(
    "website configuration", (tokens.BUCKET_WEBSITE, tokens.BUCKET_WEBSITE_V2), ("website", "websites")
)
ACCELERATION: Final = Aspect(
    "acceleration configuration",
    (tokens.BUCKET_ACCELERATION, tokens.BUCKET_ACCELERATION_V2),
    ("accelerationStatus",),
)
PAYMENT: Final = Aspect(
    "request payment configuration", (tokens.BUCKET_PAYMENT, tokens.BUCKET_PAYMENT_V2), ("requestPayer",)
)

ASPECTS: Final = (
    VERSIONING,
    ENCRYPTION,
    LIFECYCLE,
    REPLICATION,
    OBJECT_LOCK,
    LOGGING,
    NOTIFICATION,
    ACCESS_BLOCK,
    OWNERSHIP,
    POLICY,
    ACL,
    CORS,
    WEBSITE,
    ACCELERATION,
    PAYMENT,
)
