"""The pack asked as the engine asks it: over the analyzer protocol's own messages, in this process.

A stack is sent the way a preview sends it: inputs to ``Analyze``, outputs to ``AnalyzeStack``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NoReturn, cast

from dr_guard.judge import Judge
from dr_guard.pack import NAME, joined, judge, policies
from dr_guard.servicer import Servicer
from google.protobuf import json_format, struct_pb2
from pulumi.runtime.proto import analyzer_pb2 as proto
from pulumi_policy import EnforcementLevel
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dr_guard.configuration import Level
    from grpc import ServicerContext, StatusCode

LEVELS: Final = {
    "advisory": proto.ADVISORY,
    "mandatory": proto.MANDATORY,
    "disabled": proto.DISABLED,
    "remediate": proto.REMEDIATE,
}
UNKNOWN: Final = UNKNOWN_STRING_VALUE
POLICIES: Final = policies()
PAIRS: Final = {control.id: (control, rule) for control, rule in joined()}


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


class RefusedError(Exception):
    """The pack ended a call."""


class Context:
    """What a call is made in."""

    def abort(self, code: StatusCode, details: str) -> NoReturn:
        """End the call."""
        raise RefusedError(code, details)


CONTEXT: Final = cast("ServicerContext", Context())


def servicer(judged: Judge | None = None) -> Servicer:
    """Return the pack's analyzer, by default with the whole catalogue."""
    return Servicer(judged or judge(), NAME, "0.1.0", POLICIES, EnforcementLevel.ADVISORY)


def ask(control: str, stack: Sequence[Planned], config: Mapping[str, object] | None = None) -> Verdict:
    """Preview a stack under one control of the pack, which is mandatory."""
    return ask_judge(Judge((PAIRS[control],)), stack, config)


def ask_judge(judged: Judge, stack: Sequence[Planned], config: Mapping[str, object] | None = None) -> Verdict:
    """Preview a stack under the only control that a judge has."""
    analyzer = servicer(judged)
    configure(analyzer, {name: ("mandatory", config or {}) for name in judged.controls})
    answers = [(urn(each), analyzer.Analyze(request(each), CONTEXT)) for each in stack if not each.read]
    whole = proto.AnalyzeStackRequest(resources=[member(each, stack) for each in stack])
    answers.append(("", analyzer.AnalyzeStack(whole, CONTEXT)))
    excused = [said.reason for _, answer in answers for said in answer.not_applicable]
    return Verdict(
        tuple((said.urn or at, said.message) for at, answer in answers for said in answer.diagnostics),
        tuple(dict.fromkeys(excused)),
        frozenset(said.enforcementLevel for _, answer in answers for said in answer.diagnostics),
    )


def configure(analyzer: Servicer, config: Mapping[str, tuple[Level, Mapping[str, object]]]) -> None:
    """Configure the pack: the level and the options of each control that is named."""
    given = {
        name: proto.PolicyConfig(enforcementLevel=LEVELS[level], properties=_struct(properties))
        for name, (level, properties) in config.items()
    }
    analyzer.Configure(proto.ConfigureAnalyzerRequest(policyConfig=given), CONTEXT)


def mend(control: str, planned: Planned, config: Mapping[str, object] | None = None) -> Planned:
    """Return a resource as one control of the pack leaves it."""
    analyzer = servicer(Judge((PAIRS[control],)))
    configure(analyzer, {control: ("remediate", config or {})})
    for remediation in analyzer.Remediate(request(planned), CONTEXT).remediations:
        planned = replace(planned, inputs=json_format.MessageToDict(remediation.properties))
    return planned


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
