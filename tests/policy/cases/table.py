"""DynamoDB tables."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import Case

PITR: Final = "table-pitr-enabled"
GUARD: Final = "table-deletion-protection-enabled"
KEY: Final = "table-encryption-customer-managed"
STREAM: Final = "table-stream-images-complete"
BACKUP: Final = "table-backup-planned"

NO_SWITCH: Final = ("Table it: point-in-time recovery is not set; wanted: on.",)
NOT_KNOWN: Final = ("Table it: point-in-time recovery cannot be known at preview; wanted: on.",)
NO_STREAM: Final = "Table it: the stream is not set; wanted: on."
NO_VIEW: Final = "Table it: the stream's view is not set; wanted: NEW_AND_OLD_IMAGES."
UNPLANNED: Final = (
    "Table it: no backup selection covers it; wanted: a selection that names the table or one of its tags.",
)
UNCLEAR: Final = (
    "Table it: whether a backup selection covers it cannot be known at preview; "
    "wanted: a selection that names the table or one of its tags.",
)


def table(**inputs: object) -> Planned:
    """Return a table."""
    return Planned("aws:dynamodb/table:Table", inputs)


def selection(depends: tuple[str, ...] = (), **inputs: object) -> Planned:
    """Return a backup selection whose resources depend on these."""
    return Planned("aws:backup/selection:Selection", inputs, "selection", depends={"resources": depends})


def by_tag(value: str) -> Planned:
    """Return a backup selection by tag."""
    return selection(selectionTags=[{"type": "STRINGEQUALS", "key": "backup", "value": value}])


def under(operator: str, key: str, value: str) -> Planned:
    """Return a backup selection of everything that meets a condition."""
    return selection(
        resources=["*"], conditions={operator: [{"key": f"aws:ResourceTag/{key}", "value": value}]}
    )


OTHER: Final = Planned("aws:sns/topic:Topic", {})
TAGGED: Final = table(name="orders", tags={"backup": "daily"})

CASES: Final = (
    Case(PITR, "on", (table(pointInTimeRecovery={"enabled": True}),)),
    Case(PITR, "on as a string", (table(pointInTimeRecovery={"enabled": "true"}),)),
    Case(
        PITR,
        "off",
        (table(pointInTimeRecovery={"enabled": False}),),
        ("Table it: point-in-time recovery is off; wanted: on.",),
    ),
    Case(PITR, "missing", (table(),), NO_SWITCH),
    Case(PITR, "null", (table(pointInTimeRecovery=None),), NO_SWITCH),
    Case(PITR, "empty", (table(pointInTimeRecovery={}),), NO_SWITCH),
    Case(PITR, "unknown", (table(pointInTimeRecovery={"enabled": UNKNOWN}),), NOT_KNOWN),
    Case(PITR, "unknown above", (table(pointInTimeRecovery=UNKNOWN),), NOT_KNOWN),
    Case(
        PITR,
        "a number",
        (table(pointInTimeRecovery={"enabled": 0}),),
        ("Table it: point-in-time recovery is 0; wanted: on.",),
    ),
    Case(
        PITR,
        "a word",
        (table(pointInTimeRecovery={"enabled": "yes"}),),
        ("Table it: point-in-time recovery is something else; wanted: on.",),
    ),
    Case(PITR, "another type", (OTHER,), excuses=("table-pitr-enabled is about other types of resource",)),
    Case(GUARD, "on", (table(deletionProtectionEnabled=True),)),
    Case(
        GUARD,
        "off",
        (table(deletionProtectionEnabled=False),),
        ("Table it: deletion protection is off; wanted: on.",),
    ),
    Case(GUARD, "missing", (table(),), ("Table it: deletion protection is not set; wanted: on.",)),
    Case(
        GUARD,
        "unknown",
        (table(deletionProtectionEnabled=UNKNOWN),),
        ("Table it: deletion protection cannot be known at preview; wanted: on.",),
    ),
    Case(
        GUARD,
        "ephemeral",
        (table(tags={"ephemeral": "true"}),),
        excuses=("the resource belongs to an ephemeral stack",),
    ),
    Case(
        GUARD,
        "not ephemeral",
        (table(tags={"ephemeral": "false"}),),
        ("Table it: deletion protection is not set; wanted: on.",),
    ),
    Case(
        GUARD,
        "ephemeral unknown",
        (table(tags={"ephemeral": UNKNOWN}),),
        ("Table it: deletion protection is not set; wanted: on.",),
    ),
    Case(
        KEY,
        "a key's ARN",
        (table(serverSideEncryption={"enabled": True, "kmsKeyArn": "arn:aws:kms:::key/1"}),),
    ),
    Case(
        KEY,
        "a key that is not known yet",
        (table(serverSideEncryption={"enabled": True, "kmsKeyArn": UNKNOWN}),),
    ),
    Case(
        KEY,
        "the AWS-managed key",
        (table(serverSideEncryption={"enabled": True, "kmsKeyArn": "arn:aws:kms:::alias/aws/dynamodb"}),),
        ("Table it: the encryption key is a key that AWS manages; wanted: a customer-managed key.",),
    ),
    Case(
        KEY,
        "no key",
        (table(serverSideEncryption={"enabled": True}),),
        ("Table it: the encryption key is not set; wanted: a customer-managed key.",),
    ),
    Case(
        KEY,
        "off",
        (table(serverSideEncryption={"enabled": False, "kmsKeyArn": UNKNOWN}),),
        ("Table it: encryption with a KMS key is off; wanted: on.",),
    ),
    Case(
        KEY,
        "missing",
        (table(),),
        (
            "Table it: encryption with a KMS key is not set; wanted: on.",
            "Table it: the encryption key is not set; wanted: a customer-managed key.",
        ),
    ),
    Case(STREAM, "both images", (table(streamEnabled=True, streamViewType="NEW_AND_OLD_IMAGES"),)),
    Case(
        STREAM,
        "one image",
        (table(streamEnabled=True, streamViewType="NEW_IMAGE"),),
        ("Table it: the stream's view is NEW_IMAGE; wanted: NEW_AND_OLD_IMAGES.",),
    ),
    Case(STREAM, "missing", (table(),), (NO_STREAM, NO_VIEW)),
    Case(
        STREAM,
        "unknown",
        (table(streamEnabled=UNKNOWN, streamViewType=UNKNOWN),),
        (
            "Table it: the stream cannot be known at preview; wanted: on.",
            "Table it: the stream's view cannot be known at preview; wanted: NEW_AND_OLD_IMAGES.",
        ),
    ),
    Case(BACKUP, "its ARN, not known yet", (table(), selection(("it",), resources=[UNKNOWN]))),
    Case(BACKUP, "its ARN", (TAGGED, selection(resources=["arn:aws:dynamodb:eu-west-1:1:table/orders"]))),
    Case(
        BACKUP,
        "another ARN",
        (TAGGED, selection(resources=["arn:aws:dynamodb:eu-west-1:1:table/x"])),
        UNPLANNED,
    ),
    Case(BACKUP, "an ARN that is not known", (TAGGED, selection(resources=[UNKNOWN])), UNCLEAR),
    Case(BACKUP, "everything", (table(), selection(resources=["*"]))),
    Case(BACKUP, "all tables", (table(), selection(resources=["arn:aws:dynamodb:*:*:table/*"]))),
    Case(BACKUP, "all of the service", (table(), selection(resources=["arn:aws:dynamodb:*"]))),
    Case(BACKUP, "all buckets", (table(), selection(resources=["arn:aws:s3:::*"])), UNPLANNED),
    Case(BACKUP, "tables like it", (TAGGED, selection(resources=["arn:aws:dynamodb:*:*:table/ord*"]))),
    Case(
        BACKUP,
        "tables unlike it",
        (TAGGED, selection(resources=["arn:aws:dynamodb:*:*:table/x*"])),
        UNPLANNED,
    ),
    Case(
        BACKUP,
        "tables perhaps like it",
        (table(), selection(resources=["arn:aws:dynamodb:*:*:table/x*"])),
        UNCLEAR,
    ),
    Case(
        BACKUP,
        "tables of its region",
        (table(name="orders", region="eu-west-1"), selection(resources=["arn:aws:dynamodb:eu-*:*:table/*"])),
    ),
    Case(
        BACKUP,
        "tables of another region",
        (table(name="orders", region="us-east-1"), selection(resources=["arn:aws:dynamodb:eu-*:*:table/*"])),
        UNPLANNED,
    ),
    Case(
        BACKUP,
        "tables of a region that may be its own",
        (TAGGED, selection(resources=["arn:aws:dynamodb:eu-*:*:table/*"])),
        UNCLEAR,
    ),
    Case(BACKUP, "its tag", (TAGGED, by_tag("daily"))),
    Case(BACKUP, "another tag", (TAGGED, by_tag("weekly")), UNPLANNED),
    Case(BACKUP, "a tag that it has not", (table(), by_tag("daily")), UNPLANNED),
    Case(BACKUP, "a tag that is not known", (TAGGED, by_tag(UNKNOWN)), UNCLEAR),
    Case(BACKUP, "its tags not known", (table(tags=UNKNOWN), by_tag("daily")), UNCLEAR),
    Case(BACKUP, "tags not known", (TAGGED, selection(selectionTags=UNKNOWN)), UNPLANNED),
    Case(
        BACKUP,
        "its ARN with another tag",
        (TAGGED, selection(resources=["*"], selectionTags=[{"key": "backup", "value": "weekly"}])),
        UNPLANNED,
    ),
    Case(
        BACKUP,
        "excluded",
        (TAGGED, selection(resources=["*"], notResources=["arn:aws:dynamodb:*:*:table/orders*"])),
        UNPLANNED,
    ),
    Case(
        BACKUP,
        "perhaps excluded",
        (TAGGED, selection(resources=["*"], notResources=[UNKNOWN])),
        UNCLEAR,
    ),
    Case(BACKUP, "a condition that it meets", (TAGGED, under("stringEquals", "backup", "daily"))),
    Case(
        BACKUP,
        "a condition that it does not meet",
        (TAGGED, under("stringEquals", "backup", "weekly")),
        UNPLANNED,
    ),
    Case(BACKUP, "a pattern that it meets", (TAGGED, under("stringLikes", "backup", "d*"))),
    Case(BACKUP, "a pattern that is not known", (TAGGED, under("stringLikes", "backup", UNKNOWN)), UNCLEAR),
    Case(
        BACKUP,
        "a value that it must not have",
        (TAGGED, under("stringNotEquals", "backup", "daily")),
        UNPLANNED,
    ),
    Case(BACKUP, "a pattern that it must not meet", (TAGGED, under("stringNotLikes", "backup", "w*"))),
    Case(BACKUP, "no selection", (table(),), UNPLANNED),
    Case(
        BACKUP,
        "no table",
        (OTHER,),
        excuses=("the stack has no resource that table-backup-planned is about",),
    ),
)
