"""One thing broken in a clean stack, and the controls that have to say so."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import cast

from sandbox.registration import Json, Options, Properties, Registration

# What breaks a stack; a resource that becomes none is left out.
Change = Callable[[Registration], Registration | None]


@dataclass(frozen=True)
class Mutation:
    """``at`` names a resource by kind and name, ``Table orders``, or several by a pattern, ``Subnet *``.

    ``also`` are the other controls that fire. ``beside`` makes another resource out of this one, which the
    stack gets besides. ``added`` are resources that have nothing to do with it.
    """

    control: str
    at: str
    label: str
    changes: tuple[Change, ...] = ()
    also: tuple[str, ...] = ()
    beside: tuple[Change, ...] = ()
    added: tuple[Registration, ...] = ()

    @property
    def id(self) -> str:
        """The name of the mutation in a table."""
        return f"{self.control}: {self.at}: {self.label}"

    @property
    def expected(self) -> frozenset[str]:
        """The controls that have to fire, and no others."""
        return frozenset((self.control, *self.also))

    def applied(self, clean: Iterable[Registration]) -> tuple[Registration, ...]:
        """Return the broken stack; raises ``LookupError`` where it would be the same as before."""
        before = tuple(clean)
        after = tuple(each for found in before for each in self._changed(found))
        if after == before and not self.added:
            raise LookupError(f"{self.id} changes nothing")
        return (*after, *self.added)

    def _changed(self, registration: Registration) -> tuple[Registration, ...]:
        # A component may be called like the resource in it.
        if not registration.custom or not fnmatchcase(called(registration), self.at):
            return (registration,)
        other = _all(self.beside, registration) if self.beside else None
        twin = replace(other, urn=f"{other.urn}-twin", name=f"{other.name}-twin") if other else None
        return tuple(each for each in (_all(self.changes, registration), twin) if each)


def _all(changes: Iterable[Change], registration: Registration) -> Registration | None:
    changed: Registration | None = registration
    for change in changes:
        changed = change(changed) if changed else None
    return changed


def called(registration: Registration) -> str:
    """Return what a mutation calls a resource: its kind and its name."""
    return f"{registration.type.rpartition(':')[2]} {registration.name}"


def put(path: str, value: Json) -> Change:
    """Return a change that sets the input at a dotted path, where a number is a place in a list."""
    return lambda registration: replace(
        registration, inputs=cast("Properties", _put(registration.inputs, path.split("."), value))
    )


def drop(path: str) -> Change:
    """Return a change that takes the input at a dotted path away, and what it depended on."""

    def dropped(registration: Registration) -> Registration:
        inputs = cast("Properties", _put(registration.inputs, path.split("."), None))
        return replace(independent(path)(registration), inputs=inputs)

    return dropped


def independent(prop: str) -> Callable[[Registration], Registration]:
    """Return a change that takes away what an input depended on, as if it were written by hand."""

    def freed(registration: Registration) -> Registration:
        depends = {key: urns for key, urns in registration.property_dependencies.items() if key != prop}
        return replace(registration, property_dependencies=depends)

    return freed


def _put(held: Json, steps: list[str], value: Json) -> Json:
    """Return a property with another value in it; a null takes it out of a mapping or a list."""
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(held, list):
        place = int(step)
        changed = _put(held[place], rest, value)
        return [*held[:place], *([] if changed is None else [changed]), *held[place + 1 :]]
    members = held if isinstance(held, dict) else {}
    changed = _put(members.get(step), rest, value)
    kept = {key: each for key, each in members.items() if key != step}
    return kept if changed is None else {**kept, step: changed}


def gone() -> Change:
    """Return a change that leaves the resource out."""
    return lambda _: None


def option(options: Options) -> Change:
    """Return a change that gives the resource these options."""
    return lambda registration: replace(registration, options=options)


def statement(sid: str, members: Mapping[str, Json] | None, path: str = "policy") -> Change:
    """Return a change that sets members of one statement in a policy document, or takes it away.

    A statement that is not there is added; a member that is none is taken out.
    """

    def stated(registration: Registration) -> Registration | None:
        document = json.loads(cast("str", registration.inputs[path]))
        held = {each["Sid"]: each for each in document["Statement"]}
        changed = {**held.get(sid, {"Sid": sid}), **(members or {})}
        held[sid] = {key: value for key, value in changed.items() if value is not None}
        document["Statement"] = [each for key, each in held.items() if members is not None or key != sid]
        return put(path, json.dumps(document))(registration)

    return stated


def become(token: str, inputs: Properties, *refers: str) -> Change:
    """Return a change that makes a resource another one; the inputs that ``refers`` names depend on it."""

    def became(registration: Registration) -> Registration:
        urn = registration.urn.replace(registration.type, token)
        depends: dict[str, tuple[str, ...]] = dict.fromkeys(refers, (registration.urn,))
        return replace(registration, urn=urn, type=token, inputs=inputs, property_dependencies=depends)

    return became
