"""What is left of checkov's verdict on a program: findings that nobody has answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sandbox.checkov.answers import NONE
from sandbox.checkov.answers import Answer as Ours
from sandbox.checkov.process import Answer, Said
from sandbox.checkov.suppressions import Suppression
from sandbox.registration import STACK_TYPE, Position, Registration
from sandbox.terraform.plan import Plan


@dataclass(frozen=True)
class Finding:
    """A check that failed: on a resource of the program where ``urn`` says so, else on the plan.

    ``path`` names the resource by its components, outermost first. ``suppression`` lets it stand.
    """

    check: str
    title: str
    address: str
    answer: Ours
    urn: str = ""
    path: str = ""
    position: Position | None = None
    suppression: Suppression | None = None


@dataclass(frozen=True)
class Judgement:
    """All that is to be told. ``unused`` and ``expired`` are suppressions that do not hold any more."""

    project: str
    stack: str
    frameworks: tuple[str, ...]
    version: str
    plan: Plan
    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    passed: int
    unused: tuple[Suppression, ...]
    expired: tuple[Suppression, ...]
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """The command's exit status: 1 where something is found or a suppression does not hold, else 0."""
        return 1 if self.findings or self.unused or self.expired else 0


@dataclass(frozen=True)
class Case:
    """What is judged, by what: a program's resources, and what its project and this one say of findings."""

    project: str
    stack: str
    registrations: tuple[Registration, ...]
    plan: Plan
    suppressions: tuple[Suppression, ...]
    answers: dict[str, Ours]
    notes: tuple[str, ...] = ()


def judge(case: Case, said: Answer, frameworks: tuple[str, ...], today: date) -> Judgement:
    """Join checkov's verdict with the program. A suppression of another stack neither helps nor is unused."""
    known = {each.urn: each for each in case.registrations}
    urns = case.plan.urns
    here = [each for each in case.suppressions if case.stack in each.stacks or not each.stacks]
    valid = [each for each in here if today < each.review]
    found = []
    for each in said.said:
        if not each.passed:
            registration = known.get(urns.get(each.address, ""))
            found.append(_finding(each, registration, known, case, valid))
    used = {each.suppression for each in found}
    return Judgement(
        case.project,
        case.stack,
        frameworks,
        said.version,
        case.plan,
        tuple(each for each in found if each.suppression is None),
        tuple(each for each in found if each.suppression is not None),
        sum(each.passed for each in said.said),
        tuple(each for each in valid if each not in used),
        tuple(each for each in here if each not in valid),
        case.notes,
    )


def _finding(
    said: Said,
    registration: Registration | None,
    known: dict[str, Registration],
    case: Case,
    valid: Iterable[Suppression],
) -> Finding:
    answer = case.answers.get(said.check, NONE)
    suppression = next((each for each in valid if each.about(said.check, registration)), None)
    if registration is None:
        return Finding(said.check, said.title, said.address, answer)
    return Finding(
        said.check,
        said.title,
        said.address,
        answer,
        registration.urn,
        " / ".join(_names(registration, known)),
        registration.made_at,
        suppression,
    )


def _names(registration: Registration, known: dict[str, Registration]) -> list[str]:
    above = known.get(registration.parent)
    if above is None or above.type == STACK_TYPE:
        return [registration.name]
    return [*_names(above, known), registration.name]
