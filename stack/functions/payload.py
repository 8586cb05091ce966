"""A request's body on its way from the wire to JSON values.

Whatever is refused is refused with InvalidError, in one line that says what was found and wanted and never
quotes the body. Integers keep every digit; other numbers keep what a double keeps.
"""

from __future__ import annotations

import base64
import json
import math
from itertools import chain
from typing import TYPE_CHECKING, Final, NoReturn, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

    Container = dict[str, object] | list[object]

MAX_BODY_BYTES: Final = 256 * 1024
MAX_DEPTH: Final = 64


class InvalidError(Exception):
    """The request cannot be accepted as it is; the message may be shown to its sender."""


def decoded(body: str, *, is_base64: bool) -> bytes:
    """Give the bytes that were sent, at most MAX_BODY_BYTES of them."""
    try:
        # A lone surrogate is no valid text either; as bytes it fails where all other bad bytes do.
        raw = base64.b64decode(body, validate=True) if is_base64 else body.encode("utf-8", "surrogatepass")
    except ValueError as error:
        raise InvalidError("the body is not valid base64, as which it was announced") from error
    if len(raw) > MAX_BODY_BYTES:
        raise InvalidError(f"the body has {len(raw)} bytes; at most {MAX_BODY_BYTES} are accepted")
    return raw


def parsed(raw: bytes) -> object:
    """Give the value of a JSON text, nested at most MAX_DEPTH deep; of a repeated name the last counts."""
    try:
        text = raw.decode()
        value = json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
    except UnicodeDecodeError as error:
        raise InvalidError(f"the body is not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise InvalidError(f"the body is not JSON: {error.msg} at character {error.pos}") from error
    except RecursionError as error:
        raise InvalidError(f"the body is nested more than {MAX_DEPTH} deep") from error
    except ValueError as error:
        raise InvalidError("the body holds an integer of too many digits") from error
    if _depth(value) > MAX_DEPTH:
        raise InvalidError(f"the body is nested more than {MAX_DEPTH} deep")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise InvalidError(f"the body holds {name}, which is not JSON")


def _finite(literal: str) -> float:
    number = float(literal)
    if math.isinf(number):
        raise InvalidError("the body holds a number beyond the range of a double")
    return number


def _depth(value: object) -> int:
    depth, level = 0, _containers([value])
    while level:
        depth, level = depth + 1, _containers(chain.from_iterable(map(_members, level)))
    return depth


def _containers(values: Iterable[object]) -> list[Container]:
    return [cast("Container", value) for value in values if isinstance(value, (dict, list))]


def _members(container: Container) -> Iterable[object]:
    return container.values() if isinstance(container, dict) else container
