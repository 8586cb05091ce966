"""Replicas of DynamoDB tables, and who reaches a table from outside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket_policy import GRANT, document
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.table import OTHER, replica, table

if TYPE_CHECKING:
    from tests.policy.cases.case import Case

PRESENT: Final = "table-replica-present"
PITR: Final = "table-replica-pitr-enabled"
KEY: Final = "table-replica-encryption-customer-managed"
POLICY: Final = "table-policy-principal-restricted"

WEST: Final = {"recoveryRegions": ["us-west-2"]}
BOTH: Final = {"recoveryRegions": ["us-west-2", "eu-central-1"]}
ALONE: Final = "it has no replica in us-west-2; wanted: a replica in every recovery region"
UNCLEAR: Final = (
    "whether it has a replica in us-west-2 cannot be known at preview; "
    "wanted: a replica in every recovery region"
)
NO_KEY: Final = "the encryption key is not set; wanted: a customer-managed key"
WANTED: Final = (
    "wanted: named principals, or a condition that holds everyone to an account, a resource or a network"
)
ARN: Final = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
NO_REPLICA: Final = "the table asks for no replica itself"

ORDERS: Final = table(name="orders", region="eu-west-1")
SECOND: Final = Planned("aws:dynamodb/table:Table", {"name": "customers", "region": "us-west-2"}, "second")


def apart(arn: str, on: tuple[str, ...] = (), region: str = "us-west-2", name: str = "replica") -> Planned:
    """Return a replica of its own, in the region of its provider."""
    inputs, depends = {"globalTableArn": arn}, {"globalTableArn": on}
    return replace(replica(**inputs), name=name, depends=depends, provider={"region": region})


def global_table(name: str, *regions: str, on: tuple[str, ...] = ()) -> Planned:
    """Return a global table of the first version."""
    inputs = {"name": name, "replicas": [{"regionName": region} for region in regions]}
    return Planned("aws:dynamodb/globalTable:GlobalTable", inputs, "global", depends={"name": on})


def inside(*replicas: object, region: str = "eu-west-1") -> Planned:
    """Return a table that asks for these replicas itself."""
    return table(region=region, replicas=list(replicas))


def policy(value: object) -> Planned:
    """Return a resource policy."""
    return Planned("aws:dynamodb/resourcePolicy:ResourcePolicy", {"resourceArn": ARN, "policy": value})


def lacks(label: str, *stack: Planned, says: str | tuple[str, ...] = ALONE) -> Case:
    """Return a case of a table without the replica that is wanted."""
    return fails(PRESENT, label, *stack, says=says, config=WEST)


CASES: Final = (
    skips(PRESENT, "no recovery region", ORDERS, because="no recovery region is configured"),
    skips(PRESENT, "no table", OTHER, because=f"the stack has no resource that {PRESENT} is about"),
    replace(
        skips(PRESENT, "in the recovery region", SECOND, because="it is in the recovery region"),
        config=WEST,
    ),
    passes(PRESENT, "inside", inside({"regionName": "us-west-2"}), config=WEST),
    passes(PRESENT, "one that is no list", table(replicas={"regionName": "us-west-2"}), config=WEST),
    passes(PRESENT, "apart, by ARN", ORDERS, apart(ARN), config=WEST),
    passes(
        PRESENT,
        "apart, in its own region input",
        ORDERS,
        replica(globalTableArn=ARN, region="us-west-2"),
        config=WEST,
    ),
    passes(PRESENT, "apart, by ARN, of a table without a name", table(), apart(ARN, ("it",)), config=WEST),
    passes(PRESENT, "apart, by what it depends on", table(), apart(UNKNOWN, ("it",)), config=WEST),
    passes(
        PRESENT,
        "one inside, one apart",
        inside({"regionName": "us-west-2"}),
        apart(UNKNOWN, ("it",), "eu-central-1"),
        config=BOTH,
    ),
    passes(
        PRESENT,
        "a global table by name",
        ORDERS,
        global_table("orders", "eu-west-1", "us-west-2"),
        config=WEST,
    ),
    passes(
        PRESENT,
        "a global table by what it depends on",
        table(),
        global_table(UNKNOWN, "us-west-2", on=("it",)),
        config=WEST,
    ),
    passes(
        PRESENT,
        "in one recovery region, with a replica in the other",
        inside({"regionName": "eu-central-1"}, region="us-west-2"),
        config=BOTH,
    ),
    lacks("missing", ORDERS),
    lacks("another region", inside({"regionName": "us-east-1"})),
    fails(
        PRESENT,
        "one of two",
        inside({"regionName": "us-west-2"}),
        says="it has no replica in eu-central-1; wanted: a replica in every recovery region",
        config=BOTH,
    ),
    lacks("apart, of another table", ORDERS, apart(ARN.replace("orders", "customers"))),
    lacks(
        "apart, of a table of the same name elsewhere", ORDERS, apart(ARN.replace("eu-west-1", "us-east-1"))
    ),
    lacks("apart, in another region", ORDERS, apart(ARN, region="us-east-1")),
    lacks("apart, of another table that it depends on", ORDERS, SECOND, apart(UNKNOWN, ("second",))),
    lacks("a global table of another name", ORDERS, global_table("customers", "us-west-2")),
    lacks("unknown", table(replicas=UNKNOWN), says=UNCLEAR),
    lacks("a region that is not known", inside({"regionName": UNKNOWN}), says=UNCLEAR),
    lacks("apart, of a table that is not known", ORDERS, apart(UNKNOWN), says=UNCLEAR),
    lacks("apart, in a region that is not known", ORDERS, apart(ARN, region=UNKNOWN), says=UNCLEAR),
    lacks("a global table that is not known", ORDERS, global_table(UNKNOWN, "us-west-2"), says=UNCLEAR),
    skips(PITR, "missing: no replica", table(), because=NO_REPLICA),
    skips(PITR, "another type", OTHER),
    passes(PITR, "on every replica", inside({"pointInTimeRecovery": True}, {"pointInTimeRecovery": "true"})),
    fails(
        PITR,
        "on no replica",
        inside({"regionName": "us-west-2"}, {"pointInTimeRecovery": False}),
        says=(
            "point-in-time recovery of replicas[0] is not set; wanted: on",
            "point-in-time recovery of replicas[1] is off; wanted: on",
        ),
    ),
    fails(
        PITR,
        "one that is no list",
        table(replicas={"pointInTimeRecovery": False}),
        says="point-in-time recovery of replicas[0] is off; wanted: on",
    ),
    fails(
        PITR,
        "replicas not known",
        table(replicas=UNKNOWN),
        says="point-in-time recovery of replicas[0] cannot be known at preview; wanted: on",
    ),
    passes(PITR, "a replica of its own, on", replica(pointInTimeRecovery=True)),
    fails(
        PITR,
        "missing from a replica of its own",
        replica(),
        says="point-in-time recovery is not set; wanted: on",
    ),
    fails(
        PITR,
        "a replica of its own, off",
        replica(pointInTimeRecovery=False),
        says="point-in-time recovery is off; wanted: on",
    ),
    fails(
        PITR,
        "a replica of its own, unknown",
        replica(pointInTimeRecovery=UNKNOWN),
        says="point-in-time recovery cannot be known at preview; wanted: on",
    ),
    skips(KEY, "no replica", table(), because=NO_REPLICA),
    passes(
        KEY, "keys of its own", inside({"kmsKeyArn": "arn:aws:kms:us-west-2:1:key/1"}, {"kmsKeyArn": UNKNOWN})
    ),
    fails(
        KEY,
        "missing",
        inside({"regionName": "us-west-2"}),
        says="the encryption key of replicas[0] is not set; wanted: a customer-managed key",
    ),
    fails(
        KEY,
        "the AWS-managed key",
        inside({"kmsKeyArn": "arn:aws:kms:us-west-2:1:alias/aws/dynamodb"}),
        says="the encryption key of replicas[0] is a key that AWS manages; wanted: a customer-managed key",
    ),
    fails(
        KEY,
        "replicas not known",
        table(replicas=UNKNOWN),
        says="the encryption key of replicas[0] cannot be known at preview; wanted: a customer-managed key",
    ),
    passes(KEY, "a replica of its own", replica(kmsKeyArn=UNKNOWN)),
    fails(KEY, "missing from a replica of its own", replica(), says=NO_KEY),
    passes(POLICY, "the account", policy(document({**GRANT, "Principal": {"AWS": "arn:aws:iam::1:root"}}))),
    passes(POLICY, "missing: no document", policy(None)),
    passes(
        POLICY, "a document that is no string", policy({"Statement": {**GRANT, "Principal": {"AWS": "1"}}})
    ),
    fails(
        POLICY,
        "everyone",
        policy(document(GRANT)),
        says=f"statement 1 of the resource policy allows everyone; {WANTED}",
    ),
    fails(
        POLICY,
        "unknown",
        policy(UNKNOWN),
        says=f"the resource policy cannot be known at preview, unless its ARNs are made of names; {WANTED}",
    ),
    skips(POLICY, "another type", OTHER),
)
