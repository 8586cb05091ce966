"""What a service is asked for, in the words and numbers of its API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.registration import Json, Properties
from sandbox.resources.kind import pascal


def request(asked: Properties, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the inputs that have a value, by the name that AWS has for each."""
    return {theirs: whole(asked[ours]) for ours, theirs in names.items() if asked.get(ours) is not None}


def block(value: Json, **renamed: str) -> Any:  # noqa: ANN401 boto3 checks it against the service's model
    """Return a nested block as AWS has it: ``pascal``'s names, whole numbers as integers."""
    return whole(pascal(value, **renamed))


def blocks(value: Json) -> list[Properties]:
    """Return a list of blocks, empty where there is none."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def whole(value: Json) -> Any:  # noqa: ANN401 the same
    """Return a value with its whole numbers as integers, at every depth; Pulumi sends all as floats."""
    if isinstance(value, dict):
        return {name: whole(each) for name, each in value.items()}
    if isinstance(value, list):
        return [whole(each) for each in value]
    return int(value) if isinstance(value, float) and value % 1 == 0 else value


def given(asked: Properties, *names: str) -> Properties:
    """Return those of the inputs that have a value, as they are."""
    return {name: asked[name] for name in names if asked.get(name) is not None}


def camel(value: Json) -> Json:
    """Return a block of AWS's with names as Pulumi has them: ``GroupName`` becomes ``groupName``."""
    if isinstance(value, dict):
        return {key[:1].lower() + key[1:]: camel(each) for key, each in value.items()}
    return [camel(each) for each in value] if isinstance(value, list) else value
