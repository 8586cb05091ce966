"""DynamoDB tables."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips

PITR: Final = "table-pitr-enabled"
GUARD: Final = "table-deletion-protection-enabled"
KEY: Final = "table-encryption-customer-managed"
STREAM: Final = "table-stream-images-complete"
BACKUP: Final = "table-backup-planned"


NO_SWITCH: Final = "point-in-time recovery is not set; wanted: on"
NOT_KNOWN: Final = "point-in-time recovery cannot be known at preview; wanted: on"
UNGUARDED: Final = "deletion protection is not set; wanted: on"
UNPLANNED: Final = (
    "no backup selection covers it; wanted: a selection that names the table or one of its tags"
)
UNCLEAR: Final = (
    "whether a backup selection covers it cannot be known at preview; "
    "wanted: a selection that names the table or one of its tags"
)


def table(**inputs: object) -> Planned:
    """Return a table."""
    return Planned("aws:dynamodb/table:Table", inputs)


def second(**inputs: object) -> Planned:
    """Return another table."""
    return Planned("aws:dynamodb/table:Table", inputs, "second")


def provided(tags: dict[str, object]) -> Planned:
    """Return a table whose tags are its provider's."""
    return Planned("aws:dynamodb/table:Table", {}, provider={"defaultTags": {"tags": tags}})


def selection(depends: tuple[str, ...] = (), **inputs: object) -> Planned:
    """Return a backup selection whose resources depend on these."""
    return Planned("aws:backup/selection:Selection", inputs, "selection", depends={"resources": depends})


def by_tag(value: str) -> Planned:
    """Return a backup selection by tag."""
    return selection(selectionTags=[{"type": "STRINGEQUALS", "key": "backup", "value": value}])


def under(operator: str, key: str, value: str) -> Planned:
    """Return a backup selection of everything that meets a condition."""
    return selection(
        resources=["*"], conditions=[{operator: [{"key": f"aws:ResourceTag/{key}", "value": value}]}]
    )


