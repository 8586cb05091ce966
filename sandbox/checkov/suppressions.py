"""Findings that a project has looked at and lets stand: which, why, what answers them, and until when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from sandbox.errors import SandboxError
from sandbox.registration import Json, Properties, Registration
from sandbox.yaml_1_2 import load_yaml

FILE = "checkov-suppressions.yaml"
NAMES = frozenset({"check", "resource", "type", "stacks", "reason", "control", "choice", "review"})


@dataclass(frozen=True)
class Suppression:
    """What is let stand: findings of ``check`` on a resource by its name, on a type, or on both at once.

    Either ``control`` names the control that answers it, or ``choice`` the choice of design. From the day
    ``review`` on it holds no longer. Without ``stacks`` it is for all of them.
    """

    check: str
    reason: str
    review: date
    resource: str = ""
    type: str = ""
    control: str = ""
    choice: str = ""
    stacks: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its name in a message: the check and what it is about."""
        return f"{self.check} on {' '.join(each for each in (self.type, self.resource) if each)}"

    def about(self, check: str, registration: Registration | None) -> bool:
        """Whether a finding is one of those that are meant."""
        return (
            registration is not None
            and check == self.check
            and self.resource in {"", registration.name}
            and self.type in {"", registration.type}
        )


def load(file: Path) -> tuple[Suppression, ...]:
    """Read a file. Raises ``SandboxError`` that names each entry that is not as it must be."""
    try:
        content = load_yaml(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise SandboxError(f"{file} cannot be read: {' '.join(str(error).split())}") from error
    if not isinstance(content, list):
        raise SandboxError(f"{file}: wanted a list of suppressions")
    faults = [
        fault for number, entry in enumerate(content, 1) for fault in _faults(f"{file}: {number}", entry)
    ]
    if faults:
        raise SandboxError("\n".join(faults))
    return tuple(_suppression(entry) for entry in content if isinstance(entry, dict))


def require(found: tuple[Suppression, ...], stacks: Collection[str], controls: Collection[str]) -> None:
    """Raise ``SandboxError`` for a suppression of a stack or by a control that is not among these."""
    unknown = [
        *(
            f"{each.text}: no control {each.control!r} is enforced"
            for each in found
            if each.control not in {"", *controls}
        ),
        *(f"{each.text}: no stack {name!r}" for each in found for name in each.stacks if name not in stacks),
    ]
    if unknown:
        raise SandboxError("\n".join(unknown))


def _faults(where: str, entry: Json) -> list[str]:
    if not isinstance(entry, dict):
        return [f"{where}: found {entry!r}; wanted names and values"]
    foreign = ", ".join(sorted(set(entry) - NAMES))
    stacks = entry.get("stacks", [])
    texts = all(_is_text(value) for name, value in entry.items() if name != "stacks")
    rules = {
        f"found {foreign}; wanted {', '.join(sorted(NAMES))}": not foreign,
        "wanted a text under every name but 'stacks'": texts,
        "wanted 'check'": "check" in entry,
        "wanted 'reason'": "reason" in entry,
        "wanted 'resource' or 'type', or both": bool({"resource", "type"} & set(entry)),
        "wanted either 'control' or 'choice'": ("control" in entry) != ("choice" in entry),
        "wanted 'review', a day such as 2030-01-31": _day(entry.get("review")) is not None,
        "wanted a list of names under 'stacks'": isinstance(stacks, list) and all(map(_is_text, stacks)),
    }
    return [f"{where}: {fault}" for fault, holds in rules.items() if not holds]


def _is_text(value: Json) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _day(value: Json) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _suppression(entry: Properties) -> Suppression:
    texts = {name: str(value) for name, value in entry.items() if name not in {"stacks", "review"}}
    stacks = entry.get("stacks")
    named = tuple(map(str, stacks)) if isinstance(stacks, list) else ()
    return Suppression(**texts, review=date.fromisoformat(str(entry["review"])), stacks=named)
