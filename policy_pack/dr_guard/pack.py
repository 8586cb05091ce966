"""The catalogue and the rules joined into the policies that Pulumi runs.

The only place that knows both. Here a rule that throws becomes a violation, a resource of a stack that is
thrown away is excused from what does not hold there, and a finding becomes a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyConfigSchema,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    Severity,
    StackValidationArgs,
    StackValidationPolicy,
)

from dr_guard import edge
from dr_guard.catalogue import CONTROLS, EPHEMERAL_EXEMPT
from dr_guard.control import Control, UnknownOptionError, settings
from dr_guard.finding import Finding, NotApplicable, Outcome
from dr_guard.rules import RULES
from dr_guard.tags import is_disposable, is_ephemeral

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dr_guard.graph import Resource
    from dr_guard.rules.rule import Rule

NAME = "dr-guard"
EPHEMERAL_REASON = "the resource belongs to an ephemeral stack"


class OrphanError(ValueError):
    """A control without a rule, a rule without a control, or two of one name."""


def joined(controls: Iterable[Control], rules: Iterable[Rule]) -> tuple[tuple[Control, Rule], ...]:
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


def policies(controls: Iterable[Control] = CONTROLS, rules: Iterable[Rule] = RULES) -> list[Policy]:
    """Return the policies of the pack, which share one memory of the inputs they have seen."""
    memory = edge.Memory()
    pairs = joined(controls, rules)
    return [
        _resource_policy(control, rule, memory)
        if control.scope == "resource"
        else _stack_policy(control, rule, memory)
        for control, rule in pairs
    ]


def _resource_policy(control: Control, rule: Rule, memory: edge.Memory) -> Policy:
    types = frozenset(control.types)

    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        memory.keep(args)
        if args.resource_type not in types:
            args.not_applicable(f"{control.id} is about other types of resource")
        subjects = {"": edge.resource(args)}
        outcomes = _decided(
            control, subjects, lambda: rule(subjects[""], settings(control, args.get_config()))
        )
        _report(outcomes, subjects, report)
        if outcomes and _all_excused(outcomes):
            args.not_applicable(_reasons(outcomes))

    return _described(ResourceValidationPolicy(control.id, f"{control.title}.", validate), control)


def _stack_policy(control: Control, rule: Rule, memory: edge.Memory) -> Policy:
    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        stack = edge.graph(args, memory)
        subjects = stack.of_type(control.types)
        if not subjects:
            args.not_applicable(f"the stack has no resource that {control.id} is about")
        outcomes = _decided(control, stack.by_urn, lambda: rule(stack, settings(control, args.get_config())))
        _report(outcomes, stack.by_urn, report)
        if len(outcomes) >= len(subjects) and _all_excused(outcomes):
            args.not_applicable(_reasons(outcomes))

    return _described(StackValidationPolicy(control.id, f"{control.title}.", validate), control)


def _decided(
    control: Control, subjects: Mapping[str, Resource], rule: Callable[[], Iterator[Outcome]]
) -> tuple[Outcome, ...]:
    """Return what a rule says, up to where it throws, and that it threw."""
    outcomes: list[Outcome] = []
    try:
        for outcome in rule():
            outcomes.append(_excused(control, subjects, outcome))  # noqa: PERF401 # keeps what came before a throw
    except UnknownOptionError as error:
        nearest = " or ".join(error.nearest) or "no option"
        outcomes.append(
            Finding(f"{control.id} is configured with {error.name}, which it does not know", nearest)
        )
    except Exception as error:  # noqa: BLE001 # let through, it would end the preview or pass as advisory
        outcomes.append(Finding(f"the rule {control.rule} failed with {type(error).__name__}", "a decision"))
    return tuple(outcomes)


def _excused(control: Control, subjects: Mapping[str, Resource], outcome: Outcome) -> Outcome:
    """Return the outcome, or why a finding does not hold against a resource that is thrown away.

    Its tier has to be one of those in which that is done, whether or not another control says so too.
    """
    subject = subjects.get(outcome.urn)
    if control.id not in EPHEMERAL_EXEMPT or subject is None:
        return outcome
    if is_ephemeral(subject) is True and is_disposable(subject) is True:
        return NotApplicable(EPHEMERAL_REASON, outcome.urn)
    return outcome


def _report(outcomes: Iterable[Outcome], subjects: Mapping[str, Resource], report: ReportViolation) -> None:
    for outcome in outcomes:
        if isinstance(outcome, Finding):
            subject = subjects.get(outcome.urn)
            name = f"{subject.kind} {subject.name}" if subject else "The stack"
            report(f"{name}: {outcome.found}; wanted: {outcome.wanted}.", outcome.urn or None)


def _all_excused(outcomes: Iterable[Outcome]) -> bool:
    return all(isinstance(outcome, NotApplicable) for outcome in outcomes)


def _reasons(outcomes: Iterable[Outcome]) -> str:
    reasons = (outcome.reason for outcome in outcomes if isinstance(outcome, NotApplicable))
    return "; ".join(dict.fromkeys(reasons))


def _described(policy: Policy, control: Control) -> Policy:
    """Return the policy, with everything that the catalogue says of its control."""
    steps = (f"{number}. {step}" for number, step in enumerate(control.remediation, start=1))
    policy.enforcement_level = EnforcementLevel(control.enforcement)
    policy.config_schema = PolicyConfigSchema({option.name: option.schema for option in control.options})
    policy.display_name = control.title
    policy.severity = Severity(control.severity)
    policy.tags = [control.group, *control.references]
    policy.remediation_steps = "\n".join((control.why, *steps))
    policy.url = control.url
    return policy
