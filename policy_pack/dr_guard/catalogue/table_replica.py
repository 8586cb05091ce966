"""Replicas of DynamoDB tables, and who reaches a table from outside."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.regions import RECOVERY_REGIONS
from dr_guard.aws.tokens import (
    TABLE,
    TABLE_POLICY,
    TABLE_REPLICA,
)
from dr_guard.control import Control
from dr_guard.remedy import Fix

CONTROLS: Final = (
    Control(
        id="table-replica-present",
        title="Every table has a replica in each recovery region",
        why="When the region is lost, a table without a replica elsewhere is lost with it until it returns.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(TABLE,),
        references=("NIST CP-6(1)", "NIST CP-7", "WA REL13-BP02"),
        remediation=("Add a member with that regionName to replicas, or a dynamodb.TableReplica there.",),
        group="recovery",
        options=(RECOVERY_REGIONS,),
    ),
    Control(
        id="table-replica-pitr-enabled",
        title="Point-in-time recovery is on for every replica of a table",
        why="A bad write reaches every replica within a second, and a replica does not take over its table's "
        "point-in-time recovery.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(TABLE, TABLE_REPLICA),
        references=(
            "FSBP DynamoDB.2",
            "Config dynamodb-pitr-enabled",
            "checkov CKV_AWS_165",
            "NIST CP-9",
            "NIST CP-10",
        ),
        remediation=("Set pointInTimeRecovery to true on each of the table's replicas.",),
        group="recovery",
        options=(),
        fixes=(
            Fix("replicas.*.pointInTimeRecovery", value=True, types=(TABLE,)),
            Fix("pointInTimeRecovery", value=True, types=(TABLE_REPLICA,)),
        ),
    ),
    Control(
        id="table-replica-encryption-customer-managed",
        title="Every replica of a table is encrypted with a customer-managed key",
        why="A replica does not take over its table's key: without one of its own region, AWS's protects it.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(TABLE, TABLE_REPLICA),
        references=("Config dynamodb-table-encrypted-kms", "checkov CKV_AWS_271", "NIST SC-28(1)"),
        remediation=("Set kmsKeyArn on each of the table's replicas to a key of your own in its region.",),
        group="encryption",
        options=(),
    ),
    Control(
        id="table-policy-principal-restricted",
        title="No policy of a table or a stream lets everyone in",
        why="Whoever the policy lets in can read the table, overwrite it or delete it from another account.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(TABLE_POLICY,),
        references=("NIST AC-3", "NIST AC-6", "prowler dynamodb_table_cross_account_access"),
        remediation=("Name accounts or roles as principals, or add a condition that names yours.",),
        group="access",
        options=(),
    ),
)
