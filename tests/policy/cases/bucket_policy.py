"""S3 buckets: what their policies say."""

from __future__ import annotations

import json
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket import OTHER, bucket, of
from tests.policy.cases.case import fails, passes, skips

TLS: Final = "bucket-policy-tls-only"
PRINCIPAL: Final = "bucket-policy-principal-restricted"
DENIAL: Final = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
GRANT: Final = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}
NO_TLS: Final = (
    "no statement of the policy denies plain HTTP; "
    "wanted: a statement that denies everyone s3:* on the bucket and its objects where "
    "aws:SecureTransport is false"
)
UNKNOWN_TLS: Final = (
    "the policy cannot be known at preview; "
    "wanted: a statement that denies everyone s3:* on the bucket and its objects where "
    "aws:SecureTransport is false"
)
EVERYONE: Final = (
    "statement 1 of the policy allows everyone; "
    "wanted: named principals, or a condition that holds everyone to an account, a resource or a network"
)
EVERYONE_BUT: Final = (
    "statement 1 of the policy allows everyone but those it names; "
    "wanted: named principals, or a condition that holds everyone to an account, a resource or a network"
)
UNKNOWN_PRINCIPAL: Final = (
    "who statement 1 of the policy allows cannot be known at preview; "
    "wanted: named principals, or a condition that holds everyone to an account, a resource or a network"
)
UNKNOWN_POLICY: Final = (
    "the policy cannot be known at preview; "
    "wanted: named principals, or a condition that holds everyone to an account, a resource or a network"
)


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


CASES: Final = (
    passes(TLS, "denied", bucket(), denying()),
    passes(
        TLS,
        "denied with ARNs that are not known",
        bucket(),
        of("Policy", policy={"Statement": [{**DENIAL, "Resource": [UNKNOWN]}]}),
    ),
    passes(TLS, "denied inline", bucket(policy=document(DENIAL))),
    passes(TLS, "denied by one pattern", bucket(), denying(Resource="arn:aws:s3:::b*")),
    passes(
        TLS, "denied as a boolean", bucket(), denying(Condition={"Bool": {"aws:SecureTransport": [False]}})
    ),
    passes(TLS, "denied every principal of AWS", bucket(), denying(Principal={"AWS": "*"}, Action=["*"])),
    fails(TLS, "allowed", bucket(), denying(Effect="Allow"), says=NO_TLS, at="it-Policy"),
    fails(
        TLS,
        "denied to one principal",
        bucket(),
        denying(Principal={"AWS": "arn:aws:iam::1:root"}),
        says=NO_TLS,
        at="it-Policy",
    ),
    fails(
        TLS, "denied for one action", bucket(), denying(Action="s3:GetObject"), says=NO_TLS, at="it-Policy"
    ),
    fails(
        TLS,
        "denied for objects only",
        bucket(),
        denying(Resource="arn:aws:s3:::b/*"),
        says=NO_TLS,
        at="it-Policy",
    ),
    fails(
        TLS,
        "denied for the bucket only",
        bucket(),
        denying(Resource="arn:aws:s3:::b"),
        says=NO_TLS,
        at="it-Policy",
    ),
    fails(
        TLS,
        "denied over TLS",
        bucket(),
        denying(Condition={"Bool": {"aws:SecureTransport": "true"}}),
        says=NO_TLS,
        at="it-Policy",
    ),
    fails(TLS, "condition missing", bucket(), denying(Condition=None), says=NO_TLS, at="it-Policy"),
    fails(
        TLS,
        "condition of another shape",
        bucket(),
        denying(Condition={"Bool": "x"}),
        says=NO_TLS,
        at="it-Policy",
    ),
    fails(
        TLS,
        "condition on something else",
        bucket(),
        denying(Condition={"Null": {"aws:SecureTransport": "false"}}),
        says=NO_TLS,
        at="it-Policy",
    ),
    fails(TLS, "no statement", bucket(), of("Policy", policy="{}"), says=NO_TLS, at="it-Policy"),
    fails(TLS, "document unknown", bucket(), of("Policy", policy=UNKNOWN), says=UNKNOWN_TLS, at="it-Policy"),
    fails(TLS, "policy missing", bucket(), says="it has no bucket policy; wanted: one that refers to it"),
    fails(
        TLS,
        "no JSON",
        bucket(),
        of("Policy", policy="{"),
        says="the rule bucket_policy_tls_only failed with JSONDecodeError; wanted: a decision",
        at="",
    ),
    passes(PRINCIPAL, "a role", granting(Principal={"AWS": "arn:aws:iam::1:role/r"})),
    passes(PRINCIPAL, "a service", granting(Principal={"Service": "logging.s3.amazonaws.com"})),
    passes(
        PRINCIPAL,
        "a role that is not known yet",
        of("Policy", policy={"Statement": {**GRANT, "Principal": {"AWS": UNKNOWN}}}),
    ),
    passes(PRINCIPAL, "everyone denied", denying()),
    passes(PRINCIPAL, "everyone through a family", under("ArnLike", "aws:SourceArn", "arn:aws:s3:::b*")),
    passes(PRINCIPAL, "no policy", bucket()),
    fails(PRINCIPAL, "everyone", granting(), says=EVERYONE, at="it-Policy"),
    fails(
        PRINCIPAL,
        "every principal of AWS",
        granting(Principal={"AWS": ["arn:aws:iam::1:root", "*"]}),
        says=EVERYONE,
        at="it-Policy",
    ),
    fails(PRINCIPAL, "everyone, inline", bucket(policy=document(GRANT)), says=EVERYONE),
    fails(
        PRINCIPAL,
        "everyone but one",
        granting(Principal=None, NotPrincipal={"AWS": "arn:aws:iam::1:root"}),
        says=EVERYONE_BUT,
        at="it-Policy",
    ),
    fails(
        PRINCIPAL,
        "unknown",
        of("Policy", policy={"Statement": [{**GRANT, "Principal": UNKNOWN}]}),
        says=UNKNOWN_PRINCIPAL,
        at="it-Policy",
    ),
    fails(
        PRINCIPAL,
        "a statement unknown",
        of("Policy", policy={"Statement": [UNKNOWN]}),
        says=UNKNOWN_POLICY,
        at="it-Policy",
    ),
    passes(PRINCIPAL, "everyone in an organization", under("StringEquals", "aws:PrincipalOrgID", "o-1")),
    passes(PRINCIPAL, "everyone through a resource", under("ArnLike", "aws:SourceArn", ["arn:aws:s3:::b"])),
    fails(
        PRINCIPAL,
        "everyone under a wildcard",
        under("StringLike", "aws:PrincipalArn", "*"),
        says=EVERYONE,
        at="it-Policy",
    ),
    fails(
        PRINCIPAL,
        "everyone but an organization",
        under("StringNotEquals", "aws:PrincipalOrgID", "o-1"),
        says=EVERYONE,
        at="it-Policy",
    ),
    fails(
        PRINCIPAL,
        "everyone with an agent",
        under("StringEquals", "aws:UserAgent", "x"),
        says=EVERYONE,
        at="it-Policy",
    ),
    skips(PRINCIPAL, "another type", OTHER),
)
