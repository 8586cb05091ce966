"""What is there in the recovery region, and where nothing may be."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import Case, fails, passes, skips

KEYS: Final = "key-recovery-region-available"
ALLOWED: Final = "resource-region-allowed"
MATCHED: Final = "compute-recovery-region-matched"
COVERED: Final = "stateful-recovery-region-covered"

HERE: Final = {"region": "eu-west-1"}
THERE: Final = {"region": "eu-central-1"}
CONFIG: Final = {"recoveryRegions": ["eu-central-1"]}
NO_REGION: Final = "no recovery region is configured"
STANDBY: Final = "wanted: a replica of it there, or a key of that region"
NO_KEY: Final = f"no key stands ready in a recovery region; {STANDBY}"
UNCLEAR: Final = f"whether a key stands ready in a recovery region cannot be known at preview; {STANDBY}"
NOT_ALLOWED: Final = "it is in another region than those allowed; wanted: eu-west-1 or eu-central-1"

KEY: Final = "aws:kms/key:Key"
REPLICA: Final = "aws:kms/replicaKey:ReplicaKey"
FUNCTION: Final = "aws:lambda/function:Function"
TOPIC: Final = "aws:sns/topic:Topic"


def placed(token: str, where: object = "eu-west-1", name: str = "it", /, **inputs: object) -> Planned:
    """Return a resource of a provider of this region."""
    return Planned(token, inputs, name, provider={"region": where})


def data(prop: str = "serverSideEncryption", token: str = "aws:dynamodb/table:Table") -> Planned:  # noqa: S107 # a type token
    """Return what is encrypted with the key."""
    return Planned(token, {prop: {"kmsKeyArn": UNKNOWN}}, "data", depends={prop: ("it",)}, provider=HERE)


def replica(region: object = "eu-central-1", of: str = "it") -> Planned:
    """Return a replica of the key."""
    depends = {"primaryKeyArn": (of,)} if of else {}
    return Planned(
        REPLICA, {"primaryKeyArn": UNKNOWN}, "replica", depends=depends, provider={"region": region}
    )


def configured(case: Case, config: dict[str, list[str]] = CONFIG) -> Case:
    """Return a case under a configuration."""
    return replace(case, config=config)


ENCRYPTION: Final = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
UNUSED: Final = "no data outside the recovery regions rests on it"
REGIONS: Final = {"allowedRegions": ["eu-west-1", "eu-central-1"]}
BOTH: Final = (placed(FUNCTION), placed(FUNCTION, "eu-central-1", "second"))
LOG_BUCKET: Final = Planned(
    "aws:s3/bucketLogging:BucketLogging",
    {"bucket": UNKNOWN, "targetBucket": UNKNOWN},
    "logging",
    depends={"bucket": ("other",), "targetBucket": ("it",)},
    provider=HERE,
)

CASES: Final = (
    fails(
        COVERED,
        "a bucket, but not that of its access logs",
        placed("aws:s3/bucket:Bucket"),
        placed("aws:s3/bucket:Bucket", "eu-west-1", "other"),
        LOG_BUCKET,
        at="other",
        says="nothing of what it holds comes to a recovery region; "
        "wanted: a replica there, or a backup plan that covers it and copies to a vault there",
        config=CONFIG,
    ),
    passes(KEYS, "a replica", placed(KEY), data(), replica(), config=CONFIG),
    passes(
        KEYS, "another key there", placed(KEY), data(), placed(KEY, "eu-central-1", "second"), config=CONFIG
    ),
    fails(KEYS, "missing", placed(KEY), data(), says=NO_KEY, config=CONFIG),
    fails(
        KEYS,
        "missing: a key there that signs",
        placed(KEY),
        data(),
        placed(KEY, "eu-central-1", "second", customerMasterKeySpec="ECC_NIST_P256"),
        says=NO_KEY,
        config=CONFIG,
    ),
    fails(KEYS, "missing, of a bucket", placed(KEY), data("rules", ENCRYPTION), says=NO_KEY, config=CONFIG),
    fails(KEYS, "a replica elsewhere", placed(KEY), data(), replica("us-east-1"), says=NO_KEY, config=CONFIG),
    fails(
        KEYS,
        "a replica of another key",
        placed(KEY),
        data(),
        placed(KEY, "eu-west-1", "second"),
        replica(of="second"),
        says=NO_KEY,
        config=CONFIG,
    ),
    fails(
        KEYS,
        "unknown: a replica of which key",
        placed(KEY),
        data(),
        replica(of=""),
        says=UNCLEAR,
        config=CONFIG,
    ),
    fails(
        KEYS,
        "unknown: the region of another key",
        placed(KEY),
        data(),
        placed(KEY, UNKNOWN, "second"),
        says=UNCLEAR,
        config=CONFIG,
    ),
    configured(skips(KEYS, "no data", placed(KEY), because=UNUSED)),
    configured(skips(KEYS, "in the recovery region", placed(KEY, "eu-central-1"), data(), because=UNUSED)),
    skips(KEYS, "no recovery region", placed(KEY), data(), because=NO_REGION),
    passes(ALLOWED, "allowed", placed(TOPIC), config=REGIONS),
    passes(ALLOWED, "its own region", placed(TOPIC, "us-west-2", region="eu-central-1"), config=REGIONS),
    passes(
        ALLOWED,
        "a watcher in us-east-1",
        placed("aws:cloudwatch/metricAlarm:MetricAlarm", "us-east-1"),
        config=REGIONS,
    ),
    fails(ALLOWED, "another region", placed(TOPIC, "us-west-2"), says=NOT_ALLOWED, config=REGIONS),
    fails(
        ALLOWED, "no watcher in us-east-1", placed(FUNCTION, "us-east-1"), says=NOT_ALLOWED, config=REGIONS
    ),
    fails(
        ALLOWED,
        "a watcher, as configured",
        placed(TOPIC, "us-east-1"),
        says=NOT_ALLOWED,
        config={**REGIONS, "watchRegions": []},
    ),
    fails(
        ALLOWED,
        "unknown",
        placed(TOPIC, UNKNOWN),
        config=REGIONS,
        says="its region cannot be known at preview; wanted: eu-west-1 or eu-central-1",
    ),
    fails(
        ALLOWED,
        "missing",
        Planned(TOPIC, {}),
        config=REGIONS,
        says="its region cannot be known at preview; wanted: eu-west-1 or eu-central-1",
    ),
    skips(ALLOWED, "any region", placed(TOPIC), because="no region is configured as allowed"),
    configured(
        skips(
            ALLOWED,
            "no region",
            placed("aws:iam/role:Role", "us-west-2"),
            because="it is of a service without regions",
        ),
        REGIONS,
    ),
    skips(ALLOWED, "another type", Planned("aws:sns/topicPolicy:TopicPolicy", {})),
    passes(MATCHED, "in both", *BOTH, config=CONFIG),
    passes(MATCHED, "there alone", placed(FUNCTION, "eu-central-1"), config=CONFIG),
    fails(
        MATCHED,
        "missing",
        placed(FUNCTION),
        at="",
        config=CONFIG,
        says="of 1 Function, 0 are in a recovery region too; wanted: as many Functions there",
    ),
    fails(
        MATCHED,
        "one of two",
        *BOTH,
        placed(FUNCTION, "eu-west-1", "third"),
        at="",
        config=CONFIG,
        says="of 2 Functions, 1 are in a recovery region too; wanted: as many Functions there",
    ),
    fails(
        MATCHED,
        "unknown",
        placed(FUNCTION, UNKNOWN),
        at="",
        config=CONFIG,
        says="the region of 1 Function cannot be known at preview; wanted: as many Functions there",
    ),
    skips(MATCHED, "no recovery region", placed(FUNCTION), because=NO_REGION),
)
