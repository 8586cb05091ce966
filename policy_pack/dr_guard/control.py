"""What the pack knows of a control besides how to decide it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast, get_args

from dr_guard.exemption import Register
from dr_guard.option import Option
from dr_guard.remedy import Chosen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dr_guard.remedy import Fix

Severity: TypeAlias = Literal["low", "medium", "high", "critical"]
Enforcement: TypeAlias = Literal["advisory", "mandatory", "disabled"]
Scope: TypeAlias = Literal["resource", "stack"]
Group: TypeAlias = Literal[
    "recovery", "encryption", "access", "network", "detection", "tagging", "governance"
]

GROUPS: Final[tuple[Group, ...]] = get_args(Group)

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


@dataclass(frozen=True)
class Settings:
    """The options of one control as they hold for this run, and the exemptions of the configuration."""

    values: Mapping[str, object]
    register: Register = field(default_factory=Register)

    def number(self, name: str) -> float:
        """Return the value of an option that is a number."""
        return cast("float", self.values[name])

    def strings(self, name: str) -> tuple[str, ...]:
        """Return the value of an option that is a list of strings."""
        return tuple(cast("Sequence[str]", self.values[name]))
