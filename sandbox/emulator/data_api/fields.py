"""Values of PostgreSQL as the Data API writes them: a field for each, by the type of its column."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.emulator.postgres.connection import Result
from sandbox.emulator.requests.answers import Refused

BOOLEANS = frozenset({16})
BYTES = frozenset({17})
LONGS = frozenset({20, 21, 23, 26})
DOUBLES = frozenset({700, 701})
DECIMALS = frozenset({1700})
TEXTS = frozenset({18, 19, 25, 114, 705, 1042, 1043, 1082, 1083, 1114, 1184, 1186, 2950, 3802})
"""Text and its kin, JSON, dates and times, intervals and UUIDs."""
WITH_ZONE = 1184
MEMBERS = {1000: 16, 1005: 21, 1007: 23, 1016: 20, 1021: 700, 1022: 701, 1009: 25, 1014: 1042, 1015: 1043}
"""Arrays that the Data API returns, and the type of what is in them."""
KINDS = {"booleanValue": BOOLEANS, "longValue": LONGS, "doubleValue": DOUBLES, "blobValue": BYTES}
MEMBER = re.compile(r'"(?:[^"\\]|\\.)*"|[^,]+')


def records(result: Result, options: Mapping[str, str]) -> list[list[dict[str, Any]]]:
    """Return a result's rows. Raises ``Refused`` for a type that the Data API does not return."""
    types = [column["type_oid"] for column in result.columns or ()]
    return [
        [_field(value, kind, options) for value, kind in zip(row, types, strict=True)] for row in result.rows
    ]


def formatted(result: Result, options: Mapping[str, str]) -> str:
    """Return a result's rows as one JSON text of a list of objects."""
    names = [column["name"] for column in result.columns or ()]
    rows = [dict(zip(names, map(_plain, row), strict=True)) for row in records(result, options)]
    return json.dumps(rows, separators=(",", ":"))


def _plain(field: Mapping[str, Any]) -> Any:  # noqa: ANN401 JSON
    ((kind, value),) = field.items()
    if kind == "arrayValue":
        return next(iter(value.values()))
    return None if kind == "isNull" else value


def _field(value: str | None, kind: int, options: Mapping[str, str]) -> dict[str, Any]:
    if value is None:
        return {"isNull": True}
    if kind in DECIMALS:
        return _decimal(value, options)
    if kind in MEMBERS:
        return {"arrayValue": _array(value, MEMBERS[kind])}
    if kind in LONGS and options.get("longReturnType") == "STRING":
        return {"stringValue": value}
    for name, types in KINDS.items():
        if kind in types:
            return {name: _valued(value, name)}
    if kind not in TEXTS:
        raise Refused("UnsupportedResultException", f"The result contains the unsupported data type {kind}")
    return {"stringValue": value.removesuffix("+00") if kind == WITH_ZONE else value}


def _valued(value: str, name: str) -> bool | int | float | str:
    if name == "booleanValue":
        return value == "t"
    if name == "longValue":
        return int(value)
    if name == "doubleValue":
        return float(value)
    return base64.b64encode(bytes.fromhex(value.removeprefix(r"\x"))).decode()


def _decimal(value: str, options: Mapping[str, str]) -> dict[str, Any]:
    if options.get("decimalReturnType") != "DOUBLE_OR_LONG":
        return {"stringValue": value}
    return {"doubleValue": float(value)} if "." in value or value == "NaN" else {"longValue": int(value)}


def _array(value: str, member: int) -> dict[str, Any]:
    """Read an array of one dimension."""
    inner = value.removeprefix("{").removesuffix("}")
    if inner.startswith("{") or "=" in value.partition("{")[0]:
        raise Refused("UnsupportedResultException", "The result contains a multidimensional array")
    name = next((name for name, types in KINDS.items() if member in types), "stringValue")
    values = [_member(each, name) for each in _split(inner)]
    return {f"{name}s": values}


def _member(text: str, name: str) -> bool | int | float | str:
    if text == "NULL":
        raise Refused("UnsupportedResultException", "The result contains an array with a null")
    plain = text[1:-1].replace(r"\"", '"').replace("\\\\", "\\") if text.startswith('"') else text
    return plain if name == "stringValue" else _valued(plain, name)


def _split(inner: str) -> Sequence[str]:
    return MEMBER.findall(inner)
