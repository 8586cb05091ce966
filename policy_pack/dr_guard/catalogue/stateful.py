"""Resources that hold what cannot be made again from the program."""

from __future__ import annotations

from typing import Final

from dr_guard.control import Control
from dr_guard.safety import SAFETY
from dr_guard.tokens import STATEFUL

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
        remediation=("Remove the property from the resource option ignoreChanges.",),
        group="recovery",
        options=(),
    ),
)
