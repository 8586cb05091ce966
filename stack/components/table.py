"""The table that holds the records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi
import pulumi_aws as aws

from stack.naming import type_token

if TYPE_CHECKING:
    from stack.scope import Scope


@dataclass(frozen=True)
class TableArgs:
    """``pitr_days`` is how far back the table can be restored, to the second.

    ``sparse_indexes`` are attributes by which items can be found that have them.
    """

    scope: Scope
    key_arn: pulumi.Input[str]
    pitr_days: int
    sparse_indexes: tuple[str, ...] = ()


class Table(pulumi.ComponentResource):
    """On demand, restorable to any second, streamed, encrypted; cannot be deleted unless ephemeral."""

    def __init__(self, name: str, args: TableArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("Table"), name, None, opts)
        table = self._table(name, args)
        self.name: pulumi.Output[str] = table.name
        self.arn: pulumi.Output[str] = table.arn
        self.register_outputs({"name": self.name, "arn": self.arn})

    def _table(self, name: str, args: TableArgs) -> aws.dynamodb.Table:
        return aws.dynamodb.Table(
            name,
            name=args.scope.name("table"),
            billing_mode="PAY_PER_REQUEST",
            hash_key="id",
            attributes=[{"name": name, "type": "S"} for name in ("id", *args.sparse_indexes)],
            global_secondary_indexes=[_index(name) for name in args.sparse_indexes] or None,
            point_in_time_recovery={"enabled": True, "recovery_period_in_days": args.pitr_days},
            server_side_encryption={"enabled": True, "kms_key_arn": args.key_arn},
            stream_enabled=True,
            stream_view_type="NEW_AND_OLD_IMAGES",
            deletion_protection_enabled=not args.scope.ephemeral,
            tags=args.scope.backed_up(),
            opts=args.scope.stateful(self),
        )


def _index(attribute: str) -> aws.dynamodb.TableGlobalSecondaryIndexArgsDict:
    return {
        "name": attribute,
        "key_schemas": [{"attribute_name": attribute, "key_type": "HASH"}],
        "projection_type": "ALL",
    }
