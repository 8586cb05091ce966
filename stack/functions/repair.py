"""The protections that recovery rests on: whether each is on, and turning it on again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError

from .faults import reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from aws_lambda_powertools import Logger

    from .bucket import Bucket
    from .table import Table

ON: Final = "on"
OFF: Final = "off"
REPAIRED: Final = "repaired"
UNVERIFIED: Final = "unverified"


@dataclass(frozen=True)
class Protection:
    """Something of ``part`` that must be on; ``turn_on`` changes nothing when it is on already."""

    name: str
    part: str
    is_on: Callable[[], bool]
    turn_on: Callable[[], None]


def protections(table: Table, bucket: Bucket, pitr_days: int) -> tuple[Protection, ...]:
    """List what is watched; recovery that reaches back less than ``pitr_days`` counts as off."""
    return (
        Protection(
            "table_pitr",
            "table",
            is_on=lambda: table.pitr_days() >= pitr_days,
            turn_on=lambda: table.enable_pitr(pitr_days),
        ),
        Protection("bucket_versioning", "bucket", is_on=bucket.versioned, turn_on=bucket.enable_versioning),
    )


def verify(protection: Protection, logger: Logger, *, self_repair: bool) -> str:
    """Give ON, REPAIRED, OFF when it may not be repaired, or the name of the error that prevented it.

    REPAIRED means that the service accepted the change; the next run sees whether it lasts.
    """
    try:
        if protection.is_on():
            return ON
        if not self_repair:
            return OFF
        protection.turn_on()
    except (ClientError, BotoCoreError) as error:
        logger.exception("a protection could not be verified or turned on", protection=protection.name)
        return reason(error)
    return REPAIRED
