"""Values that say on what they depend, the form in which transforms are told of secrets and unknowns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sandbox.registration import OUTPUT, SECRET, SIGNATURE, UNKNOWN, Json, Properties


def upgraded(properties: Properties, depends: Mapping[str, Collection[str]]) -> Properties:
    """Return properties with an output for each secret and unknown; ``depends`` are URNs by property."""
    return {name: _depending(_up(value), depends.get(name, ())) for name, value in properties.items()}


def downgraded(value: Json) -> Json:
    """Return a value with secrets, unknowns and plain values for its outputs."""
    if isinstance(value, list):
        return [downgraded(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get(SIGNATURE) != OUTPUT:
        return {name: downgraded(each) for name, each in value.items()}
    known = downgraded(value["value"]) if "value" in value else UNKNOWN
    return {SIGNATURE: SECRET, "value": known} if value.get("secret") else known


def dependencies(value: Json) -> Iterator[str]:
    """Yield the URNs on which the outputs in a value depend."""
    if isinstance(value, list):
        for each in value:
            yield from dependencies(each)
    elif isinstance(value, dict):
        if value.get(SIGNATURE) == OUTPUT:
            yield from _listed(value)
        for each in value.values():
            yield from dependencies(each)


def _up(value: Json) -> Json:
    if value == UNKNOWN:
        return {SIGNATURE: OUTPUT}
    if isinstance(value, list):
        return [_up(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get(SIGNATURE) != SECRET:
        return {name: _up(each) for name, each in value.items()}
    inner = _up(value["value"])
    is_output = isinstance(inner, dict) and inner.get(SIGNATURE) == OUTPUT
    output = inner if isinstance(inner, dict) and is_output else {SIGNATURE: OUTPUT, "value": inner}
    return {**output, "secret": True}


def _depending(value: Json, urns: Collection[str]) -> Json:
    if set(urns) <= set(dependencies(value)):
        return value
    is_output = isinstance(value, dict) and value.get(SIGNATURE) == OUTPUT
    output = value if isinstance(value, dict) and is_output else {SIGNATURE: OUTPUT, "value": value}
    found: list[Json] = [*sorted({*_listed(output), *urns})]
    return {**output, "dependencies": found}


def _listed(output: Properties) -> list[str]:
    found = output.get("dependencies")
    return [str(each) for each in found] if isinstance(found, list) else []
