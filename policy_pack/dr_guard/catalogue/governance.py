"""The pack's own configuration."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from dr_guard.aws.recovery.promises import ACCEPTED, SHARED_MEASURED
from dr_guard.aws.regions import RECOVERY_REGIONS
from dr_guard.configuration import LEVELS, PACK
from dr_guard.control import FRAMEWORKS, GROUPS, Control
from dr_guard.exemption import FIELDS
from dr_guard.option import Option

NONE: Final = MappingProxyType[str, str]({})

CONTROLS: Final = (
    Control(
        id=PACK,
        title="Every exemption is in force and used",
        why="An exemption that outlives its reason hides the next fault of its kind.",
        severity="medium",
        enforcement="mandatory",
        scope="stack",
        types=("pulumi:pulumi:Stack",),
        references=("NIST CA-5",),
        remediation=(
            "Mend what an expired exemption excuses, or agree on a new date.",
            "Remove an exemption that excuses nothing any more, or correct its control and its URN.",
        ),
        group="governance",
        options=(
            Option(
                "exemptions",
                (),
                "Resources that a control need not hold for: the control, a pattern of URNs, a reason, "
                "and the last day.",
                fields=FIELDS,
            ),
            Option(
                "groups",
                NONE,
                f"The level of every control of a group: {', '.join(GROUPS)}.",
                keys=GROUPS,
                choices=LEVELS,
            ),
            Option(
                "frameworks",
                NONE,
                "The level of every control that a framework has, unless its group has one: "
                f"{', '.join(name.lower() for name in FRAMEWORKS)}.",
                keys=tuple(name.lower() for name in FRAMEWORKS),
                choices=LEVELS,
            ),
            Option(
                "pinned", (), "Controls that keep their own level whatever their group or frameworks have."
            ),
            RECOVERY_REGIONS,
            SHARED_MEASURED,
            ACCEPTED,
        ),
    ),
)
