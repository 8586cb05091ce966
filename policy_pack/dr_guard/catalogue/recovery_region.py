"""What is there in the recovery region, and where nothing may be."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.kinds import (
    COMPUTE,
    taggable,
)
from dr_guard.aws.recovery.recovery_paths import CARRIED
from dr_guard.aws.regions import RECOVERY_REGIONS
from dr_guard.aws.tokens import (
    EXTERNAL_KEY,
    KEY,
)
from dr_guard.control import Control
from dr_guard.option import Option

CONTROLS: Final = (
    Control(
        id="stateful-recovery-region-covered",
        title="Whatever holds data comes to a recovery region",
        why="What is in one region alone is lost with it, however often it is backed up there.",
        severity="critical",
        enforcement="mandatory",
        scope="stack",
        types=CARRIED,
        references=("NIST CP-6(1)", "NIST CP-7", "WA REL13-BP02", "WA REL09-BP01"),
        remediation=(
            "Give the resource a replica in a recovery region, in the way of its kind.",
            "Or let a backup plan that covers it copy to a vault there, with copyActions.",
        ),
        group="recovery",
        options=(RECOVERY_REGIONS,),
    ),
    Control(
        id="key-recovery-region-available",
        title="A key stands ready in a recovery region for all that is encrypted",
        why="Where there is no key, nothing that was encrypted can be restored or written again.",
        severity="high",
        enforcement="mandatory",
        scope="stack",
        types=(KEY, EXTERNAL_KEY),
        references=("NIST SC-12", "NIST CP-6", "WA REL13-BP02"),
        remediation=("Add a ReplicaKey of the key in a recovery region, or a Key of that region.",),
        group="recovery",
        options=(RECOVERY_REGIONS,),
    ),
    Control(
        id="resource-region-allowed",
        title="Every resource is in an allowed region",
        why="In a region that nobody has planned for, nobody recovers anything, or looks for it.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=taggable(),
        references=("NIST CM-2", "NIST AC-20"),
        remediation=("Set the region of the resource, or of its provider, to an allowed one.",),
        group="governance",
        options=(
            Option("allowedRegions", (), "The regions in which resources may be; none: in any."),
            Option(
                "watchRegions",
                ("us-east-1",),
                "The regions in which alarms, topics, keys, log groups and certificates may be besides, "
                "for services that report to one region alone.",
            ),
        ),
    ),
    Control(
        id="compute-recovery-region-matched",
        title="Whatever serves is there in a recovery region too",
        why="Data that is there serves nobody until what reads it has been made again, under pressure.",
        severity="medium",
        enforcement="advisory",
        scope="stack",
        types=COMPUTE,
        references=("NIST CP-7", "WA REL13-BP02", "WA REL13-BP04"),
        remediation=("Register the same resource with a provider of a recovery region.",),
        group="recovery",
        options=(RECOVERY_REGIONS,),
    ),
)
