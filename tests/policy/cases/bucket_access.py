"""S3 buckets: who may reach them."""

from __future__ import annotations

import json
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket import OTHER, bucket, bucket_v2, of
from tests.policy.cases.case import Case

BLOCK: Final = "bucket-public-access-blocked"
COMPLETE: Final = "bucket-public-access-block-complete"
TLS: Final = "bucket-policy-tls-only"
PRINCIPAL: Final = "bucket-policy-principal-restricted"
ACL: Final = "bucket-acl-private"
OWNER: Final = "bucket-ownership-enforced"

ALL_FOUR: Final = {
    "blockPublicAcls": True,
    "blockPublicPolicy": True,
    "ignorePublicAcls": True,
    "restrictPublicBuckets": True,
}
WANTED: Final = (
    "wanted: a statement that denies everyone s3:* on the bucket and its objects "
    "where aws:SecureTransport is false."
)
NO_TLS: Final = (f"BucketPolicy it-Policy: no statement of the policy denies plain HTTP; {WANTED}",)
NAMED: Final = (
    "wanted: named principals, or a condition that holds everyone to an account, a resource or a network."
)
EVERYONE: Final = (f"BucketPolicy it-Policy: statement 1 of the policy allows everyone; {NAMED}",)
DENIAL: Final = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
GRANT: Final = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}


