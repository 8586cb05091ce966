"""What AWS Backup can back up, and how ARNs name it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dr_guard.aws.kinds import (
    BUCKETS,
    FILE_SERVERS,
)
from dr_guard.aws.tokens import (
    CLUSTER,
    DATABASE,
    DOCUMENT_CLUSTER,
    FILE_SYSTEM,
    GRAPH_CLUSTER,
    TABLE,
    VOLUME,
    WAREHOUSE,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

BACKED_UP: Final[Mapping[str, str]] = {
    TABLE: "dynamodb:table/",
    **dict.fromkeys(BUCKETS, "s3:"),
    CLUSTER: "rds:cluster:",
    DATABASE: "rds:db:",
    DOCUMENT_CLUSTER: "rds:cluster:",
    GRAPH_CLUSTER: "rds:cluster:",
    WAREHOUSE: "redshift:cluster:",
    FILE_SYSTEM: "elasticfilesystem:file-system/",
    **dict.fromkeys(FILE_SERVERS, "fsx:file-system/"),
    VOLUME: "ec2:volume/",
}
# Tables, buckets and databases have controls of their own, which know what else may keep them.
BACKED_UP_ALONE: Final = tuple(
    token for token in BACKED_UP if token not in (TABLE, *BUCKETS, CLUSTER, DATABASE)
)
