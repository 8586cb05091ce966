"""Ways to change AWS that pass by this pack."""

from __future__ import annotations

from typing import Final

from dr_guard.aws.tokens import (
    CLOUD_CONTROL_RESOURCE,
    CLOUDFORMATION_STACK,
)
from dr_guard.control import Control

CONTROLS: Final = (
    Control(
        id="resource-type-judged",
        title="Nothing changes AWS without this pack seeing what",
        why="What a template or another provider makes is held against no control, whatever it is.",
        severity="low",
        enforcement="advisory",
        scope="stack",
        # A stack may hold what is of another provider alone, so its root stands for it.
        types=("pulumi:pulumi:Stack", CLOUDFORMATION_STACK, CLOUD_CONTROL_RESOURCE),
        references=("NIST CM-3",),
        remediation=(
            "Register the resource by its type of the AWS provider.",
            "Exempt a resource that is held against such controls in another way.",
        ),
        group="governance",
        options=(),
    ),
)
