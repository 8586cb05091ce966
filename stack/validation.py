"""Reads a stack's configuration key by key and says all that is wrong with it at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Generic, TypeVar

import pulumi

from stack.naming import PROJECT
from stack.parsing import UnwantedError, printable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from stack.parsing import Parser

LONGEST_SHOWN = 200
"""Of what was found, as many characters are shown."""
T_co = TypeVar("T_co", covariant=True)


class SettingsError(pulumi.RunError):
    """The configuration cannot be used; one line for each fault. The CLI shows it without a traceback."""


@dataclass(frozen=True)
class Key(Generic[T_co]):
    """One configuration key.

    ``default`` is the value as it would stand in the configuration, ``None`` where the owner must say it.
    ``breaks`` says what would happen, often silently, if a value that is not ``wanted`` were let through.
    """

    name: str
    parse: Parser[T_co]
    wanted: str
    breaks: str
    default: str | None = None

    def fault(self, found: str, at: str = "") -> str:
        """Say in one line what is wrong with this key."""
        return fault(f"{self.name}{at}", found, self.wanted, self.breaks)


def fault(key: str, found: str, wanted: str, breaks: str) -> str:
    """Say in one line what is wrong with a key, what it must be, and what would break."""
    if len(found) > LONGEST_SHOWN:
        found = f"{found[:LONGEST_SHOWN]}... ({len(found)} characters)"
    return f"{PROJECT}:{key}: found {found}; wanted {wanted}; otherwise {breaks}"


@dataclass(frozen=True)
class Configuration:
    """What stands in the configuration: ``given`` by the owner, and ``assumed`` where the owner says nothing.

    A key that is set to an empty string counts as not set. What is in ``secret`` is never shown.
    """

    given: Mapping[str, str]
    assumed: Mapping[str, str]
    secret: frozenset[str] = frozenset()

    def _raw(self, key: Key[T_co]) -> str | None:
        return self.given.get(key.name) or self.assumed.get(key.name, key.default)

    def value(self, key: Key[T_co]) -> T_co:
        """Return the value of a key; raises ``UnwantedError`` where it has none that can be used."""
        raw = self._raw(key)
        if raw is None:
            raise UnwantedError("nothing")
        return key.parse(raw)

    def differs(self, key: Key[T_co]) -> bool:
        """Whether a key has another value than it has by default; raises ``UnwantedError`` as ``value``."""
        return self.value(key) != replace(self, given={}).value(key)

    def faults(self, key: Key[T_co]) -> Iterator[str]:
        """Say what is wrong with a key, if anything is."""
        try:
            self.value(key)
        except UnwantedError as unwanted:
            found = "a secret" if key.name in self.secret else unwanted.found
            yield key.fault(found, unwanted.at)

    def sound(self, *keys: Key[object]) -> bool:
        """Whether all of ``keys`` have usable values, so that they can be held against each other."""
        return not any(True for key in keys for _ in self.faults(key))

    def unknown(self, valid: Collection[str]) -> Iterator[str]:
        """Name what nothing reads and what was probably meant; a typo would leave a default in force."""
        for name in sorted(set(self.given) - set(valid)):
            near = get_close_matches(name, valid, n=1, cutoff=0)[0]
            yield fault(
                printable(name), "a key that nothing reads", near, "a default stays in force unnoticed"
            )
