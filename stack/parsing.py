"""From what stands in a stack's configuration to values: pure functions that take a string, or refuse it.

The engine passes every value as a string, lists and mappings as JSON.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable
from typing import TypeAlias, TypeVar, Union

T = TypeVar("T")
Json: TypeAlias = Union[bool, float, str, list["Json"], dict[str, "Json"], None]  # noqa: UP007 it is recursive
Parser: TypeAlias = Callable[[str], T]
Network: TypeAlias = ipaddress.IPv4Network


class UnwantedError(ValueError):
    """A value that cannot be used: ``found`` is how it reads, ``at`` its place inside the key's value."""

    def __init__(self, found: str, at: str = "") -> None:
        super().__init__(found)
        self.found = found
        self.at = at


def text(pattern: str) -> Parser[str]:
    """Take a string that matches all of ``pattern``."""

    def parse(raw: str) -> str:
        if re.fullmatch(pattern, raw):
            return raw
        raise UnwantedError(repr(raw))

    return parse


def one_of(*options: str) -> Parser[str]:
    """Take one of a few words."""
    return text("|".join(re.escape(option) for option in options))


def boolean(raw: str) -> bool:
    """Take ``true`` or ``false``."""
    if raw not in {"true", "false"}:
        raise UnwantedError(repr(raw))
    return raw == "true"


def whole_number(allowed: range | frozenset[int]) -> Parser[int]:
    """Take one of the whole numbers that are allowed."""

    def parse(raw: str) -> int:
        if re.fullmatch(r"\d{1,9}", raw) and int(raw) in allowed:
            return int(raw)
        raise UnwantedError(raw if re.fullmatch(r"-?[\d.]+", raw) else repr(raw))

    return parse


def half_steps(lowest: float, highest: float) -> Parser[float]:
    """Take a multiple of 0.5 from ``lowest`` to ``highest``."""

    def parse(raw: str) -> float:
        if re.fullmatch(r"\d{1,6}(\.[05]0*)?", raw) and lowest <= float(raw) <= highest:
            return float(raw)
        raise UnwantedError(raw if re.fullmatch(r"-?[\d.]+", raw) else repr(raw))

    return parse


def cidr(prefixes: range) -> Parser[Network]:
    """Take an IPv4 block whose prefix is one of ``prefixes`` and which has no host bits."""

    def parse(raw: str) -> Network:
        try:
            network = ipaddress.IPv4Network(raw)
        except ValueError:
            raise UnwantedError(repr(raw)) from None
        if "/" not in raw or network.prefixlen not in prefixes:
            raise UnwantedError(repr(raw))
        return network

    return parse


def list_of(parser: Parser[T], length: int | None = None) -> Parser[tuple[T, ...]]:
    """Take a list without repetitions, of ``length`` items where that is given."""

    def parse(raw: str) -> tuple[T, ...]:
        items = _json(raw)
        if not isinstance(items, list) or (length is not None and len(items) != length):
            raise UnwantedError(_shown(items))
        found = tuple(_item(parser, item, f"[{place}]") for place, item in enumerate(items))
        if len(set(found)) < len(found):
            raise UnwantedError(_shown(items))
        return found

    return parse


def mapping_of(parsers: dict[str, Parser[T]], *, complete: bool) -> Parser[dict[str, T]]:
    """Take a mapping whose keys are among ``parsers``, or all of them where it must be complete."""

    def parse(raw: str) -> dict[str, T]:
        fields = _json(raw)
        if not isinstance(fields, dict):
            raise UnwantedError(_shown(fields))
        for name in fields:
            if name not in parsers:
                raise UnwantedError(_shown(fields[name]), f".{printable(name)}")
        for name in parsers if complete else ():
            if name not in fields:
                raise UnwantedError("nothing", f".{name}")
        return {name: _item(parsers[name], value, f".{name}") for name, value in fields.items()}

    return parse


def printable(text: str) -> str:
    """Return a text as it is, or where it would break a line, as Python writes it."""
    return text if text.isprintable() else repr(text)


def _json(raw: str) -> Json:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):  # it is not JSON, or a number or a depth that Python does not read
        raise UnwantedError(repr(raw)) from None


def _shown(value: Json) -> str:
    readable = json.dumps(value, ensure_ascii=False)
    return readable if readable.isprintable() else json.dumps(value)


def _item(parser: Parser[T], item: Json, place: str) -> T:
    try:
        return parser(item if isinstance(item, str) else json.dumps(item))
    except UnwantedError as unwanted:
        raise UnwantedError(unwanted.found, place + unwanted.at) from None
