"""What lets the roles of the own stack do more than they are for, or others take them."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    ROLE_POLICY_ATTACHMENTS_EXCLUSIVE,
    USER,
)

from sandbox.registration import UNKNOWN, Json
from tests.mutations.documents import TAGS, allow
from tests.mutations.mutation import Change, Mutation, become, put, statement

FUNCTION: Final = "RolePolicy function-role"
BACKUP: Final = "RolePolicy backup"
FLOW_LOG: Final = "RolePolicy flow-log"
ATTACHED: Final = "RolePolicyAttachment restore"
SCOPED: Final = "policy-actions-scoped"
REACH: Final = "policy-resources-scoped"
ADMINISTRATOR: Final = "policy-administrator-refused"
ATTACHMENT: Final = "policy-administrator-unattached"
FULL_ACCESS: Final = "policy-iam-full-access-refused"
DATA: Final = "policy-data-exfiltration-refused"
DECRYPTION: Final = "policy-key-decryption-scoped"
PERMISSIONS: Final = "policy-permissions-management-refused"
CREDENTIALS: Final = "policy-credentials-exposure-refused"
ESCALATION: Final = "policy-privilege-escalation-refused"
PASSING: Final = "policy-role-passing-scoped"
TRUST: Final = "role-trust-principal-restricted"
SOURCE: Final = "role-trust-source-conditioned"
ASSUMED: Final = "assumeRolePolicy"


def added(action: str, resource: str = "*", **members: Json) -> tuple[Change, ...]:
    """Return the changes that allow something besides."""
    return (statement("Added", allow(action, resource, **members)),)


ALLOWED: Final = (
    Mutation(SCOPED, FUNCTION, "all of a service", (statement("Bucket", {"Action": "s3:*"}),)),
    Mutation(
        SCOPED, FUNCTION, "all of a service on its objects", (statement("Documents", {"Action": "s3:*"}),)
    ),
    Mutation(SCOPED, FUNCTION, "actions unknown", (statement("Table", {"Action": UNKNOWN}),)),
    Mutation(
        "policy-not-action-refused",
        FUNCTION,
        "all but some",
        (statement("Table", {"Action": None, "NotAction": "dynamodb:DeleteTable"}),),
    ),
    Mutation(REACH, FUNCTION, "every table", (statement("Table", {"Resource": "*"}),), (DATA,)),
    Mutation(
        REACH, FUNCTION, "every bucket", (statement("Documents", {"Resource": "arn:aws:s3:::*"}),), (DATA,)
    ),
    Mutation(
        REACH,
        FUNCTION,
        "all resources but one",
        (
            statement(
                "Failures", {"Resource": None, "NotResource": "arn:aws:sqs:us-west-2:123456789012:other"}
            ),
        ),
    ),
    Mutation(REACH, FLOW_LOG, "every log group", (statement("Write", {"Resource": "*"}),)),
    Mutation(ADMINISTRATOR, FUNCTION, "everything on everything", added("*")),
    Mutation(ADMINISTRATOR, BACKUP, "everything on everything", added("*:*")),
    Mutation(
        ATTACHMENT,
        ATTACHED,
        "an administrator",
        (put("policyArn", "arn:aws:iam::aws:policy/AdministratorAccess"),),
    ),
    Mutation(
        ATTACHMENT, ATTACHED, "a power user", (put("policyArn", "arn:aws:iam::aws:policy/PowerUserAccess"),)
    ),
    Mutation(FULL_ACCESS, ATTACHED, "attached", (put("policyArn", "arn:aws:iam::aws:policy/IAMFullAccess"),)),
    Mutation(FULL_ACCESS, FUNCTION, "written", added("iam:*"), (SCOPED, REACH)),
    Mutation(ESCALATION, FUNCTION, "new rights for itself", added("iam:PutRolePolicy"), (REACH,)),
    Mutation(CREDENTIALS, FUNCTION, "keys of users", added("iam:CreateAccessKey"), (REACH, ESCALATION)),
    Mutation(DATA, FUNCTION, "every secret", added("secretsmanager:GetSecretValue"), (REACH,)),
    Mutation(PERMISSIONS, FUNCTION, "bucket policies", added("s3:PutBucketPolicy"), (REACH,)),
    Mutation(DECRYPTION, FUNCTION, "every key", (statement("Keys", {"Condition": None}),), (REACH,)),
    Mutation(
        DECRYPTION,
        FUNCTION,
        "every key that a service uses",
        (
            statement(
                "Keys", {"Condition": {"StringEquals": {"kms:ViaService": "s3.us-west-2.amazonaws.com"}}}
            ),
        ),
        (REACH,),
    ),
    Mutation(DECRYPTION, BACKUP, "every key", (statement("Keys", {"Condition": None}),), (REACH,)),
    Mutation(PASSING, FUNCTION, "every role", added("iam:PassRole"), (REACH,)),
    Mutation(
        PASSING,
        FUNCTION,
        "every role of the account",
        added("iam:PassRole", "arn:aws:iam::123456789012:role/*"),
        (REACH,),
    ),
)
TRUSTED: Final = (
    Mutation(
        "role-attachment-single",
        ATTACHED,
        "one that detaches it",
        beside=(
            become(ROLE_POLICY_ATTACHMENTS_EXCLUSIVE, {"roleName": "dr-dev-backup-role", "policyArns": []}),
        ),
    ),
    Mutation(TRUST, "Role function-role", "everyone", (statement("Assume", {"Principal": "*"}, ASSUMED),)),
    Mutation(
        TRUST, "Role backup", "every account", (statement("Assume", {"Principal": {"AWS": "*"}}, ASSUMED),)
    ),
    Mutation(
        TRUST, "Role flow-log", "unknown", (put(ASSUMED, UNKNOWN),), ("policy-not-action-refused", SOURCE)
    ),
    Mutation(SOURCE, "Role flow-log", "missing", (statement("Assume", {"Condition": None}, ASSUMED),)),
    Mutation(
        "policy-not-action-refused",
        "Role flow-log",
        "all but some",
        (statement("Assume", {"Action": None, "NotAction": "sts:TagSession"}, ASSUMED),),
    ),
    Mutation(
        "identity-users-absent",
        "Role backup",
        "a user beside it",
        beside=(become(USER, {"name": "u", "tags": TAGS}),),
    ),
)
MUTATIONS: Final = (*ALLOWED, *TRUSTED)
