"""S3 buckets: whom their policies let administer them, and that it is somebody."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket import OTHER, bucket, of
from tests.policy.cases.bucket_policy import ARN, GRANT, denying, document
from tests.policy.cases.case import fails, passes, skips

RETAINED: Final = "bucket-policy-owner-retained"
RESTRICTED: Final = "bucket-policy-account-restricted"

LOCKOUT: Final = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [ARN, f"{ARN}/*"]}
MENDERS: Final = ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"]
OWNER: Final = "somebody who is not denied both s3:PutBucketPolicy and s3:DeleteBucketPolicy, or a condition"
LOCKED_OUT: Final = f"the policy denies a whole account to change it; wanted: {OWNER}"
UNCLEAR_OWNER: Final = f"whom the policy lets change it cannot be known at preview; wanted: {OWNER}"
STRANGER: Final = "arn:aws:iam::222222222222:root"
HOME: Final = "111111111111"
ACCOUNTS: Final = "these actions for the accounts that allowedAccounts names, alone"
ADMIN: Final = "s3:PutBucketPolicy"
FIVE: Final = (
    "s3:DeleteBucketPolicy, s3:PutBucketAcl, s3:PutBucketPolicy, "
    "s3:PutEncryptionConfiguration, s3:PutObjectAcl"
)


def says_admin(whom: str, what: str = ADMIN) -> str:
    """Return what is said of a statement that lets somebody administer."""
    return f"statement 1 of the policy allows {what} to {whom}; wanted: {ACCOUNTS}"


SOME_ACCOUNT: Final = "an account that is not named as allowed"


def inline(**changes: object) -> Planned:
    """Return a bucket policy, with a document that is no string, that locks out but for these changes."""
    return of("Policy", policy={"Statement": [{**LOCKOUT, **changes}]})


def administered(**changes: object) -> Planned:
    """Return a bucket policy, with a document that is no string, that lets another account administer."""
    grant = {"Effect": "Allow", "Principal": {"AWS": STRANGER}, "Action": ADMIN, "Resource": ARN}
    return of("Policy", policy={"Statement": [{**grant, **changes}]})


LOCKOUTS: Final[tuple[dict[str, object], ...]] = (
    {},
    {"Action": "*"},
    {"Action": ["s3:Put*", "S3:delete*"]},
    {"Action": MENDERS},
    {"Action": None, "NotAction": "s3:GetObject"},
    {"Principal": {"AWS": ["*"]}},
    {"Principal": {"AWS": "arn:aws:iam::111111111111:root"}},
    {"Principal": {"AWS": "111111111111"}},
    {"Resource": "*"},
    {"Resource": "arn:aws:s3:::*"},
    {"Resource": None, "NotResource": f"{ARN}/*"},
    {"Condition": {}},
)
HARMLESS: Final[tuple[dict[str, object], ...]] = (
    {"Effect": "Allow"},
    {"Action": ["s3:DeleteBucket", "s3:DeleteBucketPolicy"]},
    {"Action": None, "NotAction": ["s3:PutBucketPolicy", "s3:GetObject"]},
    {"Action": None},
    {"Resource": f"{ARN}/*"},
    {"Resource": None, "NotResource": [ARN, f"{ARN}/*"]},
    {"Principal": {"AWS": "arn:aws:iam::111111111111:role/r"}},
    {"Principal": {"AWS": UNKNOWN}},
    {"Principal": {"Service": "*"}},
    {"Principal": None, "NotPrincipal": {"AWS": "arn:aws:iam::111111111111:root"}},
    {"Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}},
    {"Condition": UNKNOWN},
)
UNDECIDED: Final[tuple[dict[str, object], ...]] = (
    {"Effect": UNKNOWN},
    {"Principal": UNKNOWN},
    {"Action": UNKNOWN},
    {"Action": None, "NotAction": [UNKNOWN]},
    {"Resource": [UNKNOWN]},
    {"Resource": None, "NotResource": [UNKNOWN]},
)
AT_HOME: Final[tuple[dict[str, object], ...]] = (
    {"Principal": {"AWS": f"arn:aws:iam::{HOME}:role/r"}},
    {"Principal": {"AWS": [HOME, f"arn:aws:sts::{HOME}:assumed-role/r/s"]}},
    {"Principal": {"AWS": UNKNOWN}},
    {"Principal": {"Federated": f"arn:aws:iam::{HOME}:saml-provider/p"}},
    {"Principal": {"Service": "logging.s3.amazonaws.com"}},
    {"Effect": "Deny"},
    {"Action": ["s3:GetObject", "s3:PutObject"]},
    {"Action": None, "NotAction": "s3:*"},
    {"Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalAccount": HOME}}},
    {"Principal": "*", "Condition": {"StringEquals": {"aws:SourceAccount": [UNKNOWN]}}},
    {"Principal": "*", "Condition": {"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{HOME}:role/*"}}},
)
ABROAD: Final[tuple[tuple[dict[str, object], str], ...]] = (
    ({}, says_admin(SOME_ACCOUNT)),
    ({"Action": "s3:*"}, says_admin(SOME_ACCOUNT, FIVE)),
    ({"Action": None, "NotAction": "s3:Put*"}, says_admin(SOME_ACCOUNT, "s3:DeleteBucketPolicy")),
    ({"Principal": {"AWS": "222222222222"}}, says_admin(SOME_ACCOUNT)),
    ({"Principal": {"AWS": [f"arn:aws:iam::{HOME}:root", STRANGER]}}, says_admin(SOME_ACCOUNT)),
    ({"Principal": {"AWS": "AIDAEXAMPLE"}}, says_admin(SOME_ACCOUNT)),
    ({"Principal": {"CanonicalUser": "79a59df900b949e5"}}, says_admin(SOME_ACCOUNT)),
    ({"Principal": {"Federated": "cognito-identity.amazonaws.com"}}, says_admin(SOME_ACCOUNT)),
    ({"Principal": "*"}, says_admin("everyone")),
    ({"Principal": None, "NotPrincipal": {"AWS": STRANGER}}, says_admin("everyone but those it names")),
    (
        {"Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}},
        says_admin("everyone"),
    ),
    (
        {"Condition": {"StringEquals": {"aws:PrincipalAccount": ["222222222222", HOME]}}},
        says_admin(SOME_ACCOUNT),
    ),
    ({"Condition": {"StringEquals": {"aws:PrincipalAccount": []}}}, says_admin(SOME_ACCOUNT)),
    ({"Condition": {"StringNotEquals": {"aws:PrincipalAccount": HOME}}}, says_admin(SOME_ACCOUNT)),
    (
        {"Principal": UNKNOWN},
        f"whom statement 1 of the policy lets in cannot be known at preview; wanted: {ACCOUNTS}",
    ),
    (
        {"Action": UNKNOWN},
        (
            f"what statement 1 of the policy allows to {SOME_ACCOUNT} cannot be known at preview; "
            f"wanted: {ACCOUNTS}"
        ),
    ),
)
HOME_CONFIG: Final = {"allowedAccounts": [HOME]}

CASES: Final = (
    passes(RETAINED, "missing", bucket()),
    passes(RETAINED, "plain HTTP denied", denying()),
    *(passes(RETAINED, f"denied with {change}", inline(**change)) for change in HARMLESS),
    *(fails(RETAINED, f"denied with {c}", inline(**c), says=LOCKED_OUT, at="it-Policy") for c in LOCKOUTS),
    *(
        fails(RETAINED, f"denied with {c}", inline(**c), says=UNCLEAR_OWNER, at="it-Policy")
        for c in UNDECIDED
    ),
    fails(RETAINED, "denied inline", bucket(policy=document(LOCKOUT)), says=LOCKED_OUT),
    fails(
        RETAINED,
        "denied by two statements",
        of("Policy", policy=document(*({**LOCKOUT, "Action": action} for action in MENDERS))),
        says=LOCKED_OUT,
        at="it-Policy",
    ),
    fails(
        RETAINED,
        "unknown",
        of("Policy", policy=UNKNOWN),
        says=f"the policy cannot be known at preview, unless its ARNs are made of names; wanted: {OWNER}",
        at="it-Policy",
    ),
    skips(RETAINED, "another type", OTHER),
    passes(RESTRICTED, "missing", bucket()),
    passes(
        RESTRICTED,
        "the account that the provider is held to",
        replace(administered(Principal={"AWS": HOME}), provider={"allowedAccountIds": json.dumps([HOME])}),
    ),
    passes(RESTRICTED, "other actions, as configured", administered(), config={"actions": ["s3:PutObject"]}),
    *(passes(RESTRICTED, f"{change}", administered(**change), config=HOME_CONFIG) for change in AT_HOME),
    *(
        fails(RESTRICTED, f"{change}", administered(**change), says=said, at="it-Policy", config=HOME_CONFIG)
        for change, said in ABROAD
    ),
    fails(
        RESTRICTED,
        "an account where none is named",
        administered(Principal={"AWS": HOME}),
        says=says_admin(SOME_ACCOUNT),
        at="it-Policy",
    ),
    fails(
        RESTRICTED,
        "inline",
        bucket(policy=document({**GRANT, "Action": "s3:PutBucketAcl"})),
        says=says_admin("everyone", "s3:PutBucketAcl"),
    ),
    fails(
        RESTRICTED,
        "unknown",
        of("Policy", policy=UNKNOWN),
        says=f"the policy cannot be known at preview, unless its ARNs are made of names; wanted: {ACCOUNTS}",
        at="it-Policy",
    ),
    skips(RESTRICTED, "another type", OTHER),
)
