"""The stacks that mutations start from, and the pack that is held against them.

The own stack is judged as it is previewed. The reference is a program that has what the own stack does
without, such as databases and a second region; on it every control is on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dr_guard.catalogue import CONTROLS
from dr_guard.configuration import PACK
from dr_guard.judge import Judge
from dr_guard.pack import joined
from pulumi.runtime.proto import analyzer_pb2 as proto

from sandbox import project
from sandbox.preview import Job
from sandbox.questions import Subject, of_resource, of_stack_member
from sandbox.registration import Registration
from sandbox.worker import Worker
from tests.policy.analyzer import CONTEXT, configure, servicer

ROOT = Path(__file__).parents[2]
REFERENCE = Path(__file__).with_name("reference")
RECOVERY_REGIONS = ["us-east-1"]


@dataclass(frozen=True)
class Clean:
    """A stack without a violation. ``is_strict`` is whether every control is on and a region is lost."""

    name: str
    registrations: tuple[Registration, ...]
    is_strict: bool

    @cached_property
    def urns(self) -> frozenset[str]:
        """The URNs of its resources."""
        return frozenset(each.urn for each in self.registrations)

    def fired(self, stack: Iterable[Registration]) -> frozenset[str]:
        """Return the controls that a stack violates."""
        analyzer = servicer(Judge(joined()))
        if self.is_strict:
            shared = {PACK: {"recoveryRegions": RECOVERY_REGIONS}}
            configure(analyzer, {each.id: ("mandatory", shared.get(each.id, {})) for each in CONTROLS})
        registered = [each for each in stack if not each.read]
        by_urn = {each.urn: each for each in registered}
        subjects = [Subject(each, each.inputs, by_urn.get(each.provider)) for each in registered]
        answers = [analyzer.Analyze(of_resource(each), CONTEXT) for each in subjects]
        whole = proto.AnalyzeStackRequest(resources=[of_stack_member(each) for each in subjects])
        answers.append(analyzer.AnalyzeStack(whole, CONTEXT))
        return frozenset(found.policyName for answer in answers for found in answer.diagnostics)


def recorded(name: str, root: Path, *, is_strict: bool) -> Clean:
    """Return what the program in a folder registers."""
    with Worker(Job(project.load(root, "dev"), ())) as worker:
        registrations = worker.result(lambda *_: None, 120).recording.registrations
    return Clean(name, registrations, is_strict)


def own() -> Clean:
    """Return this project's stack."""
    return recorded("own", ROOT, is_strict=False)


def reference() -> Clean:
    """Return the reference."""
    return recorded("reference", REFERENCE, is_strict=True)
