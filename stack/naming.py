"""Names and tags: what a resource is called in AWS, in Pulumi's tree and on the bill.

Every physical name is ``dr-{suffix}-{kind}``; the kinds, and the length AWS allows each, are listed here.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

PROJECT: Final = "disaster-recovery"
METRICS_NAMESPACE: Final = "DisasterRecovery"

SUFFIX_LENGTH: Final = 30
ACCOUNT_LENGTH: Final = 12
TAG_LENGTH: Final = 256

LIMITS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "api": 128,
        "api-5xx-alarm": 255,
        "audit-backlog-alarm": 255,
        "backup-key": 250,
        "backup-plan": 50,
        "backup-policy": 128,
        "backup-role": 64,
        "backup-selection": 50,
        "backup-vault": 50,
        "bucket": 63 - ACCOUNT_LENGTH - 1,
        "budget": 100,
        "dashboard": 255,
        "data-key": 250,
        "database": 63,
        "database-1": 63,
        "database-2": 63,
        "database-capacity-alarm": 255,
        "database-cluster-events": 255,
        "database-connections-alarm": 255,
        "database-connection-failures": 255,
        "database-connection-failures-alarm": 255,
        "database-cpu-alarm": 255,
        "database-deadlocks-alarm": 255,
        "database-final-snapshot": 255,
        "database-instance-events": 255,
        "database-memory-alarm": 255,
        "database-parameters": 255,
        "database-replica-lag-alarm": 255,
        "database-security-group": 255,
        "database-subnets": 255,
        "default-security-group": TAG_LENGTH,
        "dynamodb-endpoint": TAG_LENGTH,
        "flow-log": TAG_LENGTH,
        "flow-log-policy": 128,
        "flow-log-role": 64,
        "function": 64,
        "function-dead-letters": 80,
        "function-dead-letters-alarm": 255,
        "function-duration-alarm": 255,
        "function-errors-alarm": 255,
        "function-policy": 128,
        "function-role": 64,
        "function-security-group": 255,
        "function-throttles-alarm": 255,
        "health-check": TAG_LENGTH,
        "health-check-alarm": 255,
        "heartbeat-missing-alarm": 255,
        "internet-gateway": TAG_LENGTH,
        "log-bucket": 63 - ACCOUNT_LENGTH - 1,
        "logs-key": 250,
        "messages-key": 250,
        "private-route-table": TAG_LENGTH,
        "private-subnet-1": TAG_LENGTH,
        "private-subnet-2": TAG_LENGTH,
        "public-route-table": TAG_LENGTH,
        "public-subnet-1": TAG_LENGTH,
        "public-subnet-2": TAG_LENGTH,
        "rds-data-endpoint": TAG_LENGTH,
        "rds-data-security-group": 255,
        "restore-aurora": 50,
        "restore-dynamodb": 50,
        "restore-s3": 50,
        "restore-testing": 50,
        "rule": 64,
        "s3-endpoint": TAG_LENGTH,
        "schedule-dead-letters": 80,
        "schedule-dead-letters-alarm": 255,
        "table": 255,
        "table-read-throttles-alarm": 255,
        "table-system-errors-alarm": 255,
        "table-write-throttles-alarm": 255,
        "topic": 256,
        "unhealthy-alarm": 255,
        "vpc": TAG_LENGTH,
        "watch-key": 250,
        "watch-topic": 256,
    }
)
"""What a stack has names for, and the characters AWS allows each; a bucket's leave room for the account."""

LOG_GROUPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "api": "/aws/vendedlogs/apis/",
        "flow-log": "/aws/vpc/",
        "function": "/aws/lambda/",
    }
)
"""Who writes a log of its own, and where its group stands among the others of its service."""


def physical_name(suffix: str, kind: str) -> str:
    """Return what AWS calls the stack's ``kind``; raises ``KeyError`` for a kind that is not listed."""
    name = f"dr-{suffix}-{kind}"
    if len(name) > LIMITS[kind]:
        raise ValueError(f"{name} has {len(name)} characters; AWS allows {LIMITS[kind]}")
    return name


def type_token(class_name: str) -> str:
    """Return the type under which Pulumi lists a component."""
    return f"{PROJECT}:components:{class_name}"
