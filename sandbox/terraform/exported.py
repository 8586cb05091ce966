"""What Pulumi's own documents say of a stack's resources: a state, or a preview."""

from __future__ import annotations

import json
import re

from sandbox.errors import SandboxError
from sandbox.registration import Json, Position, Properties, Registration

WANTED = "wanted what `pulumi stack export` or `pulumi preview --json` prints"
GONE = frozenset(
    {"delete", "delete-replaced", "discard", "discard-replaced", "read-discard", "remove-pending-replace"}
)
FORMS = (
    (dict, "an object"),
    (list, "a list"),
    (str, "a text"),
    (bool, "true or false"),
    (int | float, "a number"),
)
POSITION = re.compile(r"project:///(?P<file>[^#]+)#(?P<line>\d+)")


def registrations(text: str) -> tuple[Registration, ...]:
    """Read a document's resources, in its order; which of the two it is, is told by its form.

    Raises ``SandboxError`` for anything else, and for a document that lacks what a plan needs.
    """
    try:
        document: Json = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SandboxError(f"found no JSON document ({error}); {WANTED}") from error
    if not isinstance(document, dict):
        raise SandboxError(f"found {_kind(document)}; {WANTED}")
    found: dict[str, Registration] = {}
    for number, entry in enumerate(_entries(document)):
        each = _registration(entry, number)
        found[each.urn] = each
    return tuple(found.values())


def _entries(document: Properties) -> list[Json]:
    deployment = document.get("deployment")
    if isinstance(deployment, dict):
        resources = deployment.get("resources") or []
        return [each for each in _listed(resources, "deployment.resources") if not _is_gone(each)]
    if "steps" in document:
        return [_planned(each) for each in _listed(document["steps"], "steps") if not _is_gone(each)]
    raise SandboxError(f"found {', '.join(sorted(document)[:6]) or 'nothing'}; {WANTED}")


def _listed(value: Json, where: str) -> list[Json]:
    if not isinstance(value, list):
        raise SandboxError(f"found {_kind(value)} under {where!r}; wanted a list of resources")
    return value


def _is_gone(entry: Json) -> bool:
    """Whether a resource will not be there: a state keeps some that are to be deleted."""
    return isinstance(entry, dict) and (entry.get("op") in GONE or entry.get("delete") is True)


def _planned(step: Json) -> Json:
    return step.get("newState") if isinstance(step, dict) else step


def _registration(entry: Json, number: int) -> Registration:
    if not isinstance(entry, dict):
        raise SandboxError(f"resource {number}: found {_kind(entry)}; wanted one with 'urn' and 'type'")
    urn, token = entry.get("urn"), entry.get("type")
    if not isinstance(urn, str) or not isinstance(token, str):
        raise SandboxError(f"resource {number}: found no 'urn' and 'type'; wanted both")
    inputs = entry.get("inputs") or {}
    if not isinstance(inputs, dict):
        raise SandboxError(f"{urn}: found {_kind(inputs)} under 'inputs'; wanted names and values")
    return Registration(
        urn=urn,
        type=token,
        name=urn.rpartition("::")[2],
        custom=entry.get("custom") is True,
        parent=str(entry.get("parent") or ""),
        inputs=inputs,
        provider=str(entry.get("provider") or "").rpartition("::")[0],
        property_dependencies=_dependencies(entry.get("propertyDependencies")),
        read=entry.get("external") is True,
        made_at=_position(entry.get("sourcePosition")),
    )


def _dependencies(value: Json) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        return {}
    return {name: tuple(map(str, urns)) for name, urns in value.items() if isinstance(urns, list)}


def _position(value: Json) -> Position | None:
    found = POSITION.match(value) if isinstance(value, str) else None
    return Position(found["file"], int(found["line"])) if found else None


def _kind(value: Json) -> str:
    for form, name in FORMS:
        if isinstance(value, form):
            return name
    return "null"
