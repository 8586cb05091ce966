"""What PostgreSQL logs, kept where the database is not, and what is counted in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pulumi
import pulumi_aws as aws

from stack.naming import METRICS_NAMESPACE, type_token

if TYPE_CHECKING:
    from stack.links import Logs
    from stack.scope import Scope

REFUSALS: Final = (
    "authentication failed",
    "no pg_hba.conf entry",
    "remaining connection slots",
    "too many clients already",
    "too many connections",
)
"""How PostgreSQL says that it let a client not in."""


@dataclass(frozen=True)
class DatabaseLogArgs:
    """Whose log it is, and how it is kept."""

    scope: Scope
    logs: Logs


class DatabaseLog(pulumi.ComponentResource):
    """There before RDS writes to it: RDS's own group would be kept for ever and under no key of ours.

    Aurora PostgreSQL has no metric of connections that failed, so they are counted here.
    """

    def __init__(self, name: str, args: DatabaseLogArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(type_token("DatabaseLog"), name, None, opts)
        group = self._group(name, args)
        self.connection_failures: str = args.scope.name("database-connection-failures")
        self._failures(name, group)
        self.register_outputs({"connectionFailures": self.connection_failures})

    def _group(self, name: str, args: DatabaseLogArgs) -> aws.cloudwatch.LogGroup:
        return aws.cloudwatch.LogGroup(
            name,
            name=args.scope.database_log_group_name,
            retention_in_days=args.logs.retention_days,
            kms_key_id=args.logs.key_arn,
            tags=dict(args.scope.tags),
            opts=args.scope.stateful(self),
        )

    def _failures(self, name: str, group: aws.cloudwatch.LogGroup) -> None:
        aws.cloudwatch.LogMetricFilter(
            name,
            name=self.connection_failures,
            log_group_name=group.name,
            pattern=" ".join(f'?"{each}"' for each in REFUSALS),
            metric_transformation={
                "name": self.connection_failures,
                "namespace": METRICS_NAMESPACE,
                "value": "1",
                "default_value": "0",
            },
            opts=pulumi.ResourceOptions(parent=self),
        )
