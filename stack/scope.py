"""Where a stack's resources live and what all of them carry.

Physical names are known before a resource exists, so ARNs are put together here, and a policy document can be
read, and judged, in a preview.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pulumi

from stack.naming import LOG_GROUPS, physical_name

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Scope:
    """One region's share of a stack; an ``ephemeral`` one gives up what would keep it from being deleted."""

    suffix: str
    region: str
    account: str
    partition: str
    tags: Mapping[str, str]
    ephemeral: bool

    @property
    def service(self) -> str:
        """What the system calls itself in its logs and metrics."""
        return f"dr-{self.suffix}"

    def name(self, kind: str) -> str:
        """Name a resource of this stack."""
        return physical_name(self.suffix, kind)

    def bucket_name(self, kind: str) -> str:
        """Name a bucket: its namespace is every account's, so the account is part of it."""
        return f"{self.name(kind)}-{self.account}"

    def log_group_name(self, kind: str) -> str:
        """Name the log group of a resource that writes one; raises ``KeyError`` for one that does not."""
        return f"{LOG_GROUPS[kind]}{self.name(kind)}"

    @property
    def database_log_group_name(self) -> str:
        """The log group that RDS writes the database's log to; it names it itself."""
        return f"/aws/rds/cluster/{self.name('database')}/postgresql"

    def tagged(self, kind: str) -> dict[str, str]:
        """Return the tags of a resource whose only name is a tag."""
        return {**self.tags, "Name": self.name(kind)}

    def backed_up(self) -> dict[str, str]:
        """Return the tags of a resource that the backup plan selects."""
        return {**self.tags, "backup": self.name("backup-plan")}

    def arn(self, service: str, resource: str) -> str:
        """Return a regional resource's ARN."""
        return f"arn:{self.partition}:{service}:{self.region}:{self.account}:{resource}"

    def bucket_arn(self, kind: str) -> str:
        """Return a bucket's ARN, which names neither region nor account."""
        return f"arn:{self.partition}:s3:::{self.bucket_name(kind)}"

    def managed_policy_arn(self, path: str) -> str:
        """Return the ARN of a policy that AWS maintains."""
        return f"arn:{self.partition}:iam::aws:policy/{path}"

    def in_region(self, region: str) -> Scope:
        """Return the same stack's share of another region."""
        return replace(self, region=region)

    def stateful(self, parent: pulumi.Resource) -> pulumi.ResourceOptions:
        """Return the options of a resource that holds what cannot be made again."""
        return pulumi.ResourceOptions(parent=parent, protect=not self.ephemeral)
