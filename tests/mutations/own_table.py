"""What breaks the table of the own stack."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    TABLE_POLICY,
    TABLE_REPLICA,
)

from sandbox.registration import UNKNOWN, Json
from tests.mutations.documents import EVERYONE, TAGS
from tests.mutations.mutation import Mutation, become, drop, put

TABLE: Final = "Table table"
TABLE_ARN: Final = "arn:aws:dynamodb:us-west-2:123456789012:table/dr-dev-table"
PITR: Final = "table-pitr-enabled"
PERIOD: Final = "table-pitr-period-sufficient"
DELETION: Final = "table-deletion-protection-enabled"
ENCRYPTION: Final = "table-encryption-customer-managed"
STREAM: Final = "table-stream-images-complete"
ELASTIC: Final = "table-capacity-elastic"
BACKUP: Final = "table-backup-planned"
RPO: Final = "stateful-rpo-met"
REPLICA: Final[dict[str, Json]] = {"regionName": "us-east-1", "deletionProtectionEnabled": True}
UNPROTECTED: Final[dict[str, Json]] = {**REPLICA, "deletionProtectionEnabled": False}
COPY: Final[dict[str, Json]] = {
    "globalTableArn": TABLE_ARN,
    "deletionProtectionEnabled": True,
    "pointInTimeRecovery": True,
    "kmsKeyArn": UNKNOWN,
    "tags": TAGS,
}
PROVISIONED: Final = (put("billingMode", "PROVISIONED"), put("readCapacity", 5), put("writeCapacity", 5))

MUTATIONS: Final = (
    Mutation(PITR, TABLE, "off", (put("pointInTimeRecovery.enabled", value=False),), (RPO,)),
    Mutation(PITR, TABLE, "missing", (drop("pointInTimeRecovery"),), (RPO,)),
    Mutation(PITR, TABLE, "its switch missing", (drop("pointInTimeRecovery.enabled"),), (RPO,)),
    Mutation(PITR, TABLE, "emptied", (put("pointInTimeRecovery", {}),), (RPO,)),
    Mutation(PITR, TABLE, "unknown", (put("pointInTimeRecovery.enabled", UNKNOWN),), (RPO,)),
    Mutation(PERIOD, TABLE, "of a day", (put("pointInTimeRecovery.recoveryPeriodInDays", 1),)),
    Mutation(PERIOD, TABLE, "one day too short", (put("pointInTimeRecovery.recoveryPeriodInDays", 6),)),
    Mutation(PERIOD, TABLE, "unknown", (put("pointInTimeRecovery.recoveryPeriodInDays", UNKNOWN),)),
    Mutation(DELETION, TABLE, "off", (put("deletionProtectionEnabled", value=False),)),
    Mutation(DELETION, TABLE, "missing", (drop("deletionProtectionEnabled"),)),
    Mutation(DELETION, TABLE, "unknown", (put("deletionProtectionEnabled", UNKNOWN),)),
    Mutation(
        DELETION,
        TABLE,
        "off for a replica",
        (put("replicas", [{**UNPROTECTED, "kmsKeyArn": UNKNOWN, "pointInTimeRecovery": True}]),),
    ),
    Mutation(ENCRYPTION, TABLE, "off", (put("serverSideEncryption.enabled", value=False),)),
    Mutation(ENCRYPTION, TABLE, "missing", (drop("serverSideEncryption"),)),
    Mutation(ENCRYPTION, TABLE, "without a key", (drop("serverSideEncryption.kmsKeyArn"),)),
    Mutation(
        ENCRYPTION,
        TABLE,
        "by a key of AWS's",
        (put("serverSideEncryption.kmsKeyArn", "alias/aws/dynamodb"),),
    ),
    Mutation(STREAM, TABLE, "off", (put("streamEnabled", value=False),)),
    Mutation(STREAM, TABLE, "missing", (drop("streamEnabled"),)),
    Mutation(STREAM, TABLE, "without old images", (put("streamViewType", "NEW_IMAGE"),)),
    Mutation(STREAM, TABLE, "without a view", (drop("streamViewType"),)),
    Mutation(ELASTIC, TABLE, "provisioned", PROVISIONED),
    Mutation(ELASTIC, TABLE, "billing missing", (drop("billingMode"),)),
    Mutation(ELASTIC, TABLE, "billing unknown", (put("billingMode", UNKNOWN),)),
    Mutation(BACKUP, TABLE, "tag missing", (drop("tags.backup"),)),
    Mutation(BACKUP, TABLE, "tag of another plan", (put("tags.backup", "other-plan"),)),
    Mutation(
        "table-replica-pitr-enabled",
        TABLE,
        "off for a replica",
        (put("replicas", [{**REPLICA, "kmsKeyArn": UNKNOWN, "pointInTimeRecovery": False}]),),
    ),
    Mutation(
        "table-replica-pitr-enabled",
        TABLE,
        "missing for a copy",
        beside=(become(TABLE_REPLICA, {**COPY, "pointInTimeRecovery": None}, "globalTableArn"),),
    ),
    Mutation(
        "table-replica-encryption-customer-managed",
        TABLE,
        "missing for a replica",
        (put("replicas", [{**REPLICA, "pointInTimeRecovery": True}]),),
    ),
    Mutation(
        "table-policy-principal-restricted",
        TABLE,
        "open to everyone",
        beside=(become(TABLE_POLICY, {"resourceArn": UNKNOWN, "policy": EVERYONE}, "resourceArn"),),
    ),
)
