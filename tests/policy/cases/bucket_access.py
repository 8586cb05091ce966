"""S3 buckets: who may reach them without a policy."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket import OTHER, adrift, alone, bucket, bucket_v2, of
from tests.policy.cases.case import fails, passes, skips

ACCOUNT: Final = "account-public-access-blocked"
BLOCK: Final = "bucket-public-access-blocked"
COMPLETE: Final = "bucket-public-access-block-complete"
ACL: Final = "bucket-acl-private"
OWNED: Final = "bucket-ownership-configured"
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
OBJECT: Final = "aws:s3/bucketObject:BucketObject"
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
    return alone("PublicAccessBlock", **{**ALL_FOUR, **changes})


def acl(**inputs: object) -> Planned:
    """Return an access control list."""
    return alone("Acl", **inputs)


def granted(uri: object) -> dict[str, object]:
    """Return an access control list that grants to a group."""
    return {"grants": [{"permission": "READ", "grantee": {"type": "Group", "uri": uri}}]}


ALL_USERS: Final = "http://acs.amazonaws.com/groups/global/AllUsers"

ACCOUNT_BLOCK: Final = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"
NO_ACCOUNT_BLOCK: Final = "the account has no public access block; wanted: one for the account"
NO_OWNERSHIP: Final = "it has no ownership controls; wanted: one that refers to it"


def controls(ownership: object) -> Planned:
    """Return ownership controls."""
    return alone("OwnershipControls", rule={"objectOwnership": ownership})


CASES: Final = (
    passes(ACCOUNT, "all four", bucket(), Planned(ACCOUNT_BLOCK, ALL_FOUR)),
    fails(ACCOUNT, "missing", bucket(), says=NO_ACCOUNT_BLOCK, at=""),
    fails(ACCOUNT, "missing, older type", bucket_v2(), bucket("second"), says=NO_ACCOUNT_BLOCK, at=""),
    *(
        fails(
            ACCOUNT,
            f"{label} {switch}",
            Planned(ACCOUNT_BLOCK, {**ALL_FOUR, switch: value}),
            says=f"{switch} {found}; wanted: on",
        )
        for switch in ALL_FOUR
        for label, value, found in (
            ("off", False, "is off"),
            ("missing", None, "is not set"),
            ("unknown", UNKNOWN, "cannot be known at preview"),
        )
    ),
    skips(
        ACCOUNT,
        "no bucket",
        OTHER,
        because="the stack has no resource that account-public-access-blocked is about",
    ),
    passes(BLOCK, "present", bucket(), of("PublicAccessBlock")),
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
        adrift("PublicAccessBlock"),
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
            f"{label} {switch}",
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
    passes(ACL, "missing", bucket()),
    passes(ACL, "an object's", Planned(OBJECT, {"acl": "bucket-owner-full-control"})),
    fails(ACL, "public, an object's", Planned(OBJECT, {"acl": "public-read"}), says=PUBLIC_ACL),
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
        mendable=False,
    ),
    fails(
        ACL,
        "granted to everyone inline",
        bucket(grants=[{"permissions": ["READ"], "uri": ALL_USERS}]),
        says=ALL_USERS_GRANT,
        mendable=False,
    ),
    fails(
        ACL,
        "granted to somebody unknown",
        acl(accessControlPolicy=granted(UNKNOWN)),
        says="a grantee of the ACL cannot be known at preview; wanted: grants to accounts only",
        at="it-Acl",
    ),
    passes(OWNED, "enforced", bucket(), of("OwnershipControls")),
    passes(
        OWNED, "of the writer", bucket_v2(), of("OwnershipControls", rule={"objectOwnership": "ObjectWriter"})
    ),
    passes(OWNED, "unknown", bucket(), of("OwnershipControls", rule=UNKNOWN)),
    fails(OWNED, "missing", bucket(), says=NO_OWNERSHIP),
    fails(
        OWNED,
        "of a bucket that is not known",
        bucket(),
        adrift("OwnershipControls"),
        says=(
            "which ownership controls belongs to it cannot be known at preview; wanted: one that refers to it"
        ),
    ),
    passes(OWNER, "enforced", controls("BucketOwnerEnforced")),
    *(
        fails(
            OWNER,
            label,
            planned,
            says=f"object ownership {found}; wanted: BucketOwnerEnforced",
            at="it-OwnershipControls",
        )
        for label, planned, found in (
            ("of the writer", controls("ObjectWriter"), "is ObjectWriter"),
            ("of the owner by choice", controls("BucketOwnerPreferred"), "is BucketOwnerPreferred"),
            ("missing", alone("OwnershipControls"), "is not set"),
            ("unknown", alone("OwnershipControls", rule=UNKNOWN), "cannot be known at preview"),
        )
    ),
    skips(OWNER, "another type", OTHER),
)
