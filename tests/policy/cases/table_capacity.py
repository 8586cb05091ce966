"""DynamoDB tables, and what scales them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.table import OTHER, table

CAPACITY: Final = "table-capacity-elastic"

READ: Final = "dynamodb:table:ReadCapacityUnits"
WRITE: Final = "dynamodb:table:WriteCapacityUnits"
WANTED: Final = "wanted: on-demand billing, or a scaling target with a policy"
FIXED_READ: Final = f"its read capacity is fixed; {WANTED}"
FIXED_WRITE: Final = f"its write capacity is fixed; {WANTED}"
UNCLEAR_READ: Final = f"whether its read capacity scales cannot be known at preview; {WANTED}"
UNCLEAR_WRITE: Final = f"whether its write capacity scales cannot be known at preview; {WANTED}"

PROVISIONED: Final = table(name="orders", billingMode="PROVISIONED", readCapacity=5, writeCapacity=5)
UNNAMED: Final = table(billingMode="PROVISIONED", readCapacity=5, writeCapacity=5)


def scaling(kind: str, dimension: str, resource: str = "table/orders", on: tuple[str, ...] = ()) -> Planned:
    """Return a scaling target or policy that takes the name of what it scales from these resources."""
    inputs = {"serviceNamespace": "dynamodb", "resourceId": resource, "scalableDimension": dimension}
    token = f"aws:appautoscaling/{kind}:{kind.capitalize()}"
    return Planned(token, inputs, f"{kind}-{dimension}", depends={"resourceId": on})


READS: Final = (scaling("target", READ), scaling("policy", READ))
WRITES: Final = (scaling("target", WRITE), scaling("policy", WRITE))


def declared(dimension: str) -> tuple[Planned, Planned]:
    """Return a target of a table whose name is not known, and a policy that names it as the target does."""
    target = scaling("target", dimension, UNKNOWN, ("it",))
    return target, scaling("policy", dimension, UNKNOWN, (target.name,))


CASES: Final = (
    passes(CAPACITY, "on demand", table(billingMode="PAY_PER_REQUEST")),
    passes(CAPACITY, "scaled by name", PROVISIONED, *READS, *WRITES),
    passes(CAPACITY, "scaled by what it depends on", UNNAMED, *declared(READ), *declared(WRITE)),
    passes(
        CAPACITY,
        "a billing mode that is not known, scaled",
        table(billingMode=UNKNOWN, name="orders"),
        *READS,
        *WRITES,
    ),
    fails(CAPACITY, "provisioned", PROVISIONED, says=(FIXED_READ, FIXED_WRITE)),
    fails(CAPACITY, "missing", table(), says=(FIXED_READ, FIXED_WRITE)),
    fails(CAPACITY, "unknown", table(billingMode=UNKNOWN), says=(UNCLEAR_READ, UNCLEAR_WRITE)),
    fails(CAPACITY, "reads alone scaled", PROVISIONED, *READS, says=FIXED_WRITE),
    fails(CAPACITY, "a target without a policy", PROVISIONED, *READS, WRITES[0], says=FIXED_WRITE),
    fails(CAPACITY, "a policy without a target", PROVISIONED, *WRITES, READS[1], says=FIXED_READ),
    fails(
        CAPACITY,
        "an index scaled, not the table",
        UNNAMED,
        *declared("dynamodb:index:ReadCapacityUnits"),
        *declared(WRITE),
        says=FIXED_READ,
    ),
    fails(
        CAPACITY,
        "another table scaled",
        PROVISIONED,
        *WRITES,
        scaling("target", READ, "table/customers"),
        scaling("policy", READ, "table/customers"),
        says=FIXED_READ,
    ),
    fails(
        CAPACITY,
        "scaled in another region",
        replace(PROVISIONED, provider={"region": "eu-west-1"}),
        *(replace(each, provider={"region": "us-west-2"}) for each in (*READS, *WRITES)),
        says=(FIXED_READ, FIXED_WRITE),
    ),
    fails(
        CAPACITY,
        "a target of what cannot be known",
        UNNAMED,
        *declared(WRITE),
        scaling("target", READ, UNKNOWN),
        scaling("policy", READ, UNKNOWN),
        says=UNCLEAR_READ,
    ),
    fails(
        CAPACITY,
        "a dimension that is not known",
        PROVISIONED,
        *WRITES,
        scaling("target", UNKNOWN),
        scaling("policy", READ),
        says=UNCLEAR_READ,
    ),
    skips(CAPACITY, "no table", OTHER, because=f"the stack has no resource that {CAPACITY} is about"),
)
