"""KMS keys, and the copies in other regions of what they encrypt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.key import OTHER, external, key

if TYPE_CHECKING:
    from tests.policy.cases.case import Case

REGION: Final = "key-multi-region-enabled"

WEST: Final = {"recoveryRegions": ["us-west-2"]}
WANTED: Final = "wanted: true, or a key of its own for each copy"
UNSET: Final = f"data with copies in other regions depends on it, and multiRegion is not set; {WANTED}"
UNCLEAR: Final = (
    f"whether data with copies in other regions depends on it cannot be known at preview; {WANTED}"
)
ARN: Final = "arn:aws:kms:us-west-2:111122223333:key/2"


def table(*replicas: object, on: tuple[str, ...] = ("it",)) -> Planned:
    """Return a table that is encrypted with what it depends on, and asks for these replicas."""
    inputs = {
        "name": "orders",
        "serverSideEncryption": {"enabled": True, "kmsKeyArn": UNKNOWN},
        "replicas": list(replicas),
    }
    return Planned("aws:dynamodb/table:Table", inputs, "table", depends={"serverSideEncryption": on})


def secret(*replicas: object) -> Planned:
    """Return a secret that is encrypted with the key, and asks for these replicas."""
    inputs = {"kmsKeyId": UNKNOWN, "replicas": list(replicas)}
    return Planned("aws:secretsmanager/secret:Secret", inputs, "secret", depends={"kmsKeyId": ("it",)})


def apart(**inputs: object) -> Planned:
    """Return a replica of the table that is a resource of its own."""
    given = {"globalTableArn": UNKNOWN, "region": "us-west-2", **inputs}
    token = "aws:dynamodb/tableReplica:TableReplica"
    return Planned(token, given, "apart", depends={"globalTableArn": ("table",)})


def suffices(label: str, *stack: Planned) -> Case:
    """Return a case of a key that need not work, or does, in another region."""
    return passes(REGION, label, *stack, config=WEST)


def lacks(label: str, *stack: Planned, says: str = UNSET) -> Case:
    """Return a case of a key that is needed in a region in which it is not."""
    return fails(REGION, label, *stack, says=says, config=WEST)


CASES: Final = (
    skips(REGION, "no recovery region", key(), because="no recovery region is configured"),
    skips(REGION, "no key", OTHER, because=f"the stack has no resource that {REGION} is about"),
    suffices("nothing encrypted", key()),
    suffices("a table without replicas", key(), table()),
    suffices("a multi-region key", key(multiRegion=True), table({"regionName": "us-west-2"})),
    suffices(
        "a table's replica with a key of its own", key(), table({"regionName": "us-west-2", "kmsKeyArn": ARN})
    ),
    suffices("a replica of its own with a key that is not known", key(), table(), apart(kmsKeyArn=UNKNOWN)),
    suffices(
        "a secret's replica with a key of its own", key(), secret({"region": "us-west-2", "kmsKeyId": ARN})
    ),
    suffices(
        "another key's table",
        key(),
        replace(key(multiRegion="true"), name="other"),
        table({"regionName": "us-west-2"}, on=("other",)),
    ),
    suffices(
        "a global table of tables with keys of their own",
        key(),
        table(),
        Planned(
            "aws:dynamodb/globalTable:GlobalTable",
            {"name": "orders", "replicas": [{"regionName": "us-west-2"}]},
            "global",
        ),
    ),
    lacks("missing", key(), table({"regionName": "us-west-2"})),
    lacks("missing, and a secret", key(), secret({"region": "us-west-2"})),
    lacks("missing from an external key", external(), table({"regionName": "us-west-2"})),
    lacks("a replica of its own", key(), table(), apart()),
    lacks(
        "off",
        key(multiRegion=False),
        table({"regionName": "us-west-2"}),
        says=UNSET.replace("is not set", "is false"),
    ),
    lacks(
        "unknown",
        key(multiRegion=UNKNOWN),
        table({"regionName": "us-west-2"}),
        says=UNSET.replace("is not set", "cannot be known at preview"),
    ),
    lacks(
        "a replica with the same key",
        key(),
        replace(
            table({"regionName": "us-west-2", "kmsKeyArn": UNKNOWN}),
            depends={"serverSideEncryption": ("it",), "replicas": ("it",)},
        ),
    ),
    lacks("a replica of what cannot be known", key(), table(), replace(apart(), depends={}), says=UNCLEAR),
    lacks(
        "a table of a key that is not known", key(), table({"regionName": "us-west-2"}, on=()), says=UNCLEAR
    ),
)
