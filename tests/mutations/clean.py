"""The stacks that mutations start from, and the pack that is held against them.

The own stack is judged as it is previewed, without a database and with one. The reference is a program that
has what the own stack does without, such as other databases and a second region; on it every control is on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from dr_guard.configuration import Level
from dr_guard.judge import Judge
from dr_guard.pack import joined
from dr_guard.servicer import Servicer
from pulumi.runtime.proto import analyzer_pb2 as proto

from sandbox import project
from sandbox.job import Job
from sandbox.questions import Subject, of_resource, of_stack_member
from sandbox.registration import Registration
from sandbox.worker import Worker
from tests.mutations import own_database, strict
from tests.policy.analyzer import CONTEXT, configure, servicer

ROOT = Path(__file__).parents[2]
REFERENCE = Path(__file__).with_name("reference")
SECONDS = 300


@dataclass(frozen=True)
class Answer:
    """What was asked about a resource as one of the stack, and what was found of it alone."""

    member: proto.AnalyzerResource
    found: frozenset[str]


@dataclass(frozen=True)
class Clean:
    """A stack without a violation. ``is_strict`` is whether every control is on and a region is lost.

    ``also_on`` are controls that are off unless somebody wants them.
    One analyzer judges it and all that is made of it, and is asked anew only about what changed.
    """

    name: str
    registrations: tuple[Registration, ...]
    is_strict: bool
    also_on: tuple[str, ...] = ()
    _known: dict[tuple[int, int], Answer] = field(default_factory=dict, repr=False)

    @cached_property
    def urns(self) -> frozenset[str]:
        """The URNs of its resources."""
        return frozenset(each.urn for each in self.registrations)

    def fired(self, stack: Iterable[Registration]) -> frozenset[str]:
        """Return the controls that a stack violates."""
        configure(self._analyzer, self._configuration)
        registered = [each for each in stack if not each.read]
        answers = self._answers(registered)
        whole = proto.AnalyzeStackRequest(resources=[answer.member for answer in answers])
        found = _controls(self._analyzer.AnalyzeStack(whole, CONTEXT))
        # What was changed is remembered as it was.
        changed = {each.urn for each in registered if id(each) not in self._own}
        self._answers([each for each in self.registrations if each.urn in changed], is_anew=True)
        return found.union(*(answer.found for answer in answers))

    @cached_property
    def _configuration(self) -> Mapping[str, tuple[Level, Mapping[str, object]]]:
        return (
            strict.configuration() if self.is_strict else {each: ("mandatory", {}) for each in self.also_on}
        )

    @cached_property
    def _own(self) -> frozenset[int]:
        return frozenset(map(id, self.registrations))

    @cached_property
    def _analyzer(self) -> Servicer:
        return servicer(Judge(joined(), clock=lambda: strict.TODAY))

    def _answers(self, stack: list[Registration], *, is_anew: bool = False) -> list[Answer]:
        providers = {each.urn: each for each in (*self.registrations, *stack) if each.is_provider}
        return [self._answer(each, providers, is_anew=is_anew) for each in stack]

    def _answer(self, asked: Registration, providers: Mapping[str, Registration], *, is_anew: bool) -> Answer:
        """Return what is known of a resource of the clean stack, and ask about any other."""
        provider = providers.get(asked.provider)
        key = (id(asked), id(provider))
        is_own = id(asked) in self._own and (provider is None or id(provider) in self._own)
        if is_own and key in self._known and not is_anew and id(asked) not in self._exempt:
            return self._known[key]
        subject = Subject(asked, asked.inputs, provider)
        found = _controls(self._analyzer.Analyze(of_resource(subject), CONTEXT))
        answer = Answer(of_stack_member(subject), found)
        if is_own:
            self._known[key] = answer
        return answer

    @cached_property
    def _exempt(self) -> frozenset[int]:
        """The resources that an exemption is about, which has to be used in each run."""
        patterns = [each["urn"] for each in strict.EXEMPTIONS if self.is_strict]
        held = (each for each in self.registrations if any(fnmatchcase(each.urn, one) for one in patterns))
        return frozenset(map(id, held))


def _controls(answer: proto.AnalyzeResponse) -> frozenset[str]:
    return frozenset(found.policyName for found in answer.diagnostics)


def recorded(root: Path, stack: str) -> tuple[Registration, ...]:
    """Return what the program in a folder registers."""
    with Worker(Job(project.load(root, stack), ())) as worker:
        return worker.result(lambda *_: None, SECONDS).recording.registrations


def own() -> Clean:
    """Return this project's stack."""
    return Clean("own", recorded(ROOT, "dev"), is_strict=False)


def aurora() -> Clean:
    """Return this project's stack with a relational database."""
    return Clean("aurora", recorded(ROOT, "aurora"), is_strict=False, also_on=own_database.ALSO_ON)


def reference() -> Clean:
    """Return the reference."""
    return Clean("reference", recorded(REFERENCE, "dev"), is_strict=True)


def stacks() -> tuple[Clean, ...]:
    """Return all, each recorded once."""
    return (own(), aurora(), reference())
