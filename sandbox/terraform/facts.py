"""What Terraform calls Pulumi's types and inputs, and how it forms them: a rule, and a table of exceptions.

``facts.json`` is made by ``derive.py``. What it does not know is mapped by the rule, and told apart.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sandbox.terraform.words import by_rule, snake

FILE = Path(__file__).with_name("facts.json")
UNKNOWN_NAME = "?"


@dataclass(frozen=True)
class Word:
    """An input in Terraform; ``form`` is empty for what stays as it is, ``sure`` is false for a guess."""

    name: str
    form: str
    sure: bool


@dataclass(frozen=True)
class Facts:
    """The table: ``known`` and ``types`` are of types, ``names`` and ``forms`` of words.

    ``exceptions`` are of paths, by type. A path's exception is ``name:form``; see ``derive.py``.
    """

    known: frozenset[str]
    types: dict[str, str]
    names: dict[str, str]
    forms: dict[str, str]
    exceptions: dict[str, dict[str, str]]

    def type(self, token: str) -> str:
        """Return Terraform's name of a type, such as ``aws_s3_bucket``."""
        return self.types.get(token) or by_rule(token)[0]

    def knows(self, token: str) -> bool:
        """Whether the type's name is more than the rule's guess."""
        return token in self.known

    def word(self, token: str, path: str) -> Word:
        """Return an input's name and form; ``path`` is Pulumi's, such as ``rule.filter.prefix``."""
        last = path.rpartition(".")[2]
        name, _, form = self.exceptions.get(token, {}).get(path, "").partition(":")
        sure = name != UNKNOWN_NAME
        usual = self.names.get(last) or snake(last)
        return Word(name if name and sure else usual, form or self.forms.get(last, ""), sure)


@cache
def load() -> Facts:
    """Read the table."""
    table = json.loads(FILE.read_text(encoding="utf-8"))
    known = frozenset(
        f"aws:{module}/{name}:{name[:1].upper()}{name[1:]}"
        for module, names in table["known"].items()
        for name in names.split()
    )
    return Facts(known, table["types"], table["names"], table["forms"], table["exceptions"])
