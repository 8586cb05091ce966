"""DynamoDB tables."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

PITR: Final = "table-pitr-enabled"
PERIOD: Final = "table-pitr-period-sufficient"
GUARD: Final = "table-deletion-protection-enabled"
KEY: Final = "table-encryption-customer-managed"
STREAM: Final = "table-stream-images-complete"


NO_SWITCH: Final = "point-in-time recovery is not set; wanted: on"
NOT_KNOWN: Final = "point-in-time recovery cannot be known at preview; wanted: on"
UNGUARDED: Final = "deletion protection is not set; wanted: on"


def table(**inputs: object) -> Planned:
    """Return a table."""
    return Planned("aws:dynamodb/table:Table", inputs)


def replica(**inputs: object) -> Planned:
    """Return a table's replica that is a resource of its own."""
    return Planned("aws:dynamodb/tableReplica:TableReplica", inputs)


def provided(tags: dict[str, object]) -> Planned:
    """Return a table whose tags are its provider's."""
    return Planned("aws:dynamodb/table:Table", {}, provider={"defaultTags": {"tags": tags}})


OTHER: Final = Planned("aws:sns/topic:Topic", {})

CASES: Final = (
    passes(PITR, "on", table(pointInTimeRecovery={"enabled": True})),
    passes(PITR, "on as a string", table(pointInTimeRecovery={"enabled": "true"})),
    fails(
        PITR,
        "off",
        table(pointInTimeRecovery={"enabled": False}),
        says="point-in-time recovery is off; wanted: on",
    ),
    fails(PITR, "missing", table(), says=NO_SWITCH),
    fails(PITR, "null", table(pointInTimeRecovery=None), says=NO_SWITCH),
    fails(PITR, "empty", table(pointInTimeRecovery={}), says=NO_SWITCH),
    fails(PITR, "unknown", table(pointInTimeRecovery={"enabled": UNKNOWN}), says=NOT_KNOWN),
    fails(PITR, "unknown above", table(pointInTimeRecovery=UNKNOWN), says=NOT_KNOWN),
    fails(
        PITR,
        "a number",
        table(pointInTimeRecovery={"enabled": 0}),
        says="point-in-time recovery is 0; wanted: on",
    ),
    fails(
        PITR,
        "a word",
        table(pointInTimeRecovery={"enabled": "yes"}),
        says="point-in-time recovery is something else; wanted: on",
    ),
    skips(PITR, "another type", OTHER),
    passes(PERIOD, "seven days", table(pointInTimeRecovery={"enabled": True, "recoveryPeriodInDays": 7})),
    passes(PERIOD, "missing", table(pointInTimeRecovery={"enabled": True})),
    passes(PERIOD, "missing with all of the block", table()),
    fails(
        PERIOD,
        "one day",
        table(pointInTimeRecovery={"enabled": True, "recoveryPeriodInDays": 1}),
        says="the recovery period is 1 day; wanted: at least 7 days",
    ),
    fails(
        PERIOD,
        "zero",
        table(pointInTimeRecovery={"enabled": True, "recoveryPeriodInDays": 0}),
        says="the recovery period is 0 days; wanted: at least 7 days",
    ),
    fails(
        PERIOD,
        "less than configured",
        table(pointInTimeRecovery={"enabled": True, "recoveryPeriodInDays": 20}),
        says="the recovery period is 20 days; wanted: at least 35 days",
        config={"minimumDays": 35},
    ),
    fails(
        PERIOD,
        "unknown",
        table(pointInTimeRecovery={"enabled": True, "recoveryPeriodInDays": UNKNOWN}),
        says="the recovery period cannot be known at preview; wanted: at least 7 days",
    ),
    fails(
        PERIOD,
        "unknown above",
        table(pointInTimeRecovery=UNKNOWN),
        says="the recovery period cannot be known at preview; wanted: at least 7 days",
    ),
    passes(GUARD, "on", table(deletionProtectionEnabled=True)),
    passes(
        GUARD,
        "on, and on every replica",
        table(deletionProtectionEnabled=True, replicas=[{"deletionProtectionEnabled": True}]),
    ),
    fails(
        GUARD,
        "on, and on one replica of two",
        table(
            deletionProtectionEnabled=True,
            replicas=[{"deletionProtectionEnabled": True}, {"regionName": "us-west-2"}],
        ),
        says="deletion protection of replicas[1] is not set; wanted: on",
    ),
    fails(
        GUARD,
        "one replica that is no list",
        table(deletionProtectionEnabled=True, replicas={"deletionProtectionEnabled": "false"}),
        says="deletion protection of replicas[0] is off; wanted: on",
    ),
    fails(
        GUARD,
        "replicas not known",
        table(deletionProtectionEnabled=True, replicas=UNKNOWN),
        says="deletion protection of replicas[0] cannot be known at preview; wanted: on",
    ),
    passes(GUARD, "a replica of its own, on", replica(deletionProtectionEnabled=True)),
    fails(GUARD, "missing from a replica of its own", replica(), says=UNGUARDED),
    fails(
        GUARD,
        "a replica of its own, off",
        replica(deletionProtectionEnabled=False),
        says="deletion protection is off; wanted: on",
    ),
    skips(
        GUARD,
        "an ephemeral replica of its own",
        replica(tags={"ephemeral": "true", "tier": "test"}),
        because="the resource belongs to an ephemeral stack",
    ),
    skips(
        GUARD,
        "ephemeral, with a replica",
        table(replicas=[{"regionName": "us-west-2"}], tags={"ephemeral": "true", "tier": "test"}),
        because="the resource belongs to an ephemeral stack",
    ),
    fails(
        GUARD, "off", table(deletionProtectionEnabled=False), says="deletion protection is off; wanted: on"
    ),
    fails(GUARD, "missing", table(), says=UNGUARDED),
    fails(
        GUARD,
        "unknown",
        table(deletionProtectionEnabled=UNKNOWN),
        says="deletion protection cannot be known at preview; wanted: on",
    ),
    skips(
        GUARD,
        "ephemeral",
        table(tags={"ephemeral": "true", "tier": "development"}),
        because="the resource belongs to an ephemeral stack",
    ),
    skips(
        GUARD,
        "ephemeral, by its provider",
        provided({"ephemeral": "true", "tier": "Staging"}),
        because="the resource belongs to an ephemeral stack",
    ),
    *(
        fails(GUARD, f"ephemeral in {tier}", table(tags={"ephemeral": "true", "tier": tier}), says=UNGUARDED)
        for tier in ("production", "Production", "prod", "live", UNKNOWN, "", None, ["development"])
    ),
    fails(GUARD, "ephemeral in no tier", table(tags={"ephemeral": "true"}), says=UNGUARDED),
    fails(GUARD, "not ephemeral", table(tags={"ephemeral": "false", "tier": "development"}), says=UNGUARDED),
    fails(
        GUARD, "ephemeral unknown", table(tags={"ephemeral": UNKNOWN, "tier": "development"}), says=UNGUARDED
    ),
    passes(
        KEY, "a key's ARN", table(serverSideEncryption={"enabled": True, "kmsKeyArn": "arn:aws:kms:::key/1"})
    ),
    passes(
        KEY,
        "a key that is not known yet",
        table(serverSideEncryption={"enabled": True, "kmsKeyArn": UNKNOWN}),
    ),
    fails(
        KEY,
        "the AWS-managed key",
        table(serverSideEncryption={"enabled": True, "kmsKeyArn": "arn:aws:kms:::alias/aws/dynamodb"}),
        says="the encryption key is a key that AWS manages; wanted: a customer-managed key",
        mendable=False,
    ),
    fails(
        KEY,
        "no key",
        table(serverSideEncryption={"enabled": True}),
        says="the encryption key is not set; wanted: a customer-managed key",
        mendable=False,
    ),
    fails(
        KEY,
        "off, with a key's ARN",
        table(serverSideEncryption={"enabled": False, "kmsKeyArn": "arn:aws:kms:::key/1"}),
        says="encryption with a KMS key is off; wanted: on",
    ),
    fails(
        KEY,
        "unknown as a whole",
        table(serverSideEncryption=UNKNOWN),
        says="encryption with a KMS key cannot be known at preview; wanted: on",
    ),
    fails(
        KEY,
        "off",
        table(serverSideEncryption={"enabled": False, "kmsKeyArn": UNKNOWN}),
        says="encryption with a KMS key is off; wanted: on",
    ),
    fails(
        KEY,
        "missing",
        table(),
        says=(
            "encryption with a KMS key is not set; wanted: on",
            "the encryption key is not set; wanted: a customer-managed key",
        ),
        mendable=False,
    ),
    passes(STREAM, "both images", table(streamEnabled=True, streamViewType="NEW_AND_OLD_IMAGES")),
    fails(
        STREAM,
        "one image",
        table(streamEnabled=True, streamViewType="NEW_IMAGE"),
        says="the stream's view is NEW_IMAGE; wanted: NEW_AND_OLD_IMAGES",
    ),
    fails(
        STREAM,
        "missing",
        table(),
        says=(
            "the stream is not set; wanted: on",
            "the stream's view is not set; wanted: NEW_AND_OLD_IMAGES",
        ),
    ),
    fails(
        STREAM,
        "unknown",
        table(streamEnabled=UNKNOWN, streamViewType=UNKNOWN),
        says=(
            "the stream cannot be known at preview; wanted: on",
            "the stream's view cannot be known at preview; wanted: NEW_AND_OLD_IMAGES",
        ),
    ),
)
