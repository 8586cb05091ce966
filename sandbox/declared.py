"""What a project file declares of its configuration, held against a stack's values as the CLI does it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.registration import Json, Properties


def faults(declared: Json, values: Properties, project: str, stack: str) -> Iterator[str]:
    """Yield a line for every declared key that has no value, or one of another type, or is no declaration.

    ``values`` hold the defaults already, by full key; what is encrypted is of any type.
    """
    for key, entry in declared.items() if isinstance(declared, dict) else ():
        full = key if ":" in key else f"{project}:{key}"
        if not isinstance(entry, dict):
            continue
        unreadable = _unreadable(entry) if "type" in entry else ""
        if unreadable:
            yield f"Pulumi.yaml: config {key}: {unreadable}"
        elif full not in values:
            yield f"stack {stack!r} has no value for the configuration key {full!r}"
        elif "type" in entry and not _fits(entry, values[full]):
            found = values[full]
            yield f"stack {stack!r}: {full!r} is {found!r}; wanted {_described(entry)}"


def _unreadable(entry: Properties) -> str:
    """Return what is wrong with a declaration or its items, or nothing."""
    unknown = [str(each) for each in entry if each not in _FIELDS]
    if unknown:
        return f"found {', '.join(unknown)}; wanted {', '.join(_FIELDS)}"
    kind, items = entry.get("type"), entry.get("items")
    if kind != "array":
        types = [*_TYPES, "array"]
        return "" if kind in types else f"found {kind!r} as a type; wanted {', '.join(types)}"
    return _unreadable(items) if isinstance(items, dict) else f"found {items!r} as items; wanted their type"


def _fits(entry: Properties, value: Json) -> bool:
    if isinstance(value, dict) and "secure" in value:
        return True
    items = entry.get("items")
    if entry["type"] == "array" and isinstance(items, dict):
        return isinstance(value, list) and all(_fits(items, each) for each in value)
    return _TYPES[str(entry["type"])](value)


def _is_scalar(value: Json) -> bool:
    return isinstance(value, (str, int, float))


def _is_boolean(value: Json) -> bool:
    return isinstance(value, bool) or value in ("true", "false")


def _is_whole(value: Json) -> bool:
    return not isinstance(value, bool) and re.fullmatch(r"[+-]?\d+(\.0)?", str(value)) is not None


def _is_object(value: Json) -> bool:
    return isinstance(value, dict)


_FIELDS = ("type", "items", "description", "secret", "default", "value")
_TYPES = {"string": _is_scalar, "integer": _is_whole, "boolean": _is_boolean, "object": _is_object}


def _described(entry: Properties) -> str:
    items = entry.get("items")
    inner = f" of {items.get('type')}" if isinstance(items, dict) else ""
    return f"{entry['type']}{inner}"
