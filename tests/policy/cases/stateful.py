"""Resources that hold what cannot be made again from the program."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import Planned
from tests.policy.cases.case import Case, fails, passes, skips

PROTECT: Final = "stateful-resource-protected"
TRACKED: Final = "stateful-safety-tracked"

OTHER: Final = Planned("aws:sns/topic:Topic", {})


def table(*ignored: str, protect: bool = True, **inputs: object) -> Planned:
    """Return a table whose changes of these properties are ignored."""
    return Planned("aws:dynamodb/table:Table", inputs, protect=protect, ignore_changes=ignored)


def ignoring(path: str, prop: str) -> Case:
    """Return a case in which an ignored path hides a safety property."""
    said = f"the resource option ignoreChanges covers {prop}; wanted: changes of it to be undone"
    return fails(TRACKED, path, table(path), says=said)


CASES: Final = (
    passes(PROTECT, "protected", table()),
    fails(
        PROTECT, "unprotected", table(protect=False), says="the resource option protect is off; wanted: on"
    ),
    skips(
        PROTECT,
        "ephemeral",
        table(protect=False, tags={"ephemeral": "true", "tier": "test"}),
        because="the resource belongs to an ephemeral stack",
    ),
    skips(PROTECT, "another type", OTHER),
    passes(TRACKED, "nothing ignored", table()),
    passes(TRACKED, "capacity ignored", table("readCapacity")),
    ignoring("pointInTimeRecovery", "pointInTimeRecovery"),
    ignoring("pointInTimeRecovery.enabled", "pointInTimeRecovery"),
    ignoring("replicas[0].pointInTimeRecovery", "replicas"),
    ignoring("*", "*"),
    skips(TRACKED, "another type", OTHER),
)
