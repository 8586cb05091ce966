"""What ministack keeps of database clusters and instances."""

from __future__ import annotations

from typing import Any, TypeAlias

Cluster: TypeAlias = dict[str, Any]
Instance: TypeAlias = dict[str, Any]
Snapshot: TypeAlias = dict[str, Any]

FOLLOWED = "AwsBackupRecoveryPointArn"
"""Where a cluster has the recovery point of AWS Backup's that follows it, while there is one."""

DELETED = "_deleted"
"""Where a cluster that is gone has when that was, in seconds since 1970."""


def private(name: str) -> Any:  # noqa: ANN401 whatever ministack keeps under that name
    """Return something of ministack's RDS that it has for itself alone."""
    from ministack.services import rds  # noqa: PLC0415 it reads the environment when it is loaded

    return vars(rds)[name]


def cluster_of(arn: str) -> Cluster | None:
    """Return a cluster by its ARN, wherever it is."""
    parts = arn.split(":")
    if len(parts) != 7 or parts[2] != "rds" or parts[5] != "cluster":  # noqa: PLR2004 a cluster's ARN
        return None
    found: Cluster | None = private("_clusters").get_scoped(parts[4], parts[3], parts[6])
    return found


def instances_of(cluster: Cluster) -> list[Instance]:
    """Return a cluster's instances."""
    found: list[Instance] = private("_cluster_member_instances")(cluster)
    return found


def writer_of(cluster: Cluster) -> str | None:
    """Return which instance of a cluster writes, ``None`` where it has none."""
    return next(
        (each["DBInstanceIdentifier"] for each in cluster["DBClusterMembers"] if each["IsClusterWriter"]),
        None,
    )
