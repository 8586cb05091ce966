"""The pack asked as the engine asks it: over the analyzer protocol's own messages, in this process.

A stack is sent the way a preview sends it: inputs to ``Analyze``, outputs to ``AnalyzeStack``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dr_guard.catalogue import CONTROLS
from dr_guard.pack import NAME, policies
from dr_guard.rules import RULES
from google.protobuf import json_format, struct_pb2
from pulumi.runtime.proto import analyzer_pb2 as proto
from pulumi_policy import EnforcementLevel, Policy
from pulumi_policy.policy import _PolicyAnalyzerServicer
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

UNKNOWN: Final = UNKNOWN_STRING_VALUE


@dataclass(frozen=True)
class Planned:
    """A resource as a program registers it; ``depends`` names other resources by top-level input."""

    type: str
    inputs: Mapping[str, object]
    name: str = "it"
    protect: bool = False
    delete_before_replace: bool = False
    ignore_changes: tuple[str, ...] = ()
    depends: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    provider: Mapping[str, object] | None = None
    outputs: Mapping[str, object] = field(default_factory=dict)
    read: bool = False
    parent: str = ""


@dataclass(frozen=True)
class Verdict:
    """What one control said: its sentences with the URN each is about, and why it did not apply."""

    violations: tuple[tuple[str, str], ...]
    excuses: tuple[str, ...]
    levels: frozenset[int]


def urn(planned: Planned) -> str:
    """Return the URN that the engine gives a resource."""
    return f"urn:pulumi:dev::disaster-recovery::{planned.type}::{planned.name}"


def servicer(served: list[Policy]) -> _PolicyAnalyzerServicer:
    """Return the SDK's own analyzer, serving these policies."""
    return _PolicyAnalyzerServicer(NAME, "0.1.0", served, EnforcementLevel.ADVISORY)


def ask(control: str, stack: Sequence[Planned], config: Mapping[str, object] | None = None) -> Verdict:
    """Preview a stack under one control of the pack."""
    # Inputs are remembered by the resource policies, so a stack policy is served beside one.
    witness = next(name for name in ("resource-tags-complete", "ephemeral-tier-lower") if name != control)
    rows = [row for row in CONTROLS if row.id in (control, witness)]
    rows.sort(key=lambda row: row.id == witness)
    names = [row.rule for row in rows]
    return ask_policies(policies(rows, [rule for rule in RULES if rule.__name__ in names]), stack, config)


def ask_policies(
    served: list[Policy], stack: Sequence[Planned], config: Mapping[str, object] | None = None
) -> Verdict:
    """Preview a stack under these policies, and return what the first of them said."""
    analyzer, name = servicer(served), served[0].name
    if config is not None:
        configured = proto.PolicyConfig(enforcementLevel=proto.MANDATORY, properties=_struct(config))
        analyzer.Configure(proto.ConfigureAnalyzerRequest(policyConfig={name: configured}), None)
    answers = [(urn(each), analyzer.Analyze(request(each), None)) for each in stack if not each.read]
    whole = proto.AnalyzeStackRequest(resources=[member(each, stack) for each in stack])
    answers.append(("", analyzer.AnalyzeStack(whole, None)))
    found = [(at, said) for at, answer in answers for said in answer.diagnostics if said.policyName == name]
    excused = [said for _, answer in answers for said in answer.not_applicable if said.policy_name == name]
    return Verdict(
        tuple((said.urn or at, said.message) for at, said in found),
        tuple(dict.fromkeys(said.reason for said in excused)),
        frozenset(said.enforcementLevel for _, said in found),
    )


def request(planned: Planned) -> proto.AnalyzeRequest:
    """Return what the engine asks of one resource."""
    return proto.AnalyzeRequest(
        type=planned.type,
        name=planned.name,
        urn=urn(planned),
        properties=_struct(planned.inputs),
        options=_options(planned),
        provider=_provider(planned),
    )


def member(planned: Planned, stack: Sequence[Planned]) -> proto.AnalyzerResource:
    """Return a resource as one of a stack."""
    urns = {each.name: urn(each) for each in stack}
    dependencies = {
        key: proto.AnalyzerPropertyDependencies(urns=[urns.get(name, name) for name in names])
        for key, names in planned.depends.items()
    }
    return proto.AnalyzerResource(
        type=planned.type,
        name=planned.name,
        urn=urn(planned),
        properties=_struct(planned.outputs or planned.inputs),
        options=_options(planned),
        provider=_provider(planned),
        parent=planned.parent,
        propertyDependencies=dependencies,
    )


def _options(planned: Planned) -> proto.AnalyzerResourceOptions:
    return proto.AnalyzerResourceOptions(
        protect=planned.protect,
        deleteBeforeReplace=planned.delete_before_replace,
        deleteBeforeReplaceDefined=planned.delete_before_replace,
        ignoreChanges=planned.ignore_changes,
        parent=planned.parent,
    )


def _provider(planned: Planned) -> proto.AnalyzerProviderResource | None:
    if planned.provider is None:
        return None
    properties = _struct(planned.provider)
    return proto.AnalyzerProviderResource(type="pulumi:providers:aws", name="aws", properties=properties)


def _struct(values: Mapping[str, object]) -> struct_pb2.Struct:
    struct = struct_pb2.Struct()
    json_format.ParseDict(dict(values), struct)
    return struct
