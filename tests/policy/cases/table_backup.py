"""DynamoDB tables, and the backup selections that cover them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.policy.analyzer import UNKNOWN, Planned
from tests.policy.cases.case import fails, passes, skips
from tests.policy.cases.table import OTHER, table

BACKUP: Final = "table-backup-planned"

UNPLANNED: Final = (
    "no backup selection covers it; wanted: a selection that names the table or one of its tags"
)
UNCLEAR: Final = (
    "whether a backup selection covers it cannot be known at preview; "
    "wanted: a selection that names the table or one of its tags"
)


def second(**inputs: object) -> Planned:
    """Return another table."""
    return Planned("aws:dynamodb/table:Table", inputs, "second")


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


TAGGED: Final = table(name="orders", tags={"backup": "daily"})

CASES: Final = (
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
    fails(
        BACKUP,
        "its tag as only a condition names it",
        TAGGED,
        selection(selectionTags=[{"key": "aws:ResourceTag/backup", "value": "daily"}]),
        says=UNPLANNED,
    ),
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
    fails(BACKUP, "missing: no selection", table(), says=UNPLANNED),
    skips(BACKUP, "no table", OTHER, because="the stack has no resource that table-backup-planned is about"),
)
