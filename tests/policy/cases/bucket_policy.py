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
    "the policy cannot be known at preview, unless its ARNs are made of names; "
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
    "the policy cannot be known at preview, unless its ARNs are made of names; "
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


ARN: Final = "arn:aws:s3:::b"
PINNED: Final = (
    ("StringLike", "aws:PrincipalArn", "arn:aws:iam::1:role/*"),
    ("ArnLike", "aws:SourceArn", ["arn:aws:s3:::b", "arn:aws:sns:*:1:*"]),
    ("StringLike", "aws:PrincipalOrgID", "o-1"),
    ("StringEquals", "aws:PrincipalAccount", UNKNOWN),
    ("ForAnyValue:StringEquals", "aws:PrincipalOrgPaths", "o-1/r-1/ou-1/"),
    ("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-1/*"),
    ("StringEquals", "aws:SourceAccount", "${aws:ResourceAccount}"),
    ("StringEquals", "aws:PrincipalOrgID", "${aws:resourceorgid}"),
    ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::${aws:ResourceAccount}:role/*"),
)
UNPINNED: Final = (
    ("StringLike", "aws:PrincipalArn", "*"),
    ("StringLike", "aws:PrincipalArn", "arn:*"),
    ("StringLike", "aws:PrincipalArn", "arn:aws:iam::*:role/Admin"),
    ("StringLike", "aws:PrincipalAccount", "?" * 12),
    ("StringEquals", "aws:PrincipalAccount", []),
    ("StringEquals", "aws:PrincipalAccount", ""),
    ("StringEquals", "aws:PrincipalAccount", None),
    ("StringEqualsIfExists", "aws:PrincipalAccount", "1"),
    ("StringLike", "aws:PrincipalOrgID", "o-*"),
    ("StringLike", "aws:PrincipalOrgID", ["o-1", "o-*"]),
    ("StringNotEquals", "aws:PrincipalOrgID", "o-1"),
    ("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-*/r-1/*"),
    ("ForAllValues:StringLike", "aws:PrincipalOrgPaths", "o-1/*"),
    ("StringLike", "aws:SourceVpc", "vpc-*"),
    ("ArnLike", "aws:SourceArn", "arn:aws:s3:::*"),
    ("ArnEquals", "aws:SourceArn", "arn:aws:s3:::b*"),
    ("ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:*"),
    ("ArnLike", "aws:SourceArn", "arn:aws:s3:*:*:accesspoint/a"),
    ("ArnLike", "aws:SourceArn", "arn:aws:apigateway:eu-west-1::/restapis/x"),
    ("ArnLike", "aws:SourceArn", ["arn:aws:sns:*:1:t", "arn:aws:s3:::*"]),
    ("IpAddress", "aws:SourceIp", "0.0.0.0/0"),
    ("StringEquals", "kms:ViaService", "s3.eu-west-1.amazonaws.com"),
    ("StringEquals", "aws:UserAgent", "x"),
    ("StringEquals", "aws:PrincipalAccount", "${aws:PrincipalAccount}"),
    ("StringEquals", "aws:PrincipalOrgID", "${aws:PrincipalOrgID}"),
    ("StringLike", "aws:PrincipalArn", "arn:aws:iam::${aws:PrincipalAccount}:role/x"),
)
TLS_CHANGES: Final[tuple[dict[str, object], ...]] = (
    {"Resource": "arn:aws:s3:::b*"},
    {"Resource": "*"},
    {"Action": "S3:*"},
    {"Condition": {"Bool": {"aws:SecureTransport": [False]}}},
    {"Condition": {"Bool": {"AWS:securetransport": "False"}}},
    {"Condition": {"BoolIfExists": {"aws:SecureTransport": "false"}}},
)
TLS_GAPS: Final[tuple[dict[str, object], ...]] = (
    {"Resource": ARN},
    {"Resource": f"{ARN}/*"},
    {"Resource": [ARN, f"{ARN}/public/*"]},
    {"Resource": [ARN, f"{ARN}/*.txt"]},
    {"Resource": [ARN, f"{ARN}/?"]},
    {"Resource": [ARN, "arn:aws:s3:::c/*"]},
    {"Condition": {"Bool": {"aws:SecureTransport": []}}},
    {"Condition": {"Bool": {"aws:SecureTransport": ["false", "true"]}}},
    {"Condition": {"Bool": {"aws:SecureTransport": "false", "aws:ViaAWSService": "true"}}},
    {"Condition": {**DENIAL["Condition"], "StringEquals": {"aws:PrincipalAccount": "1"}}},
    {"Condition": {**DENIAL["Condition"], "StringEquals": "x"}},
    {"Principal": {"Service": "*"}},
)

CASES: Final = (
    passes(TLS, "denied", bucket(), denying()),
    passes(
        TLS,
        "denied with ARNs that are not known",
        bucket(),
        of("Policy", policy={"Statement": [{**DENIAL, "Resource": [UNKNOWN]}]}),
    ),
    passes(TLS, "denied inline", bucket(policy=document(DENIAL))),
    passes(TLS, "denied every principal of AWS", bucket(), denying(Principal={"AWS": "*"}, Action=["*"])),
    *(passes(TLS, f"denied with {change}", bucket(), denying(**change)) for change in TLS_CHANGES),
    *(
        fails(TLS, f"denied with {gap}", bucket(), denying(**gap), says=NO_TLS, at="it-Policy")
        for gap in TLS_GAPS
    ),
    passes(TLS, "denied by name", bucket(bucket="b"), denying()),
    passes(
        TLS,
        "denied by two statements",
        bucket(bucket="b"),
        of("Policy", policy=document({**DENIAL, "Resource": ARN}, {**DENIAL, "Resource": f"{ARN}/*"})),
    ),
    fails(TLS, "denied for another", bucket(bucket="c"), denying(), says=NO_TLS, at="it-Policy"),
    fails(
        TLS,
        "denied for another than the engine named",
        Planned("aws:s3/bucket:Bucket", {}, outputs={"bucket": "c"}),
        denying(),
        says=NO_TLS,
        at="it-Policy",
    ),
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
    passes(
        TLS, "denied in small letters", bucket(), of("Policy", policy=document(DENIAL).replace("Ef", "ef"))
    ),
    fails(
        TLS,
        "denied for many wildcards",
        bucket(bucket="b" * 60),
        denying(Resource="*b" * 40 + "x"),
        says=NO_TLS,
        at="it-Policy",
    ),
    fails(TLS, "no statement", bucket(), of("Policy", policy="{}"), says=NO_TLS, at="it-Policy"),
    fails(TLS, "document unknown", bucket(), of("Policy", policy=UNKNOWN), says=UNKNOWN_TLS, at="it-Policy"),
    fails(TLS, "missing", bucket(), says="it has no bucket policy; wanted: one that refers to it"),
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
    passes(PRINCIPAL, "a blank policy", of("Policy", policy=" ")),
    fails(
        PRINCIPAL,
        "everyone, in small letters",
        of("Policy", policy='{"statement": {"effect": "Allow", "principal": "*", "ACTION": "s3:*"}}'),
        says=EVERYONE,
        at="it-Policy",
    ),
    fails(
        PRINCIPAL,
        "everyone, written twice",
        of("Policy", policy=document({**GRANT, "principal": {"AWS": "arn:aws:iam::1:role/r"}})),
        says=EVERYONE,
        at="it-Policy",
    ),
    passes(PRINCIPAL, "everyone through a family", under("ArnLike", "aws:SourceArn", "arn:aws:sns:*:1:b*")),
    passes(PRINCIPAL, "missing", bucket()),
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
    *(passes(PRINCIPAL, f"everyone {' '.join(map(str, pin))}", under(*pin)) for pin in PINNED),
    *(
        fails(PRINCIPAL, f"everyone {' '.join(map(str, pin))}", under(*pin), says=EVERYONE, at="it-Policy")
        for pin in UNPINNED
    ),
    *(
        fails(PRINCIPAL, f"every {kind}", granting(Principal={kind: "*"}), says=EVERYONE, at="it-Policy")
        for kind in ("AWS", "Service", "Federated", "CanonicalUser")
    ),
    skips(PRINCIPAL, "another type", OTHER),
)