OTHER: Final = Planned("aws:sns/topic:Topic", {})
TAGGED: Final = table(name="orders", tags={"backup": "daily"})

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
    passes(BACKUP, "its ARN, not known yet", table(), selection(("it",), resources=[UNKNOWN])),
    passes(BACKUP, "its ARN", TAGGED, selection(resources=["arn:aws:dynamodb:eu-west-1:1:table/orders"])),
    fails(
        BACKUP,
        "another ARN",
        TAGGED,
        selection(resources=["arn:aws:dynamodb:eu-west-1:1:table/x"]),
        says=UNPLANNED,
    ),
    fails(BACKUP, "an ARN that is not known", TAGGED, selection(resources=[UNKNOWN]), says=UNCLEAR),
    passes(BACKUP, "everything", table(), selection(resources=["*"])),
    passes(BACKUP, "all tables", table(), selection(resources=["arn:aws:dynamodb:*:*:table/*"])),
    passes(BACKUP, "all of the service", table(), selection(resources=["arn:aws:dynamodb:*"])),
    fails(BACKUP, "all buckets", table(), selection(resources=["arn:aws:s3:::*"]), says=UNPLANNED),
    passes(BACKUP, "tables like it", TAGGED, selection(resources=["arn:aws:dynamodb:*:*:table/ord*"])),
    fails(
        BACKUP,
        "tables unlike it",
        TAGGED,
        selection(resources=["arn:aws:dynamodb:*:*:table/x*"]),
        says=UNPLANNED,
    ),
    fails(
        BACKUP,
        "tables perhaps like it",
        table(),
        selection(resources=["arn:aws:dynamodb:*:*:table/x*"]),
        says=UNCLEAR,
    ),
    passes(
        BACKUP,
        "tables of its region",
        table(name="orders", region="eu-west-1"),
        selection(resources=["arn:aws:dynamodb:eu-*:*:table/*"]),
    ),
    fails(
        BACKUP,
        "tables of another region",
        table(name="orders", region="us-east-1"),
        selection(resources=["arn:aws:dynamodb:eu-*:*:table/*"]),
        says=UNPLANNED,
    ),
    fails(
        BACKUP,
        "tables of a region that may be its own",
        TAGGED,
        selection(resources=["arn:aws:dynamodb:eu-*:*:table/*"]),
        says=UNCLEAR,
    ),
    passes(
        BACKUP,
        "a selection of its region",
        table(name="orders", region="eu-west-1"),
        selection(resources=["*"], region="eu-west-1"),
    ),
    fails(
        BACKUP,
        "a selection of another region",
        table(name="orders", region="eu-west-1"),
        selection(resources=["*"], region="us-west-2"),
        says=UNPLANNED,
    ),
    fails(
        BACKUP,
        "its ARN, in a selection of another region",
        table(name="orders", region="eu-west-1"),
        selection(resources=["arn:aws:dynamodb:eu-west-1:1:table/orders"], region="us-west-2"),
        says=UNPLANNED,
    ),
    passes(
        BACKUP,
        "two ARNs, not known yet, of two tables",
        table(),
        second(),
        selection(("it", "second"), resources=[UNKNOWN, UNKNOWN]),
    ),
    fails(
        BACKUP,
        "one ARN, not known yet, of one of two tables",
        table(),
        second(tags={"backup": "daily"}),
        selection(("it", "second"), resources=[UNKNOWN]),
        replace(by_tag("daily"), name="tagged"),
        says=UNCLEAR,
    ),
    passes(BACKUP, "its tag", TAGGED, by_tag("daily")),
    fails(BACKUP, "another tag", TAGGED, by_tag("weekly"), says=UNPLANNED),
    fails(BACKUP, "a tag that it has not", table(), by_tag("daily"), says=UNPLANNED),
    fails(BACKUP, "a tag that is not known", TAGGED, by_tag(UNKNOWN), says=UNCLEAR),
    fails(BACKUP, "its tags not known", table(tags=UNKNOWN), by_tag("daily"), says=UNCLEAR),
    fails(BACKUP, "tags not known", TAGGED, selection(selectionTags=UNKNOWN), says=UNCLEAR),
    fails(
        BACKUP,
        "its ARN with another tag",
        TAGGED,
        selection(resources=["*"], selectionTags=[{"key": "backup", "value": "weekly"}]),
        says=UNPLANNED,
    ),
    fails(
        BACKUP,
        "excluded",
        TAGGED,
        selection(resources=["*"], notResources=["arn:aws:dynamodb:*:*:table/orders*"]),
        says=UNPLANNED,
    ),
    fails(
        BACKUP, "perhaps excluded", TAGGED, selection(resources=["*"], notResources=[UNKNOWN]), says=UNCLEAR
    ),
    passes(BACKUP, "a condition that it meets", TAGGED, under("stringEquals", "backup", "daily")),
    fails(
        BACKUP,
        "a condition that it does not meet",
        TAGGED,
        under("stringEquals", "backup", "weekly"),
        says=UNPLANNED,
    ),
    fails(
        BACKUP, "a pattern that is no pattern", TAGGED, under("stringEquals", "backup", "d*"), says=UNPLANNED
    ),
    passes(BACKUP, "a pattern that it meets", TAGGED, under("stringLikes", "backup", "d*")),
    fails(
        BACKUP, "a pattern that is not known", TAGGED, under("stringLikes", "backup", UNKNOWN), says=UNCLEAR
    ),
    fails(
        BACKUP,
        "a value that it must not have",
        TAGGED,
        under("stringNotEquals", "backup", "daily"),
        says=UNPLANNED,
    ),
    fails(
        BACKUP,
        "conditions not known",
        TAGGED,
        selection(resources=["*"], conditions=UNKNOWN),
        says=UNCLEAR,
    ),
    fails(
        BACKUP,
        "a condition without a key",
        TAGGED,
        selection(resources=["*"], conditions=[{"stringEquals": [{"value": "daily"}]}]),
        says=UNPLANNED,
    ),
    fails(
        BACKUP,
        "a second block that it does not meet",
        TAGGED,
        selection(
            resources=["*"],
            conditions=[
                {"stringEquals": [{"key": "aws:ResourceTag/backup", "value": "daily"}]},
                {"stringNotEquals": [{"key": "aws:ResourceTag/backup", "value": "daily"}]},
            ],
        ),
        says=UNPLANNED,
    ),
    passes(BACKUP, "a pattern that it must not meet", TAGGED, under("stringNotLikes", "backup", "w*")),
    fails(BACKUP, "no selection", table(), says=UNPLANNED),
    skips(BACKUP, "no table", OTHER, because="the stack has no resource that table-backup-planned is about"),
)
