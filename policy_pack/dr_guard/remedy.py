"""What mends a resource: values to be set, as data, and how they are set.

Everything else in a resource stays as it was, secrets and unknowns among it; what is itself unknown or
secret at the place that a fix is about stays too, and is left to the control's own judgement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from pulumi_policy.proxy import _is_unknown

from dr_guard.values import SIGNATURE

Value: TypeAlias = bool | int | str | tuple[str, ...]
Raw: TypeAlias = Mapping[str, object]
Bound: TypeAlias = Literal["exactly", "at least", "at most", "including"]


@dataclass(frozen=True)
class Chosen:
    """The value that an option of the control has."""

    option: str


@dataclass(frozen=True)
class Fix:
    """A value for one property, set unless what is there is within the bound already.

    ``path`` is dotted; ``*`` stands for every member of a list, or for the one object in its place, and
    where there is none nothing is set. Any other step that is missing is made; where something stands that is
    no object, or a list or an object in place of a plain value, nothing is set. ``types`` narrows the fix to
    some of its control's types.
    """

    path: str
    value: Value | Chosen
    bound: Bound = "exactly"
    types: tuple[str, ...] = ()


def mended(properties: Raw, token: str, fixes: Iterable[Fix], options: Mapping[str, object]) -> Raw:
    """Return the properties of a resource of type ``token`` with every fix made; the given ones stay as is.

    Properties are as the protocol writes them: unknowns and secrets are marked, not unwrapped.
    """
    result = properties
    for fix in fixes:
        if token in fix.types or not fix.types:
            value = options[fix.value.option] if isinstance(fix.value, Chosen) else fix.value
            result = cast("Raw", _set(result, fix.path.split("."), value, fix.bound))
    return result


def _set(at: object, steps: list[str], value: object, bound: Bound) -> object:
    if _is_marked(at):
        return at
    if not steps:
        return _bounded(at, value, bound)
    step, rest = steps[0], steps[1:]
    if step == "*":
        if isinstance(at, list):
            return [_set(member, rest, value, bound) for member in at]
        return at if at is None else _set(at, rest, value, bound)
    if at is not None and not isinstance(at, Mapping):
        return at
    held = at or {}
    changed = _set(held.get(step), rest, value, bound)
    return at if changed is None else {**held, step: changed}


def _is_marked(value: object) -> bool:
    """Whether a value is unknown, secret or a file."""
    if isinstance(value, Mapping):
        return SIGNATURE in value
    return isinstance(value, str) and _is_unknown(value)


def _bounded(found: object, value: object, bound: Bound) -> object:
    """Return what was found as far as it is within the bound, otherwise the value, or both together."""
    if bound == "including":
        return _including(found, cast("tuple[str, ...]", value))
    if isinstance(value, (list, tuple)):
        return found if found == list(value) else list(value)
    if isinstance(found, (list, Mapping)):
        return found
    number, limit = _number(found), _number(value)
    if bound == "exactly" or number is None or limit is None:
        # One is not true, though it is equal to it.
        return found if found == value and isinstance(found, bool) == isinstance(value, bool) else value
    is_within = number >= limit if bound == "at least" else number <= limit
    # A number in a string is as strict as it is; it is only written as what it should be.
    return (number if isinstance(found, str) else found) if is_within else value


def _including(found: object, members: tuple[str, ...]) -> object:
    if isinstance(found, Mapping):
        return found
    held = found if isinstance(found, list) else [] if found is None else [found]
    lacking = [each for each in members if each not in held]
    return [*held, *lacking] if lacking else found


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None
