"""The table, as far as this function uses it; botocore's errors pass through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from .faults import reason
from .permissions import PENDING_INDEX

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .clients import TableClient

# What PITR keeps when its description names no period.
DEFAULT_PITR_DAYS: Final = 35
PAGE: Final = 100


@dataclass(frozen=True)
class Table:
    """A table whose hash key is the string ``id``."""

    client: TableClient
    name: str

    def find(self, key: str) -> dict[str, str] | None:
        """Read one item's string attributes, consistently: whatever was added before is seen."""
        answer = self.client.get_item(TableName=self.name, Key={"id": {"S": key}}, ConsistentRead=True)
        item = answer.get("Item")
        return None if item is None else _strings(item)

    def add(self, item: Mapping[str, str]) -> bool:
        """Write the whole item unless one has its ``id`` already; tell whether it was written."""
        try:
            self.client.put_item(**self._put(item), ConditionExpression="attribute_not_exists(id)")
        except ClientError as error:
            if reason(error) != "ConditionalCheckFailedException":
                raise
            return False
        return True

    def add_both(self, item: Mapping[str, str], companion: Mapping[str, str]) -> bool:
        """Write both items, or none if one has the first's ``id`` already; tell whether they were written.

        botocore names each request, so one whose answer was lost is known again, not refused for itself.
        """
        new = {"Put": {**self._put(item), "ConditionExpression": "attribute_not_exists(id)"}}
        try:
            self.client.transact_write_items(TransactItems=[new, {"Put": self._put(companion)}])
        except ClientError as error:
            if reason(error) != "ConditionalCheckFailed":
                raise
            return False
        return True

    def remove(self, key: str) -> None:
        """Delete the item, if it is there."""
        self.client.delete_item(TableName=self.name, Key={"id": {"S": key}})

    def pending(self, what: str) -> Iterator[dict[str, str]]:
        """Read the items that have ``what`` pending, page by page, in no order.

        What was written or removed within the last second may be missing or still there.
        """
        asked = {**self._pending(what), "Limit": PAGE}
        while asked:
            answer = self.client.query(**asked)
            yield from map(_strings, answer["Items"])
            last = answer.get("LastEvaluatedKey")
            asked = {**asked, "ExclusiveStartKey": last} if last else {}

    def count_pending(self, what: str) -> int:
        """Count the items that have ``what`` pending, as far as DynamoDB counts in one call: 1 MB of them."""
        return self.client.query(**self._pending(what), Select="COUNT")["Count"]

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

    def _put(self, item: Mapping[str, str]) -> dict[str, Any]:
        return {"TableName": self.name, "Item": {name: {"S": value} for name, value in item.items()}}

    def _pending(self, what: str) -> dict[str, Any]:
        return {
            "TableName": self.name,
            "IndexName": PENDING_INDEX,
            "KeyConditionExpression": "pending = :what",
            "ExpressionAttributeValues": {":what": {"S": what}},
        }


def _strings(item: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {name: value["S"] for name, value in item.items() if "S" in value}
