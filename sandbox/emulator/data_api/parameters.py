"""A statement's named parameters, as PostgreSQL takes them: by number, of the types that values have."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.emulator.requests.answers import Refused

TOKENS = re.compile(
    r"""(?P<skipped>
        [eE]'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*' | "(?:[^"]|"")*"
        | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$ | --[^\n]* | /\*.*?\*/ | ::
    ) | :(?P<name>[A-Za-z_]\w*)""",
    re.VERBOSE | re.DOTALL,
)
BOOLEAN, BYTES, BIGINT, DOUBLE, TEXT = 16, 17, 20, 701, 1043
"""Object ids of PostgreSQL's types."""
HINTS: Mapping[str, tuple[int, str]] = {
    "DATE": (1082, r"\d{4}-\d{2}-\d{2}"),
    "DECIMAL": (1700, r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?"),
    "JSON": (114, r"(?s:.*)"),
    "TIME": (1083, r"\d{2}:\d{2}:\d{2}(\.\d{1,3})?"),
    "TIMESTAMP": (1114, r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,3})?"),
    "UUID": (2950, r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"),
}
"""What a hint makes of a string, and how AWS wants that string written."""


@dataclass(frozen=True)
class Prepared:
    """A statement with its parameters by number: their values in PostgreSQL's words, and their types."""

    sql: str
    values: Sequence[str | None]
    types: Sequence[int]


def prepare(sql: str, parameters: Sequence[Mapping[str, Any]]) -> Prepared:
    """Put parameters in the place of their names. Raises ``Refused`` for what the Data API refuses."""
    given = {each["name"]: _valued(each) for each in parameters}
    numbers: dict[str, int] = {}

    def numbered(found: re.Match[str]) -> str:
        name = found["name"]
        if name is None:
            return found["skipped"]
        if name not in given:
            raise Refused("BadRequestException", f"Cannot find parameter: {name}")
        return f"${numbers.setdefault(name, len(numbers) + 1)}"

    numbered_sql = TOKENS.sub(numbered, sql)
    used = [given[name] for name in numbers]
    return Prepared(numbered_sql, [value for value, _ in used], [kind for _, kind in used])


def _valued(parameter: Mapping[str, Any]) -> tuple[str | None, int]:
    """Return a parameter's value and type; an unknown type (0) is what PostgreSQL makes of its place."""
    value, hint, name = parameter.get("value") or {}, parameter.get("typeHint"), parameter["name"]
    if len(value) != 1:
        raise Refused("BadRequestException", f"Parameter {name} has {len(value)} values; wanted one")
    ((kind, content),) = value.items()
    if kind == "isNull":
        return None, _hinted(hint, name)[0] if hint else 0
    if kind == "stringValue":
        return content, _of_text(name, content, hint)
    if kind == "blobValue":
        return _hexadecimal(name, content), BYTES
    types = {"booleanValue": BOOLEAN, "longValue": BIGINT, "doubleValue": DOUBLE}
    if kind not in types:
        raise Refused("BadRequestException", "Array parameters are not supported.")
    return str(content).lower(), types[kind]


def _of_text(name: str, text: str, hint: str | None) -> int:
    if hint is None:
        return TEXT
    kind, form = _hinted(hint, name)
    if not re.fullmatch(form, text):
        raise Refused("BadRequestException", f"Parameter {name} is no {hint} as the Data API takes it")
    return kind


def _hinted(hint: str, name: str) -> tuple[int, str]:
    if hint not in HINTS:
        raise Refused("BadRequestException", f"Parameter {name} has the unknown type hint {hint}")
    return HINTS[hint]


def _hexadecimal(name: str, content: str) -> str:
    try:
        return rf"\x{base64.b64decode(content, validate=True).hex()}"
    except binascii.Error as error:
        raise Refused("BadRequestException", f"Parameter {name} is no base64") from error
