"""What the function's role must allow, as data, so that the stack derives the role from it.

Keys name what an action is granted on: ``table`` the table, ``bucket`` the bucket itself, ``documents`` the
bucket's objects below ``DOCUMENT_PREFIX``, ``key`` the customer-managed keys of both. With a database there
are also ``index``, the table's index ``PENDING_INDEX``; ``outbox``, the table's items whose key begins with
``OUTBOX_PREFIX``; ``database``, the cluster; ``secret``, where its password is; and ``secret_key``, the
customer-managed key of that secret. Nothing may be deleted but what waits in the outbox.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

DOCUMENT_PREFIX: Final = "documents/"
# No sender can use such an id: the alphabet of keys has no such sign.
OUTBOX_PREFIX: Final = "outbox#"
PENDING_INDEX: Final = "pending"

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

DATABASE_PERMISSIONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "index": ("dynamodb:Query",),
        "outbox": ("dynamodb:DeleteItem",),
        "database": ("rds-data:ExecuteStatement",),
        # No calls of the function's own: the Data API reads the secret on the role's behalf.
        "secret": ("secretsmanager:GetSecretValue",),
        "secret_key": ("kms:Decrypt",),
    }
)
"""What the role needs besides, and only with a database.

A record and its outbox item are put in one transaction, for which DynamoDB asks ``dynamodb:PutItem``.
"""
