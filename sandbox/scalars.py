"""Scalars of YAML as the CLI reads them, and numbers as it writes them."""

from __future__ import annotations

import json
import math
import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Self

from sandbox.registration import Json

FIRST = "-+.0123456789"
"""How what is no plain text begins."""
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_BASES = {"0x": 16, "0o": 8, "0b": 2}
_WHOLE = re.compile(r"([-+]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)")
_MOMENT = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})"
    r"(?:(?P<between>[Tt ])(?P<time>[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2})(?P<fraction>\.[0-9]{1,9})?"
    r"(?P<zone>Z|[-+][0-9]{2}:[0-9]{2})?)?"
)
_SIGNED = range(-(2**63), 2**63)
_INTEGERS = range(-(2**63), 2**64)
_ESCAPED = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}
_LARGEST_IN_FULL = Decimal(10) ** 21
_SHORT = range(-4, 6)
_SMALLEST_IN_FULL = Decimal(10) ** -6


class Moment(str):
    """A point in time as it is written in YAML; ``plain`` and ``exact`` are how the CLI writes it."""

    __slots__ = ("exact", "plain")
    plain: str
    exact: str

    def __new__(cls, written: str, plain: str, exact: str) -> Self:
        """Keep what is written, with what it means."""
        made = super().__new__(cls, written)
        made.plain, made.exact = plain, exact
        return made


def scalar(written: str) -> float | str:
    """Return the number or the moment that an unquoted scalar is, or itself."""
    moment = _moment(written)
    if moment is not None:
        return moment
    plain = written.replace("_", "")
    whole = _WHOLE.fullmatch(plain)
    number: float | None = _whole(whole[1], whole[2].lower()) if whole else None
    if number is None:
        number = float(plain) if _FLOAT.fullmatch(plain) else math.inf
    return written if math.isinf(number) else number


def number_text(number: float) -> str:
    """Write a number as JSON of the CLI's: in full where it is neither very large nor very small."""
    if isinstance(number, int):
        return str(number)
    exact = Decimal(repr(number)).normalize()
    if not exact or _SMALLEST_IN_FULL <= abs(exact) < _LARGEST_IN_FULL:
        return format(exact or abs(exact), "f")
    return _by_exponent(exact, "+d")


def key_text(number: float) -> str:
    """Write a number as the key of a mapping, which the CLI cuts shorter."""
    exact = Decimal(repr(number)).normalize()
    is_short = isinstance(number, int) or not exact or exact.adjusted() in _SHORT
    return number_text(number) if is_short else _by_exponent(exact, "+03d")


def _by_exponent(number: Decimal, form: str) -> str:
    digits = f"{number:e}".partition("e")[0]
    return f"{digits}e{number.adjusted():{form}}"


def json_text(value: Json) -> str:
    """Write a value as JSON of the CLI's, in which only what fits in 64 bits with a sign is exact."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{_quoted(key)}:{json_text(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(json_text, value)) + "]"
    if isinstance(value, (str, bool)) or value is None:
        return _quoted(value)
    # Whether a fraction is in a range, Python finds out by counting.
    is_exact = isinstance(value, int) and value in _SIGNED
    return number_text(value if is_exact else float(value))


def _quoted(value: str | bool | None) -> str:  # noqa: FBT001 a value of JSON
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPED)


def _whole(sign: str, digits: str) -> int | None:
    """Return a whole number, none where it does not fit in 64 bits."""
    try:
        number = int(f"{sign}1") * _natural(digits)
    except ValueError:  # Python reads no more than 4300 digits
        return None
    return number if number in _INTEGERS else None


def _natural(digits: str) -> int:
    base = _BASES.get(digits[:2])
    if base:
        return int(digits[2:], base)
    return int(digits, 8 if digits.startswith("0") else 10)


def _moment(written: str) -> Moment | None:
    found = _MOMENT.fullmatch(written)
    # Between date and time is a space where there is no zone, and only there.
    if found is None or (found["time"] and (found["between"] == " ") == bool(found["zone"])):
        return None
    try:
        year, month, day = (int(each) for each in found["date"].split("-"))
        hour, minute, second = (int(each) for each in (found["time"] or "0:0:0").split(":"))
        at = datetime(year, month, day, hour, minute, second, tzinfo=_zone(found["zone"]))
    except ValueError:
        return None
    fraction = (found["fraction"] or "").rstrip("0").rstrip(".")
    offset = at.strftime("%z")
    is_utc = offset == "+0000"
    date, time = f"{year:04}-{month:02}-{day:02}", f"{at:%H:%M:%S}{fraction}"
    return Moment(
        written,
        f"{date} {time} {offset} {'UTC' if is_utc else offset}",
        f"{date}T{time}{'Z' if is_utc else f'{offset[:3]}:{offset[3:]}'}",
    )


def _zone(written: str | None) -> timezone:
    if written is None or written == "Z":
        return UTC
    sign = -1 if written.startswith("-") else 1
    hours, minutes = written[1:].split(":")
    return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes)))
