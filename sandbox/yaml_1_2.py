"""YAML as the CLI reads it: of version 1.2, in which ``no``, ``12:30`` and ``2024-01-01`` are strings."""

from __future__ import annotations

import re

import yaml

from sandbox.registration import Json

_SCALARS = {
    "tag:yaml.org,2002:null": (r"~|null|Null|NULL|", "~nN\0"),
    "tag:yaml.org,2002:bool": (r"true|True|TRUE|false|False|FALSE", "tTfF"),
    "tag:yaml.org,2002:int": (r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    "tag:yaml.org,2002:float": (r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
}


class _Loader(yaml.SafeLoader):
    """PyYAML's loader, which is otherwise of version 1.1."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 PyYAML's own form


for _tag, (_pattern, _first) in _SCALARS.items():
    _Loader.add_implicit_resolver(
        _tag, re.compile(f"^(?:{_pattern})$"), ["" if each == "\0" else each for each in _first]
    )


def load_yaml(text: str) -> Json:
    """Read one document; keys are strings, whatever they look like. Raises ``yaml.YAMLError``."""
    try:
        return _named(yaml.load(text, _Loader))  # noqa: S506 a subclass of the safe loader
    except RecursionError as error:
        raise yaml.YAMLError("nested too deeply") from error


def _named(value: Json) -> Json:
    if isinstance(value, dict):
        return {str(key): _named(each) for key, each in value.items()}
    return [_named(each) for each in value] if isinstance(value, list) else value
