"""Where resources are, and where they are to be recovered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dr_guard.control import Option, Settings
from dr_guard.values import UNKNOWN

if TYPE_CHECKING:
    from dr_guard.resource import Resource
    from dr_guard.values import Known, Plain

RECOVERY_REGIONS: Final = Option(
    "recoveryRegions",
    (),
    "The regions in which the system is recovered when its own is lost; none: it is not.",
)
NO_RECOVERY_REGION: Final = "no recovery region is configured"


@dataclass(frozen=True)
class Elsewhere:
    """Every region but one."""

    region: str

    def __contains__(self, other: object) -> bool:
        return other != self.region


def recovery_regions(settings: Settings) -> tuple[str, ...]:
    """Return the regions that a control with the option ``RECOVERY_REGIONS`` is configured with."""
    return settings.strings(RECOVERY_REGIONS.name)


def are_apart(one: Plain, other: Plain) -> Known:
    """Whether two regions differ; ``UNKNOWN`` unless both are known."""
    if isinstance(one, str) and isinstance(other, str):
        return one != other
    return UNKNOWN


def is_in(resource: Resource, regions: tuple[str, ...]) -> Known:
    """Whether a resource is in one of these regions; ``UNKNOWN`` where neither it nor its provider says."""
    return resource.region in regions if isinstance(resource.region, str) else UNKNOWN
