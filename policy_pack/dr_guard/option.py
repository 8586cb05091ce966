"""The options of a control: their defaults, their JSON schema, and what is wrong with a value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Default: TypeAlias = int | tuple[str, ...] | Mapping[str, str]


@dataclass(frozen=True)
class Option:
    """One setting of a control, with the value it has unless the pack's configuration names another.

    An integer is a whole number that is not below ``minimum``; a tuple is a list of strings, all of which
    match ``pattern``, as ``example`` does, where there is one, or, where there are ``fields``, of objects
    that hold a string under each; a mapping is one of ``choices`` by any of ``keys``.
    """

    name: str
    default: Default
    description: str
    minimum: int = 0
    fields: tuple[str, ...] = ()
    pattern: str = ""
    example: str = ""
    keys: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def schema(self) -> dict[str, object]:
        """The option as JSON schema."""
        return {**self._shape(), "description": self.description}

    def _shape(self) -> dict[str, object]:
        if isinstance(self.default, int):
            return {"type": "integer", "minimum": self.minimum, "default": self.default}
        if isinstance(self.default, tuple):
            text: dict[str, object] = {"type": "string"}
            if self.pattern:
                text["pattern"] = f"^(?:{self.pattern})$"
            members = {
                "type": "object",
                "properties": dict.fromkeys(self.fields, text),
                "required": list(self.fields),
            }
            return {"type": "array", "items": members if self.fields else text, "default": list(self.default)}
        named = {"type": "string", "enum": list(self.choices)}
        return {"type": "object", "additionalProperties": named, "default": dict(self.default)}

    def is_default(self, value: object) -> bool:
        """Whether a value is the default, as the catalogue or an engine would fill it in."""
        return value == self.default or (isinstance(self.default, tuple) and value == list(self.default))

    def faults(self, value: object) -> Iterator[str]:
        """Yield what is wrong with a value; no value is repeated, but names are."""
        if isinstance(self.default, int):
            if not _is_whole(value) or value < self.minimum:
                yield f"{self.name} is no whole number from {self.minimum}"
        elif isinstance(self.default, tuple):
            yield from self._faults_of_list(value)
        else:
            yield from self._faults_of_mapping(value)

    def _faults_of_list(self, value: object) -> Iterator[str]:
        if not isinstance(value, Sequence) or isinstance(value, str):
            yield f"{self.name} is no list"
            return
        for number, member in enumerate(value, start=1):
            if not self.fields:
                if not isinstance(member, str):
                    yield f"member {number} of {self.name} is no string"
                elif self.pattern and not re.fullmatch(self.pattern, member):
                    yield f"member {number} of {self.name} is not written like {self.example}"
            elif not isinstance(member, Mapping):
                yield f"member {number} of {self.name} is no object"
            else:
                held = {key for key, text in member.items() if isinstance(text, str) and text.strip()}
                lacking = [each for each in self.fields if each not in held]
                if lacking:
                    yield f"member {number} of {self.name} lacks {' and '.join(lacking)}"
                for key in sorted(set(map(str, member)) - set(self.fields)):
                    yield unknown(f"member {number} of {self.name}", key, self.fields)

    def _faults_of_mapping(self, value: object) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield f"{self.name} is no object"
            return
        for key, choice in value.items():
            if key not in self.keys:
                yield unknown(self.name, str(key), self.keys)
            elif choice not in self.choices:
                yield f"{self.name}.{key} is none of {', '.join(self.choices)}"


def _is_whole(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and float(value).is_integer()


# So many names are listed where none is near; of more, the nearest is named however far it is.
LISTED = 10


def unknown(where: str, name: str, known: Iterable[str]) -> str:
    """Return what is said of a name that nothing has, with the nearest one, or all where none is near."""
    names = tuple(known)
    cutoff = 0.6 if len(names) <= LISTED else 0.0
    near = [each for word in (name, name.lower()) for each in get_close_matches(word, names, 1, cutoff)]
    return f"{where}: {name} is not known; wanted: {' or '.join(near[:1] or names) or 'nothing'}"
