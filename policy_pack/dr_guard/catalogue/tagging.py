"""The tags that say whose a resource is, and what it is worth."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.kinds import (
    taggable,
)
from dr_guard.aws.tags import DISPOSABLE
from dr_guard.control import Control
from dr_guard.option import Option

TAGGABLE: Final = taggable()
TIERS: Final = ("production", *DISPOSABLE)

CONTROLS: Final = (
    Control(
        id="resource-tags-complete",
        title="Every resource carries the required tags",
        why="In an incident nobody knows whose a resource without tags is, or how soon it is needed.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=TAGGABLE,
        references=("Config required-tags", "FSBP DynamoDB.5", "NIST CM-8"),
        remediation=("Give the resource the missing tags, or let its provider's defaultTags do so.",),
        group="tagging",
        options=(
            Option(
                "required",
                ("owner", "cost-centre", "environment"),
                "The keys of the tags that every resource carries, each with a value.",
            ),
        ),
    ),
    Control(
        id="ephemeral-tier-lower",
        title="Nothing is tagged as made to be thrown away but in a tier where that is done",
        why="The tag excuses a resource from the guards that keep its data from being deleted.",
        severity="high",
        enforcement="mandatory",
        scope="resource",
        types=TAGGABLE,
        references=("NIST CM-3",),
        remediation=("Remove the ephemeral tag, or name the lower tier that the stack is in.",),
        group="tagging",
        options=(
            Option(
                "disposable", DISPOSABLE, "The only values of the tag tier that an ephemeral resource has."
            ),
        ),
    ),
    Control(
        id="resource-tier-tagged",
        title="Every resource says by its tag in which tier it is",
        why="What is recovered first goes by the tier, and a word of one's own is none.",
        severity="medium",
        enforcement="mandatory",
        scope="resource",
        types=TAGGABLE,
        references=("Config required-tags", "NIST RA-9", "NIST CP-2(8)"),
        remediation=("Set the tag tier to one of the tiers, or let the provider's defaultTags do so.",),
        group="tagging",
        options=(
            Option(
                "keys", ("tier",), "The keys under which the tier may stand; the first that is there counts."
            ),
            Option("tiers", TIERS, "The tiers that there are, in any case."),
        ),
    ),
)
