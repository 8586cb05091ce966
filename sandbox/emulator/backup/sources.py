"""What can be backed up here: tables, buckets and database clusters."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.emulator.backup.bucket_content import follow_bucket, take_bucket
from sandbox.emulator.backup.cluster_content import follow_cluster, take_cluster
from sandbox.emulator.backup.content import Content
from sandbox.emulator.backup.failure import Failed
from sandbox.emulator.backup.journals import Journals
from sandbox.emulator.backup.table_content import take_table
from sandbox.emulator.faults.fault import Faults

SERVICES = {"Aurora": "rds", "DynamoDB": "dynamodb", "S3": "s3"}
FOLLOWED = frozenset({"Aurora", "S3"})
"""What a rule may back up continuously; of the rest it takes a snapshot."""


@dataclass(frozen=True)
class Sources:
    """Takes resources as they are, or follows what becomes of them."""

    journals: Journals
    faults: Faults

    def take(self, arn: str, region: str) -> Content:
        """Take what a resource of the current account and region holds now, or fail."""
        kind = type_of(arn)
        self.reach(kind, region)
        if kind == "Aurora":
            return take_cluster(arn)
        return take_table(arn) if kind == "DynamoDB" else take_bucket(self.journals.s3, arn, region)

    def follow(self, arn: str, region: str, days: int) -> Content:
        """Take what a bucket or cluster holds, and whatever becomes of it in the days to come, or fail."""
        kind = type_of(arn)
        self.reach(kind, region)
        if kind == "Aurora":
            return follow_cluster(arn, days)
        return follow_bucket(self.journals, arn, region, days)

    def reach(self, kind: str, region: str) -> None:
        """Fail where a resource's service is lost."""
        if self.faults.lost(SERVICES[kind], region):
            raise Failed(f"{kind} does not answer in {region}")


def type_of(arn: str) -> str:
    """Return what AWS Backup calls a resource's type, or fail."""
    if arn.startswith("arn:aws:dynamodb:") and ":table/" in arn:
        return "DynamoDB"
    if arn.startswith("arn:aws:s3:::"):
        return "S3"
    if arn.startswith("arn:aws:rds:") and arn.split(":")[5] == "cluster":
        return "Aurora"
    raise Failed(f"Only tables, buckets and clusters are backed up here, not {arn}")


def name_of(arn: str) -> str:
    """Return a resource's name."""
    return arn.rpartition("/")[2].rpartition(":")[2]
