"""The table, as far as this function uses it; botocore's errors pass through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from .faults import reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .clients import TableClient

# What PITR keeps when its description names no period.
DEFAULT_PITR_DAYS: Final = 35


@dataclass(frozen=True)
class Table:
    """A table whose hash key is the string ``id``."""

    client: TableClient
    name: str

    def find(self, key: str) -> dict[str, str] | None:
        """Read one item's string attributes, consistently: whatever was added before is seen."""
        answer = self.client.get_item(TableName=self.name, Key={"id": {"S": key}}, ConsistentRead=True)
        item = answer.get("Item")
        return None if item is None else {name: value["S"] for name, value in item.items() if "S" in value}

    def add(self, item: Mapping[str, str]) -> bool:
        """Write the whole item unless one has its ``id`` already; tell whether it was written."""
        attributes = {name: {"S": value} for name, value in item.items()}
        try:
            self.client.put_item(
                TableName=self.name, Item=attributes, ConditionExpression="attribute_not_exists(id)"
            )
        except ClientError as error:
            if reason(error) != "ConditionalCheckFailedException":
                raise
            return False
        return True

    def status(self) -> str:
        """Give the status as the service names it, such as ``ACTIVE``."""
        return self.client.describe_table(TableName=self.name)["Table"]["TableStatus"]

    def pitr_days(self) -> int:
        """Count the days that point-in-time recovery reaches back; 0 when it is off."""
        answer = self.client.describe_continuous_backups(TableName=self.name)
        pitr = answer["ContinuousBackupsDescription"].get("PointInTimeRecoveryDescription", {})
        if pitr.get("PointInTimeRecoveryStatus") != "ENABLED":
            return 0
        return pitr.get("RecoveryPeriodInDays", DEFAULT_PITR_DAYS)

    def enable_pitr(self, days: int) -> None:
        """Turn point-in-time recovery on, reaching back that many days."""
        self.client.update_continuous_backups(
            TableName=self.name,
            PointInTimeRecoverySpecification={
                "PointInTimeRecoveryEnabled": True,
                "RecoveryPeriodInDays": days,
            },
        )
