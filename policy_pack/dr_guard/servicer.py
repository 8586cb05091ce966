"""Serves the controls over the analyzer protocol, each as a policy of its own.

It takes the place of the SDK's own servicer, which reads every property anew for every policy and would end
a policy at the first unknown value; what the SDK says of the pack stays the SDK's.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pulumi_policy.policy as sdk
from google.protobuf import json_format, struct_pb2
from grpc import StatusCode
from pulumi.runtime.proto import analyzer_pb2 as proto

from dr_guard.configuration import ConfigurationError, Entry
from dr_guard.protocol import Memory, properties, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from google.protobuf.empty_pb2 import Empty
    from grpc import ServicerContext

    from dr_guard.configuration import Level
    from dr_guard.control import Control, Severity
    from dr_guard.finding import Finding
    from dr_guard.judge import Judge, Judgement
    from dr_guard.remedy import Raw
    from dr_guard.resource import Resource
    from dr_guard.values import Plain

SDK_SERVICER: Final = "_PolicyAnalyzerServicer"

# In the protocol's order.
LEVELS: Final[tuple[Level, ...]] = ("advisory", "mandatory", "disabled", "remediate")
SEVERITIES: Final[Mapping[Severity, proto.PolicySeverity.ValueType]] = {
    "low": proto.POLICY_SEVERITY_LOW,
    "medium": proto.POLICY_SEVERITY_MEDIUM,
    "high": proto.POLICY_SEVERITY_HIGH,
    "critical": proto.POLICY_SEVERITY_CRITICAL,
}


class Servicer(sdk._PolicyAnalyzerServicer):  # noqa: SLF001 # the SDK has no other way in
    """One pack, asked by one engine."""

    def __init__(self, judge: Judge, name: str, version: str, *rest: object) -> None:
        super().__init__(name, version, *rest)  # pyrefly: ignore[bad-argument-type] # the SDK gives them
        self._judge = judge
        self._name, self._version = name, version
        self._memory = Memory()
        self._elsewhere: dict[str, list[proto.PolicyNotApplicable]] = {}

    def Configure(self, request: proto.ConfigureAnalyzerRequest, _context: ServicerContext) -> Empty:  # noqa: N802
        """Put a configuration in force; one that is wrong ends the preview."""
        given = {
            name: Entry(LEVELS[each.enforcementLevel], json_format.MessageToDict(each.properties))
            for name, each in request.policyConfig.items()
        }
        try:
            self._judge.configure(given)
        except ConfigurationError as error:
            _context.abort(
                StatusCode.INVALID_ARGUMENT, f"the configuration of {self._name} is not valid:\n{error}"
            )
        self._elsewhere.clear()
        return super().Configure(request, _context)

    def Analyze(self, request: proto.AnalyzeRequest, _context: ServicerContext) -> proto.AnalyzeResponse:  # noqa: N802
        """Hold one resource against every control of single resources."""
        resource = self._memory.analyzed(request)
        response = self._response(self._judge.of_resource(resource), {"": resource})
        response.not_applicable.extend(self._about_others(request.type))
        return response

    def AnalyzeStack(  # noqa: N802
        self, request: proto.AnalyzeStackRequest, _context: ServicerContext
    ) -> proto.AnalyzeResponse:
        """Hold the whole stack against every control over it."""
        graph = self._memory.graph(request)
        return self._response(self._judge.of_stack(graph), graph.by_urn)

    def Remediate(self, request: proto.AnalyzeRequest, _context: ServicerContext) -> proto.RemediateResponse:  # noqa: N802
        """Mend one resource by every control that is to, each on top of the one before."""
        if not self._judge.mends(request.type):
            return proto.RemediateResponse()
        resource = self._memory.analyzed(request)
        raw = written(request.properties)
        return proto.RemediateResponse(
            remediations=[
                proto.Remediation(
                    policyName=control.id,
                    policyPackName=self._name,
                    policyPackVersion=self._version,
                    description=description(control),
                    properties=_struct(changed),
                )
                for control, changed in self._judge.mended(resource, raw, _read)
            ],
            not_applicable=[
                proto.PolicyNotApplicable(policy_name=each.id, reason="no value mends it")
                for each in self._judge.unmendable(request.type)
            ],
        )

    def _about_others(self, token: str) -> Iterable[proto.PolicyNotApplicable]:
        if token not in self._elsewhere:
            self._elsewhere[token] = [
                proto.PolicyNotApplicable(
                    policy_name=each.id, reason=f"{each.id} is about other types of resource"
                )
                for each in self._judge.elsewhere(token)
            ]
        return self._elsewhere[token]

    def _response(
        self, judgements: Iterable[Judgement], subjects: Mapping[str, Resource]
    ) -> proto.AnalyzeResponse:
        response = proto.AnalyzeResponse()
        for judgement in judgements:
            response.diagnostics.extend(
                self._diagnostic(judgement, finding, subjects.get(finding.urn))
                for finding in judgement.findings
            )
            response.not_applicable.extend(
                proto.PolicyNotApplicable(policy_name=judgement.control.id, reason=reason)
                for reason in (*judgement.excuses, *judgement.exempt)
            )
        return response

    def _diagnostic(
        self, judgement: Judgement, finding: Finding, subject: Resource | None
    ) -> proto.AnalyzeDiagnostic:
        control, said = judgement.control, description(judgement.control)
        name = f"{subject.kind} {subject.name}" if subject else "The stack"
        return proto.AnalyzeDiagnostic(
            policyName=control.id,
            policyPackName=self._name,
            policyPackVersion=self._version,
            message=f"{said}\n{name}: {finding.found}; wanted: {finding.wanted}.",
            urn=finding.urn,
            description=said,
            # What could not be mended has to be.
            enforcementLevel=proto.ADVISORY if judgement.level == "advisory" else proto.MANDATORY,
            severity=SEVERITIES[control.severity],
        )


def install(judge: Judge) -> None:
    """Have every pack that is built from here on served by this judge."""
    setattr(sdk, SDK_SERVICER, partial(Servicer, judge))


def description(control: Control) -> str:
    """Return what a control is called in a message."""
    return f"{control.title}."


def _struct(raw: Raw) -> struct_pb2.Struct:
    struct = struct_pb2.Struct()
    struct.update(dict(raw))  # pyrefly: ignore[bad-argument-type] # it is what the protocol wrote
    return struct


def _read(raw: Raw) -> dict[str, Plain]:
    return properties(_struct(raw))
