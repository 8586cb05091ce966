"""Holds a recording against a policy pack, in the order and with the data that the engine uses.

Resource policies see a resource's inputs as it is registered, after remediation; stack policies see the
outputs of all, which at preview are the inputs, and an unknown for whatever only the provider can compute.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sandbox.analyzer import Analyzer, Answer
from sandbox.questions import Subject
from sandbox.registration import UNKNOWN, Properties, Recording, Registration
from sandbox.verdict import Analysis, NotApplicable, Remediation, Violation


def analyze(
    recording: Recording, analyzers: tuple[Analyzer, ...], progress: Callable[[int, int], None]
) -> tuple[Analysis, ...]:
    """Hold ``recording`` against every pack.

    All packs' remediations of a resource come before any pack's analysis of it. ``progress`` is told how many
    resources of how many are done.
    """
    session = _Session(recording, analyzers)
    registered = [each for each in recording.registrations if not each.read]
    for number, registration in enumerate(registered, start=1):
        session.resource(registration)
        progress(number, len(registered))
    return session.finish()


class _Session:
    """One pass over a recording; what is known so far of each resource and each pack."""

    def __init__(self, recording: Recording, analyzers: tuple[Analyzer, ...]) -> None:
        self._recording = recording
        self._analyzers = analyzers
        self._by_urn = {each.urn: each for each in recording.registrations}
        self._inputs = {each.urn: each.inputs for each in recording.registrations}
        self._violations: dict[str, list[Violation]] = {each.name: [] for each in analyzers}
        self._remediations: dict[str, list[Remediation]] = {each.name: [] for each in analyzers}
        self._not_applicable: dict[str, list[NotApplicable]] = {each.name: [] for each in analyzers}

    def resource(self, registration: Registration) -> None:
        for analyzer in self._analyzers:
            self._remediate(analyzer, registration)
        for analyzer in self._analyzers:
            self._keep(analyzer, analyzer.analyze(self._subject(registration)), registration.urn)

    def finish(self) -> tuple[Analysis, ...]:
        subjects = [self._stack_subject(each) for each in self._recording.registrations if not each.read]
        for analyzer in self._analyzers:
            self._keep(analyzer, analyzer.analyze_stack(subjects), "")
        return tuple(
            Analysis(
                pack=each.name,
                version=each.version,
                policies=each.levels,
                violations=tuple(self._violations[each.name]),
                remediations=tuple(self._remediations[each.name]),
                not_applicable=tuple(self._not_applicable[each.name]),
            )
            for each in self._analyzers
        )

    def _subject(self, registration: Registration, properties: Properties | None = None) -> Subject:
        held = self._inputs[registration.urn] if properties is None else properties
        return Subject(registration, held, self._by_urn.get(registration.provider))

    def _stack_subject(self, registration: Registration) -> Subject:
        if not registration.custom:
            return self._subject(registration, self._recording.outputs.get(registration.urn, {}))
        computed = dict.fromkeys(self._recording.computed.get(registration.type, ()), UNKNOWN)
        held = replace(registration, inputs={**computed, **self._inputs[registration.urn]})
        return self._subject(registration, held.outputs)

    def _remediate(self, analyzer: Analyzer, registration: Registration) -> None:
        for each in analyzer.remediate(self._subject(registration)):
            if each.diagnostic:
                self._violations[analyzer.name].append(
                    Violation(
                        analyzer.name,
                        each.policy,
                        "advisory",
                        "",
                        registration.urn,
                        each.description,
                        each.diagnostic,
                        "",
                        "",
                    )
                )
                continue
            before, after = self._inputs[registration.urn], each.properties
            changed = sorted(key for key in {*before, *after} if before.get(key) != after.get(key))
            self._inputs[registration.urn] = after
            self._remediations[analyzer.name].append(
                Remediation(analyzer.name, each.policy, registration.urn, each.description, tuple(changed))
            )

    def _keep(self, analyzer: Analyzer, answer: Answer, urn: str) -> None:
        for found in answer.diagnostics:
            named = found.urn if found.urn in self._by_urn else self._recording.stack.urn
            policy = analyzer.policies.get(found.policy)
            self._violations[analyzer.name].append(
                Violation(
                    pack=analyzer.name,
                    policy=found.policy,
                    level=found.level,
                    severity=found.severity,
                    urn=urn or named,
                    description=found.description,
                    message=found.message,
                    remediation=policy.remediation if policy else "",
                    url=policy.url if policy else "",
                )
            )
        self._not_applicable[analyzer.name] += [
            NotApplicable(analyzer.name, name, urn, reason) for name, reason in answer.not_applicable
        ]
