"""The partition keys of the items that a request to DynamoDB is about; ministack tells policies none."""

from __future__ import annotations

import json
from typing import Any

from sandbox.emulator.tables.store import name_of, tables
from sandbox.emulator.world import World

KEY = "dynamodb:LeadingKeys"


def install(_: World) -> None:
    """Add them to what policies are told of a request about one item."""
    from ministack.core import iam_actions  # noqa: PLC0415 it reads the environment when it is loaded

    beneath = iam_actions.dynamodb_service_context

    def context(body: bytes) -> dict[str, Any]:
        keys = _leading(body)
        return {**beneath(body), **({KEY: keys} if keys else {})}

    vars(iam_actions)["dynamodb_service_context"] = context


def _leading(body: bytes) -> list[str]:
    try:
        asked = json.loads(body or b"{}")
    except ValueError:
        return []
    item = asked.get("Key") or asked.get("Item") if isinstance(asked, dict) else None
    table = tables().get(name_of(str(asked.get("TableName")))) if isinstance(item, dict) else None
    if not isinstance(item, dict) or table is None:
        return []
    names = [each["AttributeName"] for each in table["KeySchema"] if each["KeyType"] == "HASH"]
    return [str(value) for name in names for value in item.get(name, {}).values()]
