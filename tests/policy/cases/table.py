"""DynamoDB tables."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

PITR: Final = "table-pitr-enabled"
GUARD: Final = "table-deletion-protection-enabled"
KEY: Final = "table-encryption-customer-managed"
STREAM: Final = "table-stream-images-complete"


NO_SWITCH: Final = "point-in-time recovery is not set; wanted: on"
NOT_KNOWN: Final = "point-in-time recovery cannot be known at preview; wanted: on"
UNGUARDED: Final = "deletion protection is not set; wanted: on"


def table(**inputs: object) -> Planned:
    """Return a table."""
    return Planned("aws:dynamodb/table:Table", inputs)


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
    passes(
        PITR,
        "on, and on every replica",
        table(pointInTimeRecovery={"enabled": True}, replicas=[{"pointInTimeRecovery": True}] * 2),
    ),
    fails(
        PITR,
        "on, and on no replica",
        table(
            pointInTimeRecovery={"enabled": True},
            replicas=[{"regionName": "us-west-2"}, {"pointInTimeRecovery": False}],
        ),
        says=(
            "point-in-time recovery of replicas[0] is not set; wanted: on",
            "point-in-time recovery of replicas[1] is off; wanted: on",
        ),
    ),
    fails(
        PITR,
        "on, and replicas not known",
        table(pointInTimeRecovery={"enabled": True}, replicas=UNKNOWN),
        says="point-in-time recovery of replicas[0] cannot be known at preview; wanted: on",
    ),
    skips(PITR, "another type", OTHER),
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
    ),
    fails(
        KEY,
        "no key",
        table(serverSideEncryption={"enabled": True}),
        says="the encryption key is not set; wanted: a customer-managed key",
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
