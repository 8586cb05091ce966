"""Which outputs only the provider can compute, read off the SDK's own resource classes.

An output that is typed as always present, and that is no input, is unknown until the resource exists. Nothing
tells what is computed inside an input: the classes of nested inputs and outputs have one form.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator

import pulumi


def computed_outputs(types_wanted: set[str]) -> dict[str, tuple[str, ...]]:
    """Map each of ``types_wanted`` that this process has a class of to its always-present outputs."""
    found: dict[str, tuple[str, ...]] = {}
    for resource in subclasses(pulumi.CustomResource):
        token = getattr(resource, "pulumi_type", None)
        if isinstance(token, str) and token in types_wanted:
            found[token] = ("id", *_required(resource))
    return found


def subclasses(resource: type) -> Iterator[type]:
    """Yield the classes that this process has of a class, those that others derive from first."""
    for each in resource.__subclasses__():
        yield each
        yield from subclasses(each)


def _required(resource: type) -> Iterator[str]:
    for member in vars(resource).values():
        getter = getattr(member, "fget", None)
        name = getattr(getter, "_pulumi_name", None)
        if isinstance(name, str) and not _is_optional(getter.__annotations__.get("return")):
            yield name


def _is_optional(annotation: object) -> bool:
    inner = typing.get_args(annotation)
    if not inner:
        return False
    is_union = typing.get_origin(inner[0]) in (typing.Union, types.UnionType)
    return is_union and type(None) in typing.get_args(inner[0])
