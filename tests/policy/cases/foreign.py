"""Ways to change AWS that pass by this pack."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import Case, fails, passes

JUDGED: Final = "resource-type-judged"

STACK: Final = Planned("pulumi:pulumi:Stack", {}, "root")


def unseen(token: str, found: str) -> Case:
    """Return a case in which a resource of a type is told to pass by."""
    said = f"{found}, which no control judges; wanted: a type of the AWS provider that says what it is"
    return fails(JUDGED, token, STACK, Planned(token, {}), says=said)


CASES: Final = (
    passes(JUDGED, "of the AWS provider", STACK, Planned("aws:sns/topic:Topic", {})),
    passes(
        JUDGED, "of nothing of AWS", STACK, Planned("random:index/randomId:RandomId", {"byteLength": UNKNOWN})
    ),
    passes(JUDGED, "missing: no resource", STACK),
    unseen("aws-native:s3:Bucket", "it is of another provider of AWS"),
    unseen("awscc:index/s3Bucket:S3Bucket", "it is of another provider of AWS"),
    unseen("aws:index/s3Bucket:S3Bucket", "it is of another provider of AWS"),
    unseen("aws:cloudcontrol/resource:Resource", "it makes a resource of any type"),
    unseen("aws:cloudformation/stack:Stack", "it makes what its template holds"),
    unseen("command:local:Command", "it runs a command"),
    unseen("pulumi-nodejs:dynamic:Resource", "it runs a program of its own"),
    unseen("pulumi-python:dynamic:Resource", "it runs a program of its own"),
    fails(
        JUDGED,
        "alone, and nothing known of it",
        Planned("aws:cloudformation/stack:Stack", {"templateBody": UNKNOWN}),
        says="it makes what its template holds, which no control judges; "
        "wanted: a type of the AWS provider that says what it is",
    ),
)
