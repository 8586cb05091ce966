"""What breaks who may do what in the reference, what its board shows, and how the pack is configured."""

from __future__ import annotations

import json
from typing import Final

from dr_guard.aws.tokens import (
    ACCESS_KEY,
    CLOUDFORMATION_STACK,
    POLICY_ATTACHMENT,
    ROLE_POLICY,
    ROLE_POLICY_ATTACHMENTS_EXCLUSIVE,
    USER,
    USER_LOGIN_PROFILE,
    USER_POLICY,
    USER_POLICY_ATTACHMENT,
)

from sandbox.registration import UNKNOWN, Json, Properties
from tests.mutations.documents import allow, document
from tests.mutations.mutation import Mutation, gone, put
from tests.mutations.usual import made, values

BOARD: Final = "Dashboard orders"
ROLE: Final = "Role orders-main"
EMERGENCY: Final = "User emergency"
SHOWN: Final = "dashboard-references-resolved"
CURRENT: Final = "pack-configuration-current"
USERS: Final = "identity-users-absent"
UNATTACHED: Final = "policy-user-unattached"
INLINE: Final = "role-inline-policies-absent"
SINGLE: Final = "role-attachment-single"
UNSEEN: Final = "resource-type-judged"
ALLOWED: Final = "resource-region-allowed"
GRANT: Final = document(allow("sqs:SendMessage", "arn:aws:sqs:us-west-2:123456789012:work-main"))
BACKUP: Final = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
READ: Final = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"


def besides(control: str, token: str, inputs: Properties, *also: str, **depends: str) -> Mutation:
    """Return a mutation that adds a resource to what the stack has."""
    kind = token.rpartition(":")[2]
    return Mutation(
        control, f"{kind} added", "added", added=(made(token, "added", inputs, **depends),), also=also
    )


def board(*lines: Json, alarm: str = "") -> str:
    """Return the body of a board that shows these metrics and an alarm."""
    widgets: list[Json] = [{"type": "metric", "properties": {"metrics": list(lines)}}]
    if alarm:
        widgets.append({"type": "alarm", "properties": {"alarms": [alarm]}})
    return json.dumps({"widgets": widgets})


IDENTITIES: Final = (
    besides(USERS, USER, {"name": "somebody"}),
    besides(USERS, ACCESS_KEY, {"user": "somebody"}),
    besides(USERS, USER_LOGIN_PROFILE, {"user": "somebody"}),
    besides(UNATTACHED, USER_POLICY, {"user": "somebody", "policy": GRANT}),
    besides(UNATTACHED, USER_POLICY_ATTACHMENT, {"user": "somebody", "policyArn": READ}),
    besides(INLINE, ROLE_POLICY, {"role": "orders-main", "policy": GRANT}),
    *values(INLINE, ROLE, "inlinePolicies", {"set": [{"name": "own", "policy": GRANT}]}),
    besides(SINGLE, ROLE_POLICY_ATTACHMENTS_EXCLUSIVE, {"roleName": "orders-main", "policyArns": [READ]}),
    besides(SINGLE, POLICY_ATTACHMENT, {"roles": ["backup"], "policyArn": BACKUP}),
    besides(UNSEEN, CLOUDFORMATION_STACK, {"name": "unseen", "templateBody": "{}"}),
    besides(UNSEEN, "aws-native:s3:Bucket", {"bucketName": "unseen"}),
    besides(UNSEEN, "command:local:Command", {"create": "true"}),
    *values(
        ALLOWED, "CodeSigningConfig build-main", "region", {"elsewhere": "eu-west-1", "unknown": UNKNOWN}
    ),
)
SHOWN_THERE: Final = (
    *values(
        SHOWN,
        BOARD,
        "dashboardBody",
        {
            "of no function": board(["AWS/Lambda", "Errors", "FunctionName", "nothing"]),
            "of no table": board(["AWS/DynamoDB", "SystemErrors", "TableName", "nothing"]),
            "of no alarm": board(alarm="arn:aws:cloudwatch:us-west-2:123456789012:alarm:nothing"),
            "no JSON": "{",
            "unknown": UNKNOWN,
        },
    ),
)
EXEMPTIONS: Final = (
    Mutation(CURRENT, EMERGENCY, "gone", (gone(),)),
    Mutation(
        CURRENT,
        "VaultPolicy drills",
        "a lock in its place",
        beside=(),
        added=(
            made(
                "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
                "drills",
                {"backupVaultName": "drills", "minRetentionDays": 7},
            ),
        ),
    ),
    Mutation(
        CURRENT,
        "BucketVersioning documents-*",
        "a second factor all the same",
        (put("versioningConfiguration.mfaDelete", "Enabled"),),
    ),
)
OBJECTIVES: Final = (
    Mutation(
        "stateful-rto-met",
        "Subnet private-1-recovery",
        "in the other's zone",
        (put("availabilityZone", "us-east-1b"),),
        ("database-zones-multiple", "function-zones-multiple"),
    ),
)
MUTATIONS: Final[tuple[Mutation, ...]] = (*IDENTITIES, *SHOWN_THERE, *EXEMPTIONS, *OBJECTIVES)
