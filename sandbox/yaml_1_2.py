"""YAML as the CLI reads it: ``no`` and ``12:30`` are strings, ``010`` is eight, and ``1e3`` is a thousand."""

from __future__ import annotations

import math
import re

import yaml

from sandbox.registration import Json
from sandbox.scalars import FIRST, Moment, key_text, scalar

_NUMBER = "tag:yaml.org,2002:number"

_SCALARS = {
    "tag:yaml.org,2002:null": (r"~|null|Null|NULL|", "~nN\0"),
    "tag:yaml.org,2002:bool": (r"true|True|TRUE|false|False|FALSE", "tTfF"),
    "tag:yaml.org,2002:float": (r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", "-+."),
    _NUMBER: (r".+", FIRST),
}


class _Loader(yaml.SafeLoader):
    """PyYAML's loader, which is otherwise of version 1.1."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 PyYAML's own form


for _tag, (_pattern, _first) in _SCALARS.items():
    _Loader.add_implicit_resolver(
        _tag, re.compile(f"^(?:{_pattern})$"), ["" if each == "\0" else each for each in _first]
    )


def _constructed(loader: _Loader, node: yaml.ScalarNode) -> float | str:
    return scalar(str(loader.construct_scalar(node)))


_Loader.add_constructor(_NUMBER, _constructed)


def load_yaml(text: str) -> Json:
    """Read one document; keys are strings, and moments say what they mean. Raises ``yaml.YAMLError``."""
    try:
        return _named(yaml.load(text, _Loader))  # noqa: S506 a subclass of the safe loader
    except RecursionError as error:
        raise yaml.YAMLError("nested too deeply") from error


def _named(value: Json) -> Json:
    if isinstance(value, float) and not math.isfinite(value):
        raise yaml.YAMLError(f"found {value}; wanted a finite number")
    if isinstance(value, dict):
        return {_key(key): _named(each) for key, each in value.items()}
    return [_named(each) for each in value] if isinstance(value, list) else value


def _key(key: object) -> str:
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, (int, float)):
        return key_text(key)
    return key.plain if isinstance(key, Moment) else "<nil>" if key is None else str(key)
