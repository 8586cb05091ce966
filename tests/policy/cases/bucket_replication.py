"""S3 replication: copies of a bucket that outlive it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.bucket import OTHER, adrift, alone, bucket, bucket_v2, of
from tests.policy.cases.case import fails, passes, skips

PRESENT: Final = "bucket-replication-present"
DISTINCT: Final = "bucket-replication-region-distinct"
BOUNDED: Final = "bucket-replication-time-bounded"

RECOVERY: Final = {"recoveryRegions": ["eu-west-1"]}
NO_REPLICATION: Final = "it has no replication configuration; wanted: one that refers to it"
NOT_IN_FORCE: Final = "no replication rule is in force; wanted: one that is"
NOT_REPLICATED: Final = "the bucket is not replicated"
SAME_REGION: Final = "it is not replicated to another region; wanted: another region"
NOT_RECOVERED: Final = "it is not replicated to a recovery region; wanted: a recovery region"
UNCLEAR_REGION: Final = (
    "the region that it is replicated to cannot be known at preview; wanted: another region"
)
SPLIT: Final = "it-ReplicationConfig"
ON: Final = {"status": "Enabled"}
OFF: Final = {"status": "Disabled"}


def rule(target: object = UNKNOWN, *, on: object = "Enabled", **destination: object) -> dict[str, object]:
    """Return a replication rule."""
    return {"status": on, "destination": {"bucket": target, **destination}}


def replicated(*rules: object, to: tuple[str, ...] = ("copy",)) -> Planned:
    """Return a replication configuration that depends on these buckets of the program."""
    split = of("ReplicationConfig", role="r", rules=list(rules) or [rule()])
    return replace(split, depends={**split.depends, "rules": to})


def elsewhere(*rules: object) -> Planned:
    """Return a replication configuration of a bucket of another stack."""
    return alone("ReplicationConfig", role="r", rules=list(rules))


def inline(*rules: object) -> dict[str, object]:
    """Return the property of a bucket that replicates it."""
    return {"role": "r", "rules": list(rules)}


def inline_v2(**destination: object) -> dict[str, object]:
    """Return an inline replication rule of the older type."""
    return {"status": "Enabled", "destinations": [{"bucket": "arn:aws:s3:::copy", **destination}]}


def within(planned: Planned, region: object) -> Planned:
    """Return a resource in a region of its own."""
    return replace(planned, inputs={**planned.inputs, "region": region})


HERE: Final = within(bucket(), "eu-north-1")
REPLICATED_HERE: Final = within(replicated(), "eu-north-1")
THERE: Final = within(bucket("copy", bucket="copy"), "eu-west-1")
BY_ARN: Final = replicated(rule("arn:aws:s3:::copy"), to=())
TIMED: Final = {
    "replicationTime": {"status": "Enabled", "time": {"minutes": 15}},
    "metrics": {"status": "Enabled", "eventThreshold": {"minutes": 15}},
}
TIMED_INLINE: Final = {"replicationTime": {**ON, "minutes": 15}, "metrics": {**ON, "minutes": 15}}
NO_TIME: Final = (
    "replication time control of rules[0] is not set; wanted: Enabled",
    "replication metrics of rules[0] is not set; wanted: Enabled",
)
TIME_OFF: Final = (
    "replication time control of rules[0] is Disabled; wanted: Enabled",
    "replication metrics of rules[0] is Disabled; wanted: Enabled",
)
CASES: Final = (
    passes(PRESENT, "by a resource", HERE, THERE, REPLICATED_HERE, config=RECOVERY),
    passes(
        PRESENT,
        "inline",
        bucket(replicationConfiguration=inline(rule("arn:aws:s3:::copy"))),
        config=RECOVERY,
    ),
    passes(PRESENT, "inline, older type", bucket_v2(replicationConfigurations=[inline(ON)]), config=RECOVERY),
    skips(PRESENT, "no recovery region", bucket(), because="no recovery region is configured"),
    fails(PRESENT, "missing", bucket(), says=NO_REPLICATION, config=RECOVERY),
    fails(PRESENT, "missing in another region", HERE, THERE, says=NO_REPLICATION, config=RECOVERY),
    fails(
        PRESENT,
        "disabled",
        bucket(),
        replicated(rule(on="Disabled")),
        says=NOT_IN_FORCE,
        config=RECOVERY,
    ),
    fails(
        PRESENT,
        "status unknown",
        bucket(),
        replicated(rule(on=UNKNOWN)),
        says="whether a replication rule is in force cannot be known at preview; wanted: one that is",
        config=RECOVERY,
    ),
    fails(
        PRESENT,
        "of a bucket that is not known",
        bucket(),
        adrift("ReplicationConfig", rules=[rule()]),
        says=(
            "which replication configuration belongs to it cannot be known at preview; "
            "wanted: one that refers to it"
        ),
        config=RECOVERY,
    ),
    passes(DISTINCT, "in another region", HERE, THERE, REPLICATED_HERE),
    passes(DISTINCT, "in another region, by its ARN", HERE, THERE, BY_ARN),
    passes(
        DISTINCT,
        "in the region of its provider",
        replace(bucket(), provider={"region": "eu-north-1"}),
        replace(bucket("copy"), provider={"region": "eu-west-1"}),
        replace(replicated(), provider={"region": "eu-north-1"}),
    ),
    passes(
        DISTINCT,
        "inline, to the older type",
        within(bucket(replicationConfiguration=inline(rule("arn:aws:s3:::copy"))), "eu-north-1"),
        within(bucket_v2("copy", bucket="copy"), "eu-west-1"),
    ),
    passes(
        DISTINCT,
        "inline, older type",
        within(bucket_v2(replicationConfigurations=[inline(inline_v2())]), "eu-north-1"),
        THERE,
    ),
    passes(DISTINCT, "in a recovery region", HERE, THERE, REPLICATED_HERE, config=RECOVERY),
    passes(
        DISTINCT,
        "back from a recovery region",
        within(bucket(), "eu-west-1"),
        within(bucket("copy"), "eu-north-1"),
        within(replicated(), "eu-west-1"),
        config=RECOVERY,
    ),
    passes(
        DISTINCT,
        "one of two in another region",
        HERE,
        THERE,
        within(bucket("near", bucket="near"), "eu-north-1"),
        within(replicated(rule("arn:aws:s3:::near"), rule("arn:aws:s3:::copy"), to=()), "eu-north-1"),
    ),
    passes(
        DISTINCT,
        "one of two that are both in another region",
        HERE,
        within(bucket("copy"), "eu-west-1"),
        within(bucket("second"), "us-east-1"),
        within(replicated(to=("copy", "second")), "eu-north-1"),
    ),
    fails(
        DISTINCT,
        "one of two, of which one is in another region",
        HERE,
        within(bucket("copy"), "eu-west-1"),
        within(bucket("second"), "eu-north-1"),
        within(replicated(to=("copy", "second")), "eu-north-1"),
        says=UNCLEAR_REGION,
    ),
    skips(DISTINCT, "missing", bucket(), because=NOT_REPLICATED),
    skips(DISTINCT, "disabled", bucket(), replicated(rule(on="Disabled")), because=NOT_REPLICATED),
    fails(
        DISTINCT, "in its own region", HERE, within(THERE, "eu-north-1"), REPLICATED_HERE, says=SAME_REGION
    ),
    fails(
        DISTINCT,
        "in no recovery region",
        HERE,
        within(THERE, "us-east-1"),
        REPLICATED_HERE,
        says=NOT_RECOVERED,
        config=RECOVERY,
    ),
    fails(DISTINCT, "region missing", bucket(), bucket("copy"), replicated(), says=UNCLEAR_REGION),
    fails(
        DISTINCT,
        "region unknown",
        HERE,
        within(THERE, UNKNOWN),
        REPLICATED_HERE,
        says=UNCLEAR_REGION,
    ),
    fails(
        DISTINCT,
        "status unknown",
        HERE,
        THERE,
        within(replicated(rule(on=UNKNOWN)), "eu-north-1"),
        says=UNCLEAR_REGION,
    ),
    fails(DISTINCT, "to another stack", HERE, BY_ARN, says=UNCLEAR_REGION),
    fails(DISTINCT, "to a bucket that is not known", HERE, replicated(to=()), says=UNCLEAR_REGION),
    fails(DISTINCT, "destination missing", HERE, replicated(ON), says=UNCLEAR_REGION),
    passes(BOUNDED, "both on", elsewhere(rule(**TIMED))),
    passes(BOUNDED, "both on inline", bucket(replicationConfiguration=inline(rule(**TIMED_INLINE)))),
    passes(
        BOUNDED,
        "both on inline, older type",
        bucket_v2(replicationConfigurations=[inline(inline_v2(replicationTimes=[ON], metrics=[ON]))]),
    ),
    passes(BOUNDED, "a disabled rule", elsewhere(rule(on="Disabled"))),
    passes(BOUNDED, "no replication inline", bucket()),
    fails(BOUNDED, "missing", elsewhere(rule("arn:aws:s3:::copy")), says=NO_TIME, at=SPLIT),
    fails(
        BOUNDED,
        "missing inline",
        bucket(replicationConfiguration=inline(rule("arn:aws:s3:::copy"))),
        says=NO_TIME,
    ),
    fails(
        BOUNDED,
        "missing inline, older type",
        bucket_v2(replicationConfigurations=[inline(inline_v2())]),
        says=NO_TIME,
        mendable=False,
    ),
    fails(
        BOUNDED,
        "both off",
        elsewhere(rule("arn:aws:s3:::copy", replicationTime=OFF, metrics=OFF)),
        says=TIME_OFF,
        at=SPLIT,
    ),
    fails(
        BOUNDED,
        "both off inline, older type",
        bucket_v2(replicationConfigurations=[inline(inline_v2(replicationTimes=[OFF], metrics=[OFF]))]),
        says=TIME_OFF,
    ),
    fails(
        BOUNDED,
        "off in the second rule",
        elsewhere(rule("a", **TIMED), rule("b", **{**TIMED, "metrics": OFF})),
        says="replication metrics of rules[1] is Disabled; wanted: Enabled",
        at=SPLIT,
    ),
    fails(
        BOUNDED,
        "unknown",
        elsewhere(rule(**{**TIMED, "replicationTime": UNKNOWN})),
        says="replication time control of rules[0] cannot be known at preview; wanted: Enabled",
        at=SPLIT,
    ),
    fails(
        BOUNDED,
        "rules unknown",
        of("ReplicationConfig", rules=UNKNOWN),
        says=(
            "replication time control of rules[0] cannot be known at preview; wanted: Enabled",
            "replication metrics of rules[0] cannot be known at preview; wanted: Enabled",
        ),
        at=SPLIT,
    ),
    skips(BOUNDED, "another type", OTHER),
)
