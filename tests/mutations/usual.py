"""The usual ways to break one input, and what puts a resource into the reference besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from sandbox.registration import UNKNOWN, Json, Options, Properties, Registration
from tests.mutations.mutation import Change, Mutation, drop, put

PREFIX: Final = "urn:pulumi:dev::reference::"


def values(
    control: str, at: str, path: str, held: Mapping[str, Json], also: tuple[str, ...] = ()
) -> tuple[Mutation, ...]:
    """Return a mutation for each of these values, by what is said of it; none is a value that is missing."""
    return tuple(
        Mutation(control, at, f"{path} {label}", (drop(path) if value is None else put(path, value),), also)
        for label, value in held.items()
    )


def off(control: str, at: str, path: str, also: tuple[str, ...] = ()) -> tuple[Mutation, ...]:
    """Return what breaks a switch that has to be on."""
    return values(control, at, path, {"off": False, "missing": None, "unknown": UNKNOWN}, also)


def on(control: str, at: str, path: str, also: tuple[str, ...] = ()) -> tuple[Mutation, ...]:
    """Return what breaks a switch that has to be off."""
    return values(control, at, path, {"on": True, "unknown": UNKNOWN}, also)


def not_owned(control: str, at: str, path: str, also: tuple[str, ...] = ()) -> tuple[Mutation, ...]:
    """Return what breaks a key that has to be the owner's."""
    return values(control, at, path, {"missing": None, "of AWS's": "alias/aws/any"}, also)


def unprotected(
    control: str, options: Options, *ats: str, label: str = "the resource options"
) -> tuple[Mutation, ...]:
    """Return what gives each of these resources other options."""

    def given(registration: Registration) -> Registration:
        return replace(registration, options=options)

    return tuple(Mutation(control, at, label, (given,)) for at in ats)


def refer(prop: str, *targets: str) -> Change:
    """Return a change of what an input depends on, each ``<type token>::<name>``."""
    urns = tuple(f"{PREFIX}{target}" for target in targets)

    def referred(registration: Registration) -> Registration:
        return replace(registration, property_dependencies={**registration.property_dependencies, prop: urns})

    return referred


def made(token: str, name: str, inputs: Properties, **depends: str) -> Registration:
    """Return a resource of the region that serves; an input may depend on ``<type token>::<name>``."""
    stack = f"{PREFIX}pulumi:pulumi:Stack::reference-dev"
    return Registration(
        urn=f"{PREFIX}{token}::{name}",
        type=token,
        name=name,
        custom=True,
        parent=stack,
        inputs=inputs,
        provider=f"{PREFIX}pulumi:providers:aws::main",
        property_dependencies={prop: (f"{PREFIX}{target}",) for prop, target in depends.items()},
        options=Options(protect=True),
    )
