"""A table as a backup of it holds it, and the new table that is made of that.

Of a table's settings AWS restores keys, indexes, capacity and encryption. It restores no tags, no stream, no
TTL, no point-in-time recovery, no deletion protection, no table class and no policy.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from sandbox.emulator.requests.answers import Given, Refused
from sandbox.emulator.tables.history import Items
from sandbox.emulator.tables.store import Table, fill, items_of, private, tables

INDEXES = ("GlobalSecondaryIndexes", "LocalSecondaryIndexes", "VectorIndexes")
OVERRIDES = {
    "GlobalSecondaryIndexes": "GlobalSecondaryIndexOverride",
    "LocalSecondaryIndexes": "LocalSecondaryIndexOverride",
    "VectorIndexes": "VectorIndexOverride",
}
OF_AN_INDEX = ("IndexName", "KeySchema", "Projection", "ProvisionedThroughput", "OnDemandThroughput")
ON_DEMAND = "PAY_PER_REQUEST"


@dataclass(frozen=True)
class Image:
    """A table's ARN, the settings that a restore keeps, as ``CreateTable`` takes them, and its items."""

    arn: str
    settings: Mapping[str, Any]
    items: Items

    @property
    def region(self) -> str:
        """Where the table is, or was."""
        return self.arn.split(":")[3]


def image_of(table: Table, items: Items | None = None) -> Image:
    """Take an image of a table, with all that is in it now unless other items are given."""
    return Image(table["TableArn"], _settings(table), items_of(table) if items is None else items)


def make_table(image: Image, given: Given, region: str) -> Mapping[str, Any]:
    """Make a new table of an image, with the overrides of a request to restore it; return its description.

    Raises ``Refused`` where AWS would refuse them.
    """
    if image.region != region and "SSESpecificationOverride" not in given:
        raise _invalid("sseSpecificationOverride must be provided for cross-region restores")
    target = given["TargetTableName"]
    if target in tables():
        raise Refused("TableAlreadyExistsException", f"Table already exists: {target}")
    asked = {"TableName": target, **_overridden(image.settings, given)}
    status, _, body = private("_create_table")(asked)
    answer: dict[str, Any] = json.loads(body)
    if status != HTTPStatus.OK:
        raise Refused(answer["__type"].rpartition("#")[2], answer["message"])
    fill(tables().get(target), image.items)
    return {**answer["TableDescription"], "TableStatus": "CREATING"}


def _settings(table: Table) -> Mapping[str, Any]:
    billing = (table.get("BillingModeSummary") or {}).get("BillingMode", "PROVISIONED")
    settings = {
        "KeySchema": table["KeySchema"],
        "AttributeDefinitions": table["AttributeDefinitions"],
        "BillingMode": billing,
        "OnDemandThroughput": table.get("OnDemandThroughput"),
        "SSESpecification": _encryption(table.get("SSEDescription")),
        "GlobalSecondaryIndexes": [_index(each) for each in table.get("GlobalSecondaryIndexes") or []],
        "LocalSecondaryIndexes": [_index(each) for each in table.get("LocalSecondaryIndexes") or []],
        "VectorIndexes": [private("_vector_index_info")(each) for each in table.get("VectorIndexes") or []],
        "ProvisionedThroughput": None if billing == ON_DEMAND else table["ProvisionedThroughput"],
    }
    return copy.deepcopy({name: value for name, value in settings.items() if value})


def _index(index: Mapping[str, Any]) -> dict[str, Any]:
    return {name: index[name] for name in OF_AN_INDEX if name in index}


def _encryption(described: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not described or described["Status"] != "ENABLED":
        return None
    key = {"KMSMasterKeyId": described["KMSMasterKeyArn"]} if "KMSMasterKeyArn" in described else {}
    return {"Enabled": True, "SSEType": described["SSEType"], **key}


def _overridden(settings: Mapping[str, Any], given: Given) -> dict[str, Any]:
    asked: dict[str, Any] = {**copy.deepcopy(dict(settings)), **_capacity(settings, given)}
    for name, override in OVERRIDES.items():
        if given.get(override) is not None:
            asked[name] = [_matched(each, asked.get(name, [])) for each in given[override]]
    if asked["BillingMode"] == ON_DEMAND:
        for index in asked.get("GlobalSecondaryIndexes", []):
            index.pop("ProvisionedThroughput", None)
    encryption = given.get("SSESpecificationOverride")
    if encryption is not None:
        asked["SSESpecification"] = encryption if encryption.get("Enabled") else None
    used = _used(asked)
    asked["AttributeDefinitions"] = [
        each for each in asked["AttributeDefinitions"] if each["AttributeName"] in used
    ]
    return {name: value for name, value in asked.items() if value}


def _capacity(settings: Mapping[str, Any], given: Given) -> dict[str, Any]:
    """Return billing mode and throughput, as overridden where AWS lets them be."""
    mode = given.get("BillingModeOverride", settings["BillingMode"])
    provisioned = given.get("ProvisionedThroughputOverride")
    demanded = given.get("OnDemandThroughputOverride")
    if mode == ON_DEMAND:
        if provisioned:
            raise _invalid("Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED")
        on_demand = demanded or settings.get("OnDemandThroughput")
        return {"BillingMode": mode, "ProvisionedThroughput": None, "OnDemandThroughput": on_demand}
    if demanded:
        raise _invalid("Cannot override OnDemandThroughput unless BillingMode is PAY_PER_REQUEST")
    if not provisioned and settings["BillingMode"] == ON_DEMAND:
        raise _invalid("Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED")
    throughput = provisioned or settings["ProvisionedThroughput"]
    return {"BillingMode": mode, "ProvisionedThroughput": throughput, "OnDemandThroughput": None}


def _matched(index: dict[str, Any], kept: list[dict[str, Any]]) -> dict[str, Any]:
    """Return an index that the source table had too, by any name; another cannot be made by a restore."""
    same = ("KeySchema", "Projection") if "KeySchema" in index else ("IndexName",)
    for each in kept:
        if all(index.get(name) == each.get(name) for name in same):
            return {**each, **index}
    name = index.get("IndexName")
    raise _invalid(
        f"Index {name} does not match a secondary index that existed in the source table and cannot be "
        "created during the restore operation"
    )


def _used(asked: Mapping[str, Any]) -> set[str]:
    """Return the attributes that keys are made of."""
    keyed = [asked, *(each for name in INDEXES[:2] for each in asked.get(name, []))]
    used = {key["AttributeName"] for each in keyed for key in each["KeySchema"]}
    return used.union(*(private("_vector_search_attrs")(each) for each in asked.get("VectorIndexes", [])))


def _invalid(message: str) -> Refused:
    return Refused("ValidationException", f"Invalid Request: {message}")
