"""What one pack has said of one program so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from sandbox.analyzer import Analyzer, Answer, Remediated
from sandbox.questions import Subject
from sandbox.registration import Registration
from sandbox.verdict import Analysis, NotApplicable, Remediation, Violation


class Ledger:
    """A running pack, and all its findings; resources are entered by one thread at a time."""

    def __init__(self, analyzer: Analyzer) -> None:
        self.analyzer = analyzer
        self._violations: list[Violation] = []
        self._forbidding: Violation | None = None
        self._remediations: list[Remediation] = []
        # Of most resources most policies say the same: one by one, this would be most of what is held.
        self._not_applicable: dict[tuple[str, str], list[str]] = defaultdict(list)

    def remediated(self, registration: Registration, provider: Registration | None) -> Registration:
        """Let the pack rewrite a resource's inputs, and return the resource with what came of it."""
        subject = Subject(registration, registration.inputs, provider)
        for each in self.analyzer.remediate(subject):
            registration = self._rewritten(registration, each)
        return registration

    def enter(self, answer: Answer, attributed: Callable[[str], str]) -> None:
        """Keep an answer; ``attributed`` maps the URN that a diagnostic names to the one that it is about."""
        for found in answer.diagnostics:
            policy = self.analyzer.policies.get(found.policy)
            violation = Violation(
                pack=self.analyzer.name,
                policy=found.policy,
                level=found.level,
                severity=found.severity,
                urn=attributed(found.urn),
                description=found.description,
                message=found.message,
                remediation=policy.remediation if policy else "",
                url=policy.url if policy else "",
            )
            self._violations.append(violation)
            if violation.level == "mandatory":
                self._forbidding = self._forbidding or violation
        about = attributed("") if answer.not_applicable else ""
        for excuse in answer.not_applicable:
            self._not_applicable[excuse].append(about)

    def forbidding(self) -> Violation | None:
        """Return the first finding that stops a deployment, where there is one by now."""
        return self._forbidding

    def analysis(self) -> Analysis:
        """Return it all as data."""
        return Analysis(
            pack=self.analyzer.name,
            version=self.analyzer.version,
            policies=self.analyzer.levels,
            catalogue=tuple(self.analyzer.policies.values()),
            violations=tuple(self._violations),
            remediations=tuple(self._remediations),
            not_applicable=tuple(
                NotApplicable(self.analyzer.name, policy, tuple(urns), reason)
                for (policy, reason), urns in self._not_applicable.items()
            ),
        )

    def _rewritten(self, registration: Registration, by: Remediated) -> Registration:
        if by.diagnostic:
            self._violations.append(
                Violation(
                    pack=self.analyzer.name,
                    policy=by.policy,
                    level="advisory",
                    severity="",
                    urn=registration.urn,
                    description=by.description,
                    message=by.diagnostic,
                    remediation="",
                    url="",
                )
            )
            return registration
        before, after = registration.inputs, by.properties
        changed = sorted(key for key in {*before, *after} if before.get(key) != after.get(key))
        self._remediations.append(
            Remediation(self.analyzer.name, by.policy, registration.urn, by.description, tuple(changed))
        )
        return replace(registration, inputs=after)
