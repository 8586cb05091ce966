"""What the pack knows of a control besides how to decide it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from dr_guard.remedy import Chosen

if TYPE_CHECKING:
    from dr_guard.remedy import Fix

Severity: TypeAlias = Literal["low", "medium", "high", "critical"]
Enforcement: TypeAlias = Literal["advisory", "mandatory", "disabled"]
Scope: TypeAlias = Literal["resource", "stack"]
Group: TypeAlias = Literal["recovery", "encryption", "access", "network", "detection", "tagging"]
Default: TypeAlias = int | tuple[str, ...]

# What the first word of a reference stands for.
FRAMEWORKS: Final[Mapping[str, str]] = {
    "FSBP": "AWS Foundational Security Best Practices (Security Hub)",
    "Config": "AWS Config managed rules",
    "NIST": "NIST SP 800-53 Rev. 5",
    "CIS": "CIS AWS Foundations Benchmark v5.0",
    "WA": "AWS Well-Architected Framework, reliability and security pillars",
    "checkov": "checkov",
    "prowler": "Prowler",
}
AWS_DOCS = "https://docs.aws.amazon.com"
IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


@dataclass(frozen=True)
class Option:
    """One setting of a control, with the value it has unless the pack's configuration names another.

    A tuple is a list of strings, an integer a whole number that is not below ``minimum``.
    """

    name: str
    default: Default
    description: str
    minimum: int = 0

    @property
    def schema(self) -> dict[str, object]:
        """The option as JSON schema."""
        if isinstance(self.default, tuple):
            shape = {"type": "array", "items": {"type": "string"}, "default": list(self.default)}
        else:
            shape = {"type": "integer", "minimum": self.minimum, "default": self.default}
        return {**shape, "description": self.description}


@dataclass(frozen=True, kw_only=True)
class Control:
    """One row of the catalogue: everything that is said of a control, and nothing of how it is decided.

    ``id`` reads ``<resource>-<property>-<state>``, in the state that is wanted; ``title`` is a fact,
    ``why`` the risk in one sentence, ``remediation`` imperative steps. ``references`` are its names in
    other catalogues, each after the name that ``FRAMEWORKS`` has for that. ``fixes`` are the values that
    mend a resource, where values alone can. A control that is ``disabled`` holds where a configuration
    turns it on.
    """

    id: str
    title: str
    why: str
    severity: Severity
    enforcement: Enforcement
    scope: Scope
    types: tuple[str, ...]
    references: tuple[str, ...]
    remediation: tuple[str, ...]
    group: Group
    options: tuple[Option, ...]
    fixes: tuple[Fix, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an id that does not follow the grammar, and a row with an empty field."""
        if not IDENTIFIER.fullmatch(self.id):
            raise ValueError(f"control {self.id!r}: an id reads <resource>-<property>-<state>, in kebab-case")
        if not all((self.title, self.why, self.types, self.references, self.remediation)):
            raise ValueError(
                f"control {self.id}: title, why, types, references and remediation are never empty"
            )
        for reference in self.references:
            if reference.split(" ", 1)[0] not in FRAMEWORKS:
                raise ValueError(f"control {self.id}: {reference} is of no framework")
        if self.fixes and self.scope == "stack":
            raise ValueError(f"control {self.id}: only a single resource can be mended by a value")
        chosen = {fix.value.option for fix in self.fixes if isinstance(fix.value, Chosen)}
        if chosen - {option.name for option in self.options}:
            raise ValueError(f"control {self.id}: a fix takes its value from an option that is not there")

    @property
    def rule(self) -> str:
        """The name of the function that decides it."""
        return self.id.replace("-", "_")

    @property
    def url(self) -> str:
        """Where AWS explains it: Security Hub, otherwise Config, otherwise the Well-Architected pillar."""
        for source, name in (reference.split(" ", 1) for reference in self.references):
            if source == "FSBP":
                service = name.split(".")[0].lower()
                anchor = name.lower().replace(".", "-")
                return f"{AWS_DOCS}/securityhub/latest/userguide/{service}-controls.html#{anchor}"
            if source == "Config":
                return f"{AWS_DOCS}/config/latest/developerguide/{name}.html"
        pillar = "reliability" if self.group in ("recovery", "detection") else "security"
        return f"{AWS_DOCS}/wellarchitected/latest/{pillar}-pillar/welcome.html"


class UnknownOptionError(ValueError):
    """The configuration names an option that the control does not have; ``nearest`` are those it may mean."""

    def __init__(self, name: str, nearest: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.nearest = nearest


@dataclass(frozen=True)
class Settings:
    """The options of one control as they hold for this run."""

    values: Mapping[str, object]

    def number(self, name: str) -> float:
        """Return a number; raises ``TypeError`` where the configuration holds something else."""
        value = self.values[name]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError(f"{name} is no number")
        return value

    def strings(self, name: str) -> tuple[str, ...]:
        """Return a list of strings; raises ``TypeError`` where the configuration holds something else."""
        value = self.values[name]
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise TypeError(f"{name} is no list")
        return tuple(str(member) for member in value)


def settings(control: Control, configured: Mapping[str, object]) -> Settings:
    """Return the options of a control: what is configured, and its defaults, which no engine need fill in.

    Raises ``UnknownOptionError``.
    """
    defaults: dict[str, object] = {option.name: option.default for option in control.options}
    for name in sorted(configured.keys() - defaults.keys()):
        close = get_close_matches(name, defaults, n=1)
        raise UnknownOptionError(name, tuple(close or defaults))
    return Settings(defaults | dict(configured))
