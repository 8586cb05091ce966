"""S3 buckets: who may reach them without a policy."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket import OTHER, bucket, bucket_v2, of
from tests.policy.cases.case import fails, passes, skips

BLOCK: Final = "bucket-public-access-blocked"
COMPLETE: Final = "bucket-public-access-block-complete"
ACL: Final = "bucket-acl-private"
OWNER: Final = "bucket-ownership-enforced"
ALL_FOUR: Final = {
    "blockPublicAcls": True,
    "blockPublicPolicy": True,
    "ignorePublicAcls": True,
    "restrictPublicBuckets": True,
}
UNKNOWN_BLOCK: Final = (
    "which public access block belongs to it cannot be known at preview; wanted: one that refers to it"
)
PUBLIC_ACL: Final = (
    "the ACL is public-read; "
    "wanted: private or bucket-owner-read or bucket-owner-full-control or aws-exec-read or log-delivery-write"
)
WRITABLE_ACL: Final = (
    "the ACL is public-read-write; "
    "wanted: private or bucket-owner-read or bucket-owner-full-control or aws-exec-read or log-delivery-write"
)
UNKNOWN_ACL: Final = (
    "the ACL cannot be known at preview; "
    "wanted: private or bucket-owner-read or bucket-owner-full-control or aws-exec-read or log-delivery-write"
)
ALL_USERS_GRANT: Final = "the ACL grants access to AllUsers; wanted: grants to accounts only"


def block(**changes: object) -> Planned:
    """Return a complete public access block but for these changes."""
    return of("PublicAccessBlock", **{**ALL_FOUR, **changes})


def acl(**inputs: object) -> Planned:
    """Return an access control list."""
    return of("Acl", **inputs)


def granted(uri: object) -> dict[str, object]:
    """Return an access control list that grants to a group."""
    return {"grants": [{"permission": "READ", "grantee": {"type": "Group", "uri": uri}}]}


ALL_USERS: Final = "http://acs.amazonaws.com/groups/global/AllUsers"

CASES: Final = (
    passes(BLOCK, "present", bucket(), block()),
    fails(BLOCK, "missing", bucket(), says="it has no public access block; wanted: one that refers to it"),
    fails(
        BLOCK,
        "missing, older type",
        bucket_v2(),
        says="it has no public access block; wanted: one that refers to it",
    ),
    fails(
        BLOCK,
        "of a bucket that is not known",
        bucket(),
        Planned("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", {"bucket": UNKNOWN}, "adrift"),
        says=UNKNOWN_BLOCK,
    ),
    skips(
        BLOCK,
        "no bucket",
        OTHER,
        because="the stack has no resource that bucket-public-access-blocked is about",
    ),
    passes(COMPLETE, "all four", block()),
    *(
        fails(
            COMPLETE,
            f"{switch} {label}",
            block(**{switch: value}),
            says=f"{switch} {found}; wanted: on",
            at="it-PublicAccessBlock",
        )
        for switch in ALL_FOUR
        for label, value, found in (
            ("off", False, "is off"),
            ("missing", None, "is not set"),
            ("unknown", UNKNOWN, "cannot be known at preview"),
        )
    ),
    skips(COMPLETE, "another type", OTHER),
    passes(ACL, "private", acl(acl="private")),
    passes(ACL, "none", bucket()),
    fails(ACL, "public", acl(acl="public-read"), says=PUBLIC_ACL, at="it-Acl"),
    fails(ACL, "public inline", bucket_v2(acl="public-read-write"), says=WRITABLE_ACL),
    fails(ACL, "unknown", acl(acl=UNKNOWN), says=UNKNOWN_ACL, at="it-Acl"),
    passes(ACL, "granted to an account", acl(accessControlPolicy={"grants": [{"grantee": {"id": "1"}}]})),
    fails(
        ACL,
        "granted to everyone",
        acl(accessControlPolicy=granted(ALL_USERS)),
        says=ALL_USERS_GRANT,
        at="it-Acl",
    ),
    fails(
        ACL,
        "granted to everyone inline",
        bucket(grants=[{"permissions": ["READ"], "uri": ALL_USERS}]),
        says=ALL_USERS_GRANT,
    ),
    fails(
        ACL,
        "granted to somebody unknown",
        acl(accessControlPolicy=granted(UNKNOWN)),
        says="a grantee of the ACL cannot be known at preview; wanted: grants to accounts only",
        at="it-Acl",
    ),
    passes(
        OWNER, "enforced", bucket(), of("OwnershipControls", rule={"objectOwnership": "BucketOwnerEnforced"})
    ),
    fails(
        OWNER,
        "of the writer",
        bucket(),
        of("OwnershipControls", rule={"objectOwnership": "ObjectWriter"}),
        says="object ownership is ObjectWriter; wanted: BucketOwnerEnforced",
        at="it-OwnershipControls",
    ),
    fails(
        OWNER,
        "unknown",
        bucket(),
        of("OwnershipControls", rule=UNKNOWN),
        says="object ownership cannot be known at preview; wanted: BucketOwnerEnforced",
        at="it-OwnershipControls",
    ),
    fails(OWNER, "missing", bucket(), says="it has no ownership controls; wanted: one that refers to it"),
)
