"""What mends a resource: values to be set, as data, and how they are set.

Everything else in a resource stays as it was, secrets and unknowns among it; what is itself unknown or
secret at the place that a fix is about stays too, and is left to the control's own judgement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    where there is none nothing is set. Any other step that is missing is made. ``types`` narrows the fix to
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
        return at if _is_within(at, value, bound) else _merged(at, value, bound)
    step, rest = steps[0], steps[1:]
    if step == "*":
        if isinstance(at, list):
            return [_set(member, rest, value, bound) for member in at]
        return at if at is None else _set(at, rest, value, bound)
    held = at if isinstance(at, Mapping) else {}
    changed = _set(held.get(step), rest, value, bound)
    return at if changed is None else {**held, step: changed}


def _is_marked(value: object) -> bool:
    """Whether a value is unknown, secret or a file."""
    if isinstance(value, Mapping):
        return SIGNATURE in value
    return isinstance(value, str) and _is_unknown(value)


def _is_within(found: object, value: object, bound: Bound) -> bool:
    if bound == "including":
        return isinstance(found, list) and set(_members(value)) <= set(_members(found))
    numbers = _number(found), _number(value)
    if bound == "exactly" or numbers[0] is None or numbers[1] is None:
        # One is not true, though it is equal to it.
        plain = list(value) if isinstance(value, tuple) else value
        return found == plain and isinstance(found, bool) == isinstance(plain, bool)
    return numbers[0] >= numbers[1] if bound == "at least" else numbers[0] <= numbers[1]


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _merged(found: object, value: object, bound: Bound) -> object:
    if bound == "including" and isinstance(found, list):
        held = _members(found)
        return [*held, *(each for each in _members(value) if each not in held)]
    return list(value) if isinstance(value, tuple) else value


def _members(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
