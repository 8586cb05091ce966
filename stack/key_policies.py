"""Who may use which key: the statements of each key's policy, by purpose.

Roles of this account use a key by their own policies, which the root statement lets them. Services that act
in their own name are listed here, each held to this account.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stack.documents import Statement, from_account

if TYPE_CHECKING:
    from stack.scope import Scope

ADMINISTRATION: Final = (
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:CreateGrant",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListKeyRotations",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RetireGrant",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
)
USE: Final = (
    "kms:Decrypt",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
)
# In a key's policy the only resource is the key itself, which has no other name there.
THIS_KEY: Final = ("*",)


def administered_by_account(scope: Scope) -> Statement:
    """Let the account's administrators manage the key, and its roles use it where their policies say so."""
    root = f"arn:{scope.partition}:iam::{scope.account}:root"
    return Statement("Account", (*ADMINISTRATION, *USE), THIS_KEY, principals={"AWS": (root,)})


def log_groups(scope: Scope, names: tuple[str, ...]) -> Statement:
    """Let CloudWatch Logs encrypt these log groups and no others."""
    return Statement(
        sid="Logs",
        actions=(*USE, "kms:DescribeKey"),
        resources=THIS_KEY,
        principals={"Service": (f"logs.{scope.region}.amazonaws.com",)},
        conditions={
            "ArnEquals": {
                "kms:EncryptionContext:aws:logs:arn": tuple(
                    scope.arn("logs", f"log-group:{name}") for name in names
                )
            }
        },
    )


def publishers(scope: Scope, services: tuple[str, ...]) -> Statement:
    """Let services send to encrypted topics and queues on behalf of this account's resources."""
    return Statement(
        sid="Publishers",
        actions=("kms:Decrypt", "kms:GenerateDataKey"),
        resources=THIS_KEY,
        principals={"Service": services},
        conditions=from_account(scope.account),
    )
