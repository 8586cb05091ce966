"""Resources that hold what cannot be made again from the program."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.backup.services import BACKED_UP_ALONE
from dr_guard.aws.kinds import (
    STATEFUL,
)
from dr_guard.aws.safety import SAFETY
from dr_guard.control import Control

CONTROLS: Final = (
    Control(
        id="stateful-resource-protected",
        title="Pulumi refuses to delete whatever holds data",
        why="A resource that leaves the program, or is renamed in it, is deleted by the next update.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=STATEFUL,
        references=("NIST CM-3", "NIST CP-2(5)"),
        remediation=("Set the resource option protect to true.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="stateful-safety-tracked",
        title="What keeps data safe is never left as it is found",
        why="An ignored property stays off after somebody has turned it off by hand.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=tuple(SAFETY),
        references=("NIST CM-3",),
        remediation=(
            "Remove the property from the resource option ignoreChanges.",
            "A table whose replicas are TableReplica resources ignores replicas, and sets none itself.",
        ),
        group="recovery",
        options=(),
    ),
    Control(
        id="stateful-replacement-overlapped",
        title="Whatever holds data is there until what replaces it is",
        why="A replacement that deletes first has lost the data before anything can take it over.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=STATEFUL,
        references=("NIST CP-2(5)", "WA REL13-BP01"),
        remediation=("Remove the resource option deleteBeforeReplace, or set it to false.",),
        group="recovery",
        options=(),
    ),
    Control(
        id="stateful-backup-planned",
        title="A backup plan covers every file system, volume and cluster that AWS Backup can back up",
        why="What no plan covers is lost with the resource that holds it.",
        severity="critical",
        enforcement="mandatory",
        scope="stack",
        types=BACKED_UP_ALONE,
        references=("NIST CP-9", "NIST CP-10", "NIST CP-6", "WA REL09-BP01", "WA REL09-BP03"),
        remediation=("Tag it with what a backup selection selects by, or add its ARN to the selection.",),
        group="recovery",
        options=(),
    ),
)
