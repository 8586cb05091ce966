"""What breaks the tables of the reference: their replicas, their capacity and who may read them."""

from __future__ import annotations

from typing import Final

from sandbox.registration import UNKNOWN, Options, Properties
from tests.mutations.documents import EVERYONE
from tests.mutations.mutation import Mutation, gone, put, statement
from tests.mutations.usual import not_owned, off, unprotected, values

ORDERS: Final = "Table orders"
STOCK: Final = "Table stock"
CARTS: Final = "Table carts"
REPLICA: Final = "TableReplica carts"
POLICY: Final = "ResourcePolicy orders"
TRACKED: Final = "stateful-safety-tracked"
PRESENT: Final = "table-replica-present"
PITR: Final = "table-replica-pitr-enabled"
KEY: Final = "table-replica-encryption-customer-managed"
ELASTIC: Final = "table-capacity-elastic"
RESTRICTED: Final = "table-policy-principal-restricted"
PROTECTED: Final = "table-deletion-protection-enabled"

# What carts leaves to its TableReplica; it ignores replicas.
OWN_REPLICA: Final[Properties] = {
    "regionName": "us-east-1",
    "kmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/1",
    "pointInTimeRecovery": True,
    "deletionProtectionEnabled": True,
    "propagateTags": True,
}

MUTATIONS: Final[tuple[Mutation, ...]] = (
    *values(PRESENT, ORDERS, "replicas", {"missing": None, "empty": []}),
    *values(PRESENT, ORDERS, "replicas.0.regionName", {"elsewhere": "eu-west-1", "unknown": UNKNOWN}),
    Mutation(PRESENT, REPLICA, "gone", (gone(),)),
    Mutation(PRESENT, REPLICA, "in another region", (put("region", "us-west-2"),), ()),
    *(
        mutation
        for path in ("replicas", "replicas[0].kmsKeyArn")
        for mutation in unprotected(
            TRACKED, Options(protect=True, ignore_changes=(path,)), ORDERS, label=f"{path} ignored"
        )
    ),
    *values(TRACKED, CARTS, "replicas", {"its own besides": [OWN_REPLICA]}),
    *values(TRACKED, CARTS, "replicas", {"unknown": UNKNOWN}, (PITR, KEY, PROTECTED)),
    *off(PITR, ORDERS, "replicas.0.pointInTimeRecovery"),
    *off(PITR, REPLICA, "pointInTimeRecovery"),
    *not_owned(KEY, ORDERS, "replicas.0.kmsKeyArn"),
    *not_owned(KEY, REPLICA, "kmsKeyArn"),
    *off(PROTECTED, ORDERS, "replicas.0.deletionProtectionEnabled"),
    *off(PROTECTED, REPLICA, "deletionProtectionEnabled"),
    *(
        Mutation(ELASTIC, f"{kind} stock-{noun}", "gone", (gone(),))
        for kind in ("Target", "Policy")
        for noun in ("read", "write")
    ),
    *values(
        ELASTIC, "Target stock-read", "scalableDimension", {"of an index": "dynamodb:index:ReadCapacityUnits"}
    ),
    *values(
        ELASTIC, "Policy stock-write", "scalableDimension", {"of reads": "dynamodb:table:ReadCapacityUnits"}
    ),
    *values(
        ELASTIC, ORDERS, "billingMode", {"provisioned": "PROVISIONED", "missing": None, "unknown": UNKNOWN}
    ),
    Mutation(RESTRICTED, POLICY, "everyone", (put("policy", EVERYONE),)),
    Mutation(RESTRICTED, POLICY, "unknown", (put("policy", UNKNOWN),)),
    Mutation(
        RESTRICTED,
        POLICY,
        "everyone but some",
        (statement("Statement1", {"NotPrincipal": {"AWS": "123456789012"}, "Principal": None}),),
    ),
)
