"""Resources that hold what cannot be made again from the program."""

from __future__ import annotations

from typing import Final

from tests.policy.analyzer import Planned
from tests.policy.cases.case import Case

PROTECT: Final = "stateful-resource-protected"
TRACKED: Final = "stateful-safety-tracked"

OTHER: Final = Planned("aws:sns/topic:Topic", {})


def table(*ignored: str, protect: bool = True, **inputs: object) -> Planned:
    """Return a table whose changes of these properties are ignored."""
    return Planned("aws:dynamodb/table:Table", inputs, protect=protect, ignore_changes=ignored)


def ignoring(path: str, prop: str) -> Case:
    """Return a case in which an ignored path hides a safety property."""
    said = f"Table it: the resource option ignoreChanges covers {prop}; wanted: changes of it to be undone."
    return Case(TRACKED, path, (table(path),), (said,))


CASES: Final = (
    Case(PROTECT, "protected", (table(),)),
    Case(
        PROTECT,
        "unprotected",
        (table(protect=False),),
        ("Table it: the resource option protect is off; wanted: on.",),
    ),
    Case(
        PROTECT,
        "ephemeral",
        (table(protect=False, tags={"ephemeral": "true"}),),
        excuses=("the resource belongs to an ephemeral stack",),
    ),
    Case(
        PROTECT,
        "another type",
        (OTHER,),
        excuses=("stateful-resource-protected is about other types of resource",),
    ),
    Case(TRACKED, "nothing ignored", (table(),)),
    Case(TRACKED, "capacity ignored", (table("readCapacity"),)),
    ignoring("pointInTimeRecovery", "pointInTimeRecovery"),
    ignoring("pointInTimeRecovery.enabled", "pointInTimeRecovery"),
    ignoring("replicas[0].pointInTimeRecovery", "replicas"),
    ignoring("*", "*"),
    Case(
        TRACKED,
        "another type",
        (OTHER,),
        excuses=("stateful-safety-tracked is about other types of resource",),
    ),
)
