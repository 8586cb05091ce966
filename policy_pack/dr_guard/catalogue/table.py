"""DynamoDB tables."""

from __future__ import annotations

from typing import Final

from dr_guard.control import Control
from dr_guard.tokens import TABLE

CONTROLS: Final = (
    Control(
        id="table-pitr-enabled",
        title="Point-in-time recovery is on for every table",
        why="Without it a bad write or delete is undone only as far back as the last backup.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(TABLE,),
        references=(
            "FSBP DynamoDB.2",
            "Config dynamodb-pitr-enabled",
            "checkov CKV_AWS_28",
            "NIST CP-9",
            "NIST CP-10",
        ),
        remediation=(
            "Set pointInTimeRecovery.enabled to true on the table.",
            "Set pointInTimeRecovery to true on each of its replicas.",
        ),
        group="recovery",
        options=(),
    ),
    Control(
        id="table-deletion-protection-enabled",
        title="Deletion protection is on for every table",
        why="One mistaken call, or one replacement, deletes the table and everything in it.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=(TABLE,),
        references=("FSBP DynamoDB.6", "Config dynamodb-table-deletion-protection-enabled", "NIST CP-2(5)"),
        remediation=("Set deletionProtectionEnabled to true on the table and on each of its replicas.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="table-encryption-customer-managed",
        title="Every table is encrypted with a customer-managed key",
        why="A key that AWS owns can be neither restricted to those who need it nor revoked.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(TABLE,),
        references=("Config dynamodb-table-encrypted-kms", "checkov CKV_AWS_119", "NIST SC-28(1)"),
        remediation=(
            "Set serverSideEncryption.enabled to true on the table.",
            "Set serverSideEncryption.kmsKeyArn to the ARN of a key of your own.",
        ),
        group="encryption",
        options=(),
    ),
    Control(
        id="table-stream-images-complete",
        title="Every table streams the old and the new image of a change",
        why="A stream without both images can neither replay a change elsewhere nor undo it.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=(TABLE,),
        references=("NIST CP-10",),
        remediation=("Set streamEnabled to true and streamViewType to NEW_AND_OLD_IMAGES on the table.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="table-backup-planned",
        title="A backup plan covers every table",
        why="Point-in-time recovery reaches back 35 days at most; a backup outlives that.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(TABLE,),
        references=(
            "FSBP DynamoDB.4",
            "Config dynamodb-resources-protected-by-backup-plan",
            "Config dynamodb-in-backup-plan",
            "NIST CP-9",
        ),
        remediation=(
            "Tag the table with what a backup selection selects by, or add its ARN to the selection.",
        ),
        group="recovery",
        options=(),
    ),
)