def document(*statements: object) -> str:
    """Return a policy document as JSON."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def denying(**changes: object) -> Planned:
    """Return a bucket policy whose one statement denies plain HTTP but for these changes."""
    return of("Policy", policy=document({**DENIAL, **changes}))


def granting(**changes: object) -> Planned:
    """Return a bucket policy whose one statement grants access to everyone but for these changes."""
    return of("Policy", policy=document({**GRANT, **changes}))


def under(operator: str, key: str, value: object) -> Planned:
    """Return a bucket policy that grants access to everyone under a condition."""
    return granting(Condition={operator: {key: value}})


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
    Case(BLOCK, "present", (bucket(), block())),
    Case(
        BLOCK,
        "missing",
        (bucket(),),
        ("Bucket it: it has no public access block; wanted: one that refers to it.",),
    ),
    Case(
        BLOCK,
        "missing, older type",
        (bucket_v2(),),
        ("BucketV2 it: it has no public access block; wanted: one that refers to it.",),
    ),
    Case(
        BLOCK,
        "of a bucket that is not known",
        (
            bucket(),
            Planned("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", {"bucket": UNKNOWN}, "adrift"),
        ),
        (
            "Bucket it: which public access block belongs to it cannot be known at preview; "
            "wanted: one that refers to it.",
        ),
    ),
    Case(
        BLOCK,
        "no bucket",
        (OTHER,),
        excuses=("the stack has no resource that bucket-public-access-blocked is about",),
    ),
    Case(COMPLETE, "all four", (block(),)),
    *(
        Case(
            COMPLETE,
            f"{switch} {label}",
            (block(**{switch: value}),),
            (f"BucketPublicAccessBlock it-PublicAccessBlock: {switch} {found}; wanted: on.",),
        )
        for switch in ALL_FOUR
        for label, value, found in (
            ("off", False, "is off"),
            ("missing", None, "is not set"),
            ("unknown", UNKNOWN, "cannot be known at preview"),
        )
    ),
    Case(
        COMPLETE,
        "another type",
        (OTHER,),
        excuses=("bucket-public-access-block-complete is about other types of resource",),
    ),
    Case(TLS, "denied", (bucket(), denying())),
    Case(
        TLS,
        "denied with ARNs that are not known",
        (bucket(), of("Policy", policy={"Statement": [{**DENIAL, "Resource": [UNKNOWN]}]})),
    ),
    Case(TLS, "denied inline", (bucket(policy=document(DENIAL)),)),
    Case(TLS, "denied by one pattern", (bucket(), denying(Resource="arn:aws:s3:::b*"))),
    Case(
        TLS, "denied as a boolean", (bucket(), denying(Condition={"Bool": {"aws:SecureTransport": [False]}}))
    ),
    Case(TLS, "denied every principal of AWS", (bucket(), denying(Principal={"AWS": "*"}, Action=["*"]))),
    Case(TLS, "allowed", (bucket(), denying(Effect="Allow")), NO_TLS),
    Case(
        TLS, "denied to one principal", (bucket(), denying(Principal={"AWS": "arn:aws:iam::1:root"})), NO_TLS
    ),
    Case(TLS, "denied for one action", (bucket(), denying(Action="s3:GetObject")), NO_TLS),
    Case(TLS, "denied for objects only", (bucket(), denying(Resource="arn:aws:s3:::b/*")), NO_TLS),
    Case(TLS, "denied for the bucket only", (bucket(), denying(Resource="arn:aws:s3:::b")), NO_TLS),
    Case(
        TLS,
        "denied over TLS",
        (bucket(), denying(Condition={"Bool": {"aws:SecureTransport": "true"}})),
        NO_TLS,
    ),
    Case(TLS, "condition missing", (bucket(), denying(Condition=None)), NO_TLS),
    Case(TLS, "condition of another shape", (bucket(), denying(Condition={"Bool": "x"})), NO_TLS),
    Case(
        TLS,
        "condition on something else",
        (bucket(), denying(Condition={"Null": {"aws:SecureTransport": "false"}})),
        NO_TLS,
    ),
    Case(TLS, "no statement", (bucket(), of("Policy", policy="{}")), NO_TLS),
    Case(
        TLS,
        "document unknown",
        (bucket(), of("Policy", policy=UNKNOWN)),
        (f"BucketPolicy it-Policy: the policy cannot be known at preview; {WANTED}",),
    ),
    Case(
        TLS,
        "policy missing",
        (bucket(),),
        ("Bucket it: it has no bucket policy; wanted: one that refers to it.",),
    ),
    Case(
        TLS,
        "no JSON",
        (bucket(), of("Policy", policy="{")),
        ("The stack: the rule bucket_policy_tls_only failed with JSONDecodeError; wanted: a decision.",),
    ),
    Case(PRINCIPAL, "a role", (granting(Principal={"AWS": "arn:aws:iam::1:role/r"}),)),
    Case(PRINCIPAL, "a service", (granting(Principal={"Service": "logging.s3.amazonaws.com"}),)),
    Case(
        PRINCIPAL,
        "a role that is not known yet",
        (of("Policy", policy={"Statement": {**GRANT, "Principal": {"AWS": UNKNOWN}}}),),
    ),
    Case(PRINCIPAL, "everyone denied", (denying(),)),
    Case(PRINCIPAL, "no policy", (bucket(),)),
    Case(PRINCIPAL, "everyone", (granting(),), EVERYONE),
    Case(
        PRINCIPAL,
        "every principal of AWS",
        (granting(Principal={"AWS": ["arn:aws:iam::1:root", "*"]}),),
        EVERYONE,
    ),
    Case(
        PRINCIPAL,
        "everyone, inline",
        (bucket(policy=document(GRANT)),),
        (f"Bucket it: statement 1 of the policy allows everyone; {NAMED}",),
    ),
    Case(
        PRINCIPAL,
        "everyone but one",
        (granting(Principal=None, NotPrincipal={"AWS": "arn:aws:iam::1:root"}),),
        (f"BucketPolicy it-Policy: statement 1 of the policy allows everyone but those it names; {NAMED}",),
    ),
    Case(
        PRINCIPAL,
        "unknown",
        (of("Policy", policy={"Statement": [{**GRANT, "Principal": UNKNOWN}]}),),
        (
            f"BucketPolicy it-Policy: who statement 1 of the policy allows cannot be known at preview; {NAMED}",
        ),
    ),
    Case(
        PRINCIPAL,
        "a statement unknown",
        (of("Policy", policy={"Statement": [UNKNOWN]}),),
        (f"BucketPolicy it-Policy: the policy cannot be known at preview; {NAMED}",),
    ),
    Case(PRINCIPAL, "everyone in an organization", (under("StringEquals", "aws:PrincipalOrgID", "o-1"),)),
    Case(PRINCIPAL, "everyone through a resource", (under("ArnLike", "aws:SourceArn", ["arn:aws:s3:::b"]),)),
    Case(PRINCIPAL, "everyone under a wildcard", (under("StringLike", "aws:PrincipalArn", "*"),), EVERYONE),
    Case(
        PRINCIPAL,
        "everyone but an organization",
        (under("StringNotEquals", "aws:PrincipalOrgID", "o-1"),),
        EVERYONE,
    ),
    Case(PRINCIPAL, "everyone with an agent", (under("StringEquals", "aws:UserAgent", "x"),), EVERYONE),
    Case(
        PRINCIPAL,
        "another type",
        (OTHER,),
        excuses=("bucket-policy-principal-restricted is about other types of resource",),
    ),
    Case(ACL, "private", (acl(acl="private"),)),
    Case(ACL, "none", (bucket(),)),
    Case(
        ACL,
        "public",
        (acl(acl="public-read"),),
        (
            "BucketAcl it-Acl: the ACL is public-read; wanted: private or bucket-owner-read or bucket-owner-full-control or aws-exec-read or log-delivery-write.",
        ),
    ),
    Case(
        ACL,
        "public inline",
        (bucket_v2(acl="public-read-write"),),
        (
            "BucketV2 it: the ACL is public-read-write; wanted: private or bucket-owner-read or bucket-owner-full-control or aws-exec-read or log-delivery-write.",
        ),
    ),
    Case(
        ACL,
        "unknown",
        (acl(acl=UNKNOWN),),
        (
            "BucketAcl it-Acl: the ACL cannot be known at preview; wanted: private or bucket-owner-read or bucket-owner-full-control or aws-exec-read or log-delivery-write.",
        ),
    ),
    Case(ACL, "granted to an account", (acl(accessControlPolicy={"grants": [{"grantee": {"id": "1"}}]}),)),
    Case(
        ACL,
        "granted to everyone",
        (acl(accessControlPolicy=granted(ALL_USERS)),),
        ("BucketAcl it-Acl: the ACL grants access to AllUsers; wanted: grants to accounts only.",),
    ),
    Case(
        ACL,
        "granted to everyone inline",
        (bucket(grants=[{"permissions": ["READ"], "uri": ALL_USERS}]),),
        ("Bucket it: the ACL grants access to AllUsers; wanted: grants to accounts only.",),
    ),
    Case(
        ACL,
        "granted to somebody unknown",
        (acl(accessControlPolicy=granted(UNKNOWN)),),
        (
            "BucketAcl it-Acl: a grantee of the ACL cannot be known at preview; wanted: grants to accounts only.",
        ),
    ),
    Case(
        OWNER,
        "enforced",
        (bucket(), of("OwnershipControls", rule={"objectOwnership": "BucketOwnerEnforced"})),
    ),
    Case(
        OWNER,
        "of the writer",
        (bucket(), of("OwnershipControls", rule={"objectOwnership": "ObjectWriter"})),
        (
            "BucketOwnershipControls it-OwnershipControls: object ownership is ObjectWriter; wanted: BucketOwnerEnforced.",
        ),
    ),
    Case(
        OWNER,
        "unknown",
        (bucket(), of("OwnershipControls", rule=UNKNOWN)),
        (
            "BucketOwnershipControls it-OwnershipControls: object ownership cannot be known at preview; wanted: BucketOwnerEnforced.",
        ),
    ),
    Case(
        OWNER,
        "missing",
        (bucket(),),
        ("Bucket it: it has no ownership controls; wanted: one that refers to it.",),
    ),
)
