"""What a project file declares of its configuration, held against a stack's values as the CLI does it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.registration import Json, Properties


def faults(declared: Json, values: Properties, project: str, stack: str) -> Iterator[str]:
    """Yield a line for every declared key that has no value, or one of another type.

    ``values`` hold the defaults already, by full key; what is encrypted is of any type.
    """
    for key, entry in declared.items() if isinstance(declared, dict) else ():
        full = key if ":" in key else f"{project}:{key}"
        if not isinstance(entry, dict) or "type" not in entry:
            continue
        if full not in values:
            yield f"stack {stack!r} has no value for the configuration key {full!r}"
        elif not _fits(entry, values[full]):
            found = values[full]
            yield f"stack {stack!r}: {full!r} is {found!r}; wanted {_described(entry)}"


def _fits(entry: Properties, value: Json) -> bool:
    if isinstance(value, dict) and "secure" in value:
        return True
    if entry["type"] == "array":
        return _is_list_of(entry.get("items"), value)
    return _TYPES.get(str(entry["type"]), _is_scalar)(value)


def _is_list_of(items: Json, value: Json) -> bool:
    item = items if isinstance(items, dict) else {"type": "string"}
    return isinstance(value, list) and all(_fits(item, each) for each in value)


def _is_scalar(value: Json) -> bool:
    return isinstance(value, (str, int, float))


def _is_boolean(value: Json) -> bool:
    return isinstance(value, bool) or value in ("true", "false")


def _is_whole(value: Json) -> bool:
    return not isinstance(value, bool) and re.fullmatch(r"[+-]?\d+(\.0)?", str(value)) is not None


def _is_object(value: Json) -> bool:
    return isinstance(value, dict)


_TYPES = {"boolean": _is_boolean, "integer": _is_whole, "object": _is_object}


def _described(entry: Properties) -> str:
    items = entry.get("items")
    inner = f" of {items.get('type')}" if isinstance(items, dict) else ""
    return f"{entry['type']}{inner}"
