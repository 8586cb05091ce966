"""What a KMS key can be used for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dr_guard.values import MISSING, UNKNOWN

if TYPE_CHECKING:
    from dr_guard.resource import Resource


def is_symmetric(key: Resource) -> bool:
    """Whether a key encrypts data, which others, such as those that sign, do not for any service."""
    return key.get("customerMasterKeySpec") in (MISSING, UNKNOWN, "SYMMETRIC_DEFAULT")
