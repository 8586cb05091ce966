"""What policy packs say of a program, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.pack import PolicyInfo


@dataclass(frozen=True)
class Violation:
    """One finding: which policy, how strict, on which resource, and what it says."""

    pack: str
    policy: str
    level: str
    severity: str
    urn: str
    description: str
    message: str
    remediation: str
    url: str

    @property
    def did_not_run(self) -> bool:
        """Whether the SDK gave the policy up over an unknown value: then nothing was checked."""
        return self.message.startswith(("can't run policy '", "can't run remediation '"))


@dataclass(frozen=True)
class Remediation:
    """A policy's rewrite of a resource's inputs, and the names of the properties that it changed."""

    pack: str
    policy: str
    urn: str
    description: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class NotApplicable:
    """A policy that had nothing to say of some resources, or of the stack, and the one reason why."""

    pack: str
    policy: str
    urns: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Analysis:
    """What one pack made of one recording.

    ``policies`` maps its policies to their enforcement levels, ``catalogue`` is what it says of them.
    """

    pack: str
    version: str
    policies: dict[str, str]
    catalogue: tuple[PolicyInfo, ...] = ()
    violations: tuple[Violation, ...] = ()
    remediations: tuple[Remediation, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
