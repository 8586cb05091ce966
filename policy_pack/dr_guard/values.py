"""What a property holds at preview: a value, nothing, or something that is not known yet.

Absent, zero, false and unknown are four different things and stay so. What a value means is left to the
rules.
"""

from __future__ import annotations

import json
from enum import Enum
from functools import lru_cache
from typing import Final, Literal, TypeAlias, cast

from pulumi_policy.proxy import _is_unknown


class Mark(Enum):
    """What stands where there is no plain value to read."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    ASSET = "asset"


MISSING: Final[Literal[Mark.MISSING]] = Mark.MISSING
UNKNOWN: Final[Literal[Mark.UNKNOWN]] = Mark.UNKNOWN

# The key by which the protocol marks a mapping that is none: a secret, a file or an archive.
SIGNATURE: Final = "4dabf18193072939515e22adb298388d"

Plain: TypeAlias = bool | float | str | Mark | list["Plain"] | dict[str, "Plain"] | None

Known: TypeAlias = bool | Literal[Mark.UNKNOWN]


def lookup(value: Plain, path: str) -> Plain:
    """Return what stands at a dotted path, where a number indexes a list.

    ``MISSING`` where there is nothing or null, ``UNKNOWN`` at and below an unknown.
    """
    for step in path.split("."):
        if value is UNKNOWN:
            return UNKNOWN
        if isinstance(value, dict):
            value = value.get(step, MISSING)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return MISSING
    return MISSING if value is None else value


def entries(value: Plain, path: str) -> tuple[Plain, ...]:
    """Return the members of a list, each of which may be ``UNKNOWN``.

    One object counts as a list of one, which is how the provider's older forms write it; an unknown list is
    one unknown member, and a missing one has none.
    """
    found = lookup(value, path)
    if found is MISSING:
        return ()
    return tuple(found) if isinstance(found, list) else (found,)


def document(value: Plain) -> Plain:
    """Return a JSON document, whether it came as a string or as an inline mapping; a blank one is missing.

    Raises ``ValueError`` where the string is no JSON.
    """
    if isinstance(value, str):
        return _parsed(value) if value.strip() else MISSING
    return value


@lru_cache(maxsize=1024)
def _parsed(text: str) -> Plain:
    """Return a document that many controls read, parsed once; nobody changes it."""
    return _marked(cast("Plain", json.loads(text)))


def _marked(value: Plain) -> Plain:
    """Return parsed JSON with its unknowns marked."""
    if isinstance(value, str):
        return UNKNOWN if _is_unknown(value) else value
    if isinstance(value, list):
        return [_marked(member) for member in value]
    if isinstance(value, dict):
        return {key: _marked(member) for key, member in value.items()}
    return value


def boolean(value: Plain) -> Plain:
    """Return true and false for the strings that providers accept for them, and anything else as it is."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def is_set(value: Plain) -> bool:
    """Whether something stands there; an unknown does, an empty string, list or mapping does not."""
    return value not in (MISSING, None, "", [], {})
