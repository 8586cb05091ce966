"""What the function's role must allow, as data, so that the stack derives the role from it.

Keys name what an action is granted on: ``table`` the table, ``bucket`` the bucket itself, ``documents`` the
bucket's objects below ``DOCUMENT_PREFIX``, ``key`` the customer-managed keys of both. Nothing may be deleted.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

DOCUMENT_PREFIX: Final = "documents/"

PERMISSIONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "table": (
            "dynamodb:DescribeContinuousBackups",
            "dynamodb:DescribeTable",
            "dynamodb:GetItem",
            "dynamodb:PutItem",
        ),
        "bucket": ("s3:GetBucketVersioning", "s3:ListBucket"),
        "documents": ("s3:GetObject", "s3:PutObject"),
        # No call of the function's own: the table and the bucket use their keys on the role's behalf.
        "key": ("kms:Decrypt", "kms:GenerateDataKey"),
    }
)

REPAIR_PERMISSIONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "table": ("dynamodb:UpdateContinuousBackups",),
        "bucket": ("s3:PutBucketVersioning",),
    }
)
"""What the role needs besides, and only when ``SELF_REPAIR`` is ``true``."""
