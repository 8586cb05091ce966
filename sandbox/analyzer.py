"""Speaks the analyzer protocol with a running policy pack, as the engine does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc

from sandbox.errors import SandboxError
from sandbox.pack import LEVELS, PolicyConfig, PolicyInfo, reconcile
from sandbox.pack_process import PackProcess
from sandbox.project import Project
from sandbox.questions import Subject, of_resource, of_stack_member
from sandbox.registration import Properties
from sandbox.structs import plain, struct

MAX_MESSAGE_BYTES = 400 * 1024 * 1024
SEVERITIES = ("", "low", "medium", "high", "critical")

_ENFORCEMENT = {
    "advisory": analyzer_pb2.ADVISORY,
    "mandatory": analyzer_pb2.MANDATORY,
    "disabled": analyzer_pb2.DISABLED,
    "remediate": analyzer_pb2.REMEDIATE,
}

Request_contra = TypeVar("Request_contra", contravariant=True)
Response_co = TypeVar("Response_co", covariant=True)


class Method(Protocol[Request_contra, Response_co]):
    """A call of the protocol, with its time limit in seconds."""

    def __call__(self, request: Request_contra, /, *, timeout: float) -> Response_co:
        """Send ``request`` and return the answer to it."""
        ...


@dataclass(frozen=True)
class Diagnostic:
    """What a policy said. ``urn`` is empty where it named no resource."""

    policy: str
    level: str
    severity: str
    description: str
    message: str
    urn: str


@dataclass(frozen=True)
class Answer:
    """What a pack said to one request: diagnostics, and (policy, reason) of what did not apply."""

    diagnostics: tuple[Diagnostic, ...]
    not_applicable: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Remediated:
    """A policy's rewrite of a resource's inputs, or why it could not be made."""

    policy: str
    description: str
    properties: Properties
    diagnostic: str


class Analyzer:
    """A policy pack that serves. ``patience`` is how many seconds it may take for one answer.

    Every call raises ``SandboxError`` when the pack crashes, hangs or answers with an error.
    """

    def __init__(self, process: PackProcess, project: Project, patience: float) -> None:
        self._process = process
        self._patience = patience
        self._failed: SandboxError | None = None
        options = [
            ("grpc.max_receive_message_length", MAX_MESSAGE_BYTES),
            ("grpc.max_send_message_length", MAX_MESSAGE_BYTES),
        ]
        self._channel = grpc.insecure_channel(f"127.0.0.1:{process.port()}", options=options)
        self._stub = analyzer_pb2_grpc.AnalyzerStub(self._channel)
        self._tell(project)
        info = self._call(self._stub.GetAnalyzerInfo, empty_pb2.Empty())
        self.name = info.name
        self.version = process.pack.version or info.version
        self.policies = {each.name: _policy_info(each) for each in info.policies}
        self._configure(info)

    def remediate(self, subject: Subject) -> tuple[Remediated, ...]:
        """Let the policies in ``remediate`` mode rewrite a resource, each the result of the one before.

        Which they are the pack alone knows: it may have put a whole group of policies in that mode.
        """
        about, nothing = subject.registration.urn, analyzer_pb2.RemediateResponse()
        answer = self._call(self._stub.Remediate, of_resource(subject, is_for_remedy=True), about, nothing)
        return tuple(
            Remediated(each.policyName, each.description, plain(each.properties), each.diagnostic)
            for each in answer.remediations
        )

    def analyze(self, subject: Subject) -> Answer:
        """Hold one resource against every resource policy."""
        return self._answer(self._call(self._stub.Analyze, of_resource(subject), subject.registration.urn))

    def analyze_stack(self, subjects: Iterable[Subject]) -> Answer:
        """Hold the whole graph against every stack policy."""
        request = analyzer_pb2.AnalyzeStackRequest(resources=[of_stack_member(each) for each in subjects])
        nothing = analyzer_pb2.AnalyzeResponse()
        return self._answer(self._call(self._stub.AnalyzeStack, request, without=nothing))

    def close(self) -> None:
        """Hang up; the process goes on until its own context ends it."""
        self._channel.close()

    def _tell(self, project: Project) -> None:
        request = analyzer_pb2.AnalyzerStackConfigureRequest(
            stack=project.stack,
            project=project.name,
            organization=project.organization,
            dry_run=True,
            config=project.config,
            config_secret_keys=list(project.secret_keys),
        )
        try:
            self._stub.ConfigureStack(request, timeout=self._patience)
        except grpc.RpcError as error:
            if _code(error) != grpc.StatusCode.UNIMPLEMENTED:
                raise self._fault(error) from error

    def _configure(self, info: analyzer_pb2.AnalyzerInfo) -> None:
        initial = {
            name: PolicyConfig(LEVELS[each.enforcementLevel], plain(each.properties))
            for name, each in info.initialConfig.items()
        }
        config = reconcile(tuple(self.policies.values()), initial, self._process.pack.config)
        self.levels = {name: each.level for name, each in config.items() if name in self.policies}
        request = analyzer_pb2.ConfigureAnalyzerRequest(
            policyConfig={
                name: analyzer_pb2.PolicyConfig(
                    enforcementLevel=_ENFORCEMENT[each.level], properties=struct(each.properties)
                )
                for name, each in config.items()
            }
        )
        self._call(self._stub.Configure, request)

    def _answer(self, response: analyzer_pb2.AnalyzeResponse) -> Answer:
        return Answer(
            tuple(self._diagnostic(each) for each in response.diagnostics),
            tuple((each.policy_name, each.reason) for each in response.not_applicable),
        )

    def _diagnostic(self, found: analyzer_pb2.AnalyzeDiagnostic) -> Diagnostic:
        known = self.policies.get(found.policyName)
        severity = SEVERITIES[found.severity] or (known.severity if known else "")
        level = LEVELS[found.enforcementLevel]
        return Diagnostic(
            policy=found.policyName,
            # Whatever remediation did not mend counts as mandatory, as in the engine.
            level="mandatory" if level == "remediate" else level,
            severity=severity,
            description=found.description,
            message=found.message.removeprefix(f"{found.description}\n"),
            urn=found.urn,
        )

    def _call(
        self,
        method: Method[Request_contra, Response_co],
        request: Request_contra,
        about: str = "",
        without: Response_co | None = None,
    ) -> Response_co:
        """Ask; ``without`` is the answer of a pack that is older than the question."""
        # A program goes on for a while; each of its resources would wait anew for a pack that hangs.
        if self._failed is not None:
            raise self._failed
        try:
            return method(request, timeout=self._patience)
        except grpc.RpcError as error:
            if without is not None and _code(error) == grpc.StatusCode.UNIMPLEMENTED:
                return without
            self._failed = self._fault(error, about)
            raise self._failed from error

    def _fault(self, error: grpc.RpcError, about: str = "") -> SandboxError:
        code = _code(error)
        at = f" about {about}" if about else ""
        if code == grpc.StatusCode.DEADLINE_EXCEEDED:
            return self._process.fault(f"did not answer within {self._patience:g} s{at}")
        if code == grpc.StatusCode.UNAVAILABLE:
            return self._process.fault(f"ended while it was asked{at}")
        details = error.details() if isinstance(error, grpc.Call) else error
        return self._process.fault(f"failed{at}: {details}")


def _code(error: grpc.RpcError) -> grpc.StatusCode | None:
    return error.code() if isinstance(error, grpc.Call) else None


def _policy_info(info: analyzer_pb2.PolicyInfo) -> PolicyInfo:
    return PolicyInfo(
        name=info.name,
        title=info.displayName or info.description or info.name,
        description=info.description,
        is_single=info.policy_type == analyzer_pb2.POLICY_TYPE_RESOURCE,
        level=LEVELS[info.enforcementLevel],
        severity=SEVERITIES[info.severity],
        remediation=info.remediation_steps,
        url=info.url,
        tags=tuple(info.tags),
        schema=plain(info.configSchema.properties),
        required=tuple(info.configSchema.required),
    )
