"""What a Pulumi program asks its engine for, as plain data.

Property values are JSON as the SDK sends them: an unknown is one of Pulumi's sentinel strings, a secret or an
asset is a mapping with a signature. Nothing here runs a program or talks to a process.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

Json: TypeAlias = "bool | float | str | list[Json] | dict[str, Json] | None"
Properties: TypeAlias = dict[str, Json]

STACK_TYPE = "pulumi:pulumi:Stack"
PROVIDER_PREFIX = "pulumi:providers:"

# What the SDK sends for a value that is not known before the resource exists.
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SIGNATURE = "4dabf18193072939515e22adb298388d"
REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e"
OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 a signature, no secret


@dataclass(frozen=True)
class Options:
    """The options of a resource that matter here. Time-outs are in seconds.

    ``aliased`` is true where it says what it was called before; ``unheeded`` names those that only an engine
    can heed.
    """

    protect: bool = False
    ignore_changes: tuple[str, ...] = ()
    delete_before_replace: bool | None = None
    additional_secret_outputs: tuple[str, ...] = ()
    create_timeout: float = 0
    update_timeout: float = 0
    delete_timeout: float = 0
    replace_on_changes: tuple[str, ...] = ()
    aliased: bool = False
    unheeded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Position:
    """A line of the program; ``file`` is relative to the project's folder where it is below that."""

    file: str
    line: int


@dataclass(frozen=True)
class Registration:
    """One resource, as it was asked for.

    ``provider`` is the URN of the provider that manages it, empty for components, providers and the stack.
    ``read`` is true for a resource that exists already and is only looked up (``Bucket.get``).
    ``made_at`` is the line that makes it, where the SDK tells.
    """

    urn: str
    type: str
    name: str
    custom: bool
    parent: str
    inputs: Properties
    provider: str = ""
    dependencies: tuple[str, ...] = ()
    property_dependencies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    options: Options = Options()
    import_id: str = ""
    read: bool = False
    made_at: Position | None = None

    def planned(self, computed: Iterable[str] = ()) -> Properties:
        """What a preview answers: the inputs, an unknown for all else that is ``computed``, and secrets.

        Secret is what the program wants kept so, where there is such an output at all.
        """
        known = {**dict.fromkeys(computed, UNKNOWN), **self.inputs}
        if self.import_id and "id" in known:
            known["id"] = self.import_id
        if not self.custom or self.is_provider:
            return known
        hidden = self.options.additional_secret_outputs
        return {name: _hidden(value) if name in hidden else value for name, value in known.items()}

    @property
    def is_provider(self) -> bool:
        """Whether this configures a cloud's API rather than a resource in it."""
        return self.type.startswith(PROVIDER_PREFIX)


def _hidden(value: Json) -> Json:
    if isinstance(value, dict) and value.get(SIGNATURE) == SECRET:
        return value
    return {SIGNATURE: SECRET, "value": value}


Change: TypeAlias = Literal["created", "updated", "unchanged"]


@dataclass(frozen=True)
class State:
    """A resource that is there: its id and outputs, secrets marked, and what was done to it."""

    id: str
    outputs: Properties
    change: Change


@dataclass(frozen=True)
class Lookup:
    """A function of a provider that the program called, such as ``aws:index/getRegion:getRegion``."""

    token: str
    arguments: Properties
    answered: bool


@dataclass(frozen=True)
class Recording:
    """All that one run of a program asked for, in the order in which the engine heard of it.

    ``outputs`` are what components and the stack registered, by URN; ``computed`` names, by type, the outputs
    that only the provider can compute; ``states`` are what a deployment made, by URN.
    """

    registrations: tuple[Registration, ...]
    outputs: dict[str, Properties]
    lookups: tuple[Lookup, ...] = ()
    computed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)

    @cached_property
    def by_urn(self) -> dict[str, Registration]:
        """The registrations by URN."""
        return {each.urn: each for each in self.registrations}

    @property
    def stack(self) -> Registration:
        """The root of the tree. Raises ``LookupError`` where the program made none."""
        for registration in self.registrations:
            if registration.type == STACK_TYPE:
                return registration
        raise LookupError("the program registered no stack")

    @property
    def exports(self) -> Properties:
        """What the program exports from the stack."""
        return self.outputs.get(self.stack.urn, {})

    def of_type(self, type_token: str) -> tuple[Registration, ...]:
        """Every registration of a type, such as ``aws:s3/bucket:Bucket``."""
        return tuple(each for each in self.registrations if each.type == type_token)
