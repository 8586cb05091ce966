"""The catalogue and the rules joined, and told to Pulumi as one policy for each control.

The only place that knows both. How a policy is decided is the judge's: what stands with the policies here is
never asked, or the preview ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyConfigSchema,
    ResourceValidationPolicy,
    Severity,
    StackValidationPolicy,
)

from dr_guard.catalogue import CONTROLS
from dr_guard.judge import Judge
from dr_guard.rules import RULES
from dr_guard.servicer import description

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dr_guard.control import Control
    from dr_guard.finding import Rule

NAME = "dr-guard"


class OrphanError(ValueError):
    """A control without a rule, a rule without a control, or two of one name."""


class UnservedError(RuntimeError):
    """The SDK served the policies itself: its version is not the one that the pack is pinned to."""


def joined(
    controls: Iterable[Control] = CONTROLS, rules: Iterable[Rule] = RULES
) -> tuple[tuple[Control, Rule], ...]:
    """Return each control with the rule that decides it; raises ``OrphanError`` where they do not match."""
    rows, functions = tuple(controls), tuple(rules)
    by_name = {rule.__name__: rule for rule in functions}
    ids = {control.rule for control in rows}
    if len(by_name) != len(functions) or len(ids) != len(rows):
        raise OrphanError("two controls or two rules have the same name")
    if ids != by_name.keys():
        raise OrphanError(
            f"a control and its rule belong together: {', '.join(sorted(ids ^ by_name.keys()))}"
        )
    return tuple((control, by_name[control.rule]) for control in rows)


def judge() -> Judge:
    """Return the judge of the whole catalogue."""
    return Judge(joined())


def policies(controls: Iterable[Control] = CONTROLS) -> list[Policy]:
    """Return the policies of the pack, with everything that the catalogue says of their controls."""
    return [_policy(control) for control in controls]


def _policy(control: Control) -> Policy:
    kind = ResourceValidationPolicy if control.scope == "resource" else StackValidationPolicy
    steps = (f"{number}. {step}" for number, step in enumerate(control.remediation, start=1))
    policy = kind(control.id, description(control), unserved)
    policy.enforcement_level = EnforcementLevel(control.enforcement)
    policy.config_schema = PolicyConfigSchema({option.name: option.schema for option in control.options})
    policy.display_name = control.title
    policy.severity = Severity(control.severity)
    policy.tags = [control.group, *control.references]
    policy.remediation_steps = "\n".join((control.why, *steps, f"More: CONTROLS.md#{control.id}"))
    policy.url = control.url
    return policy


def unserved(*_: object) -> None:
    """Refuse to decide; raises ``UnservedError``."""
    raise UnservedError("this version of pulumi_policy serves policies in a way that the pack does not know")
