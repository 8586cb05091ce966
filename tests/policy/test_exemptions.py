"""What an exemption excuses, and what becomes of one that should not be there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import pytest
from dr_guard.exemption import Exemption
from dr_guard.judge import Judge
from dr_guard.pack import joined
from pulumi.runtime.proto import analyzer_pb2 as proto

from tests.policy.analyzer import CONTEXT, Planned, configure, member, request, servicer, urn

PACK: Final = "pack-configuration-current"
GUARD: Final = "vault-deletion-guarded"
LOCKED: Final = "vault-locked"
LOGS: Final = Planned("aws:backup/vault:Vault", {"forceDestroy": True}, "logs")
DATA: Final = Planned("aws:backup/vault:Vault", {"forceDestroy": True}, "data")
STACK: Final = Planned("pulumi:pulumi:Stack", {}, "stack")
UNUSED: Final = "exemption 1, from {}, excuses nothing; wanted: one that is needed, or none."
WHY: Final = "exempt until 2027-01-31: agreed with the owner"


@dataclass(frozen=True)
class Said:
    """Violations as (control, resource) or text, and what did not apply."""

    violations: list[tuple[str, str]]
    configuration: list[str]
    excuses: list[tuple[str, str]]


def preview(*exemptions: dict[str, str], today: str = "2027-01-31") -> Said:
    """Preview two vaults, whose data would be deleted with them and which are not locked."""
    pairs = tuple(pair for pair in joined() if pair[0].id in (PACK, GUARD, LOCKED))
    analyzer = servicer(Judge(pairs, lambda: date.fromisoformat(today)))
    configure(analyzer, {PACK: ("mandatory", {"exemptions": list(exemptions)})})
    stack = (STACK, LOGS, DATA)
    answers = [(urn(each), analyzer.Analyze(request(each), CONTEXT)) for each in (LOGS, DATA)]
    whole = proto.AnalyzeStackRequest(resources=[member(each, stack) for each in stack])
    answers.append(("", analyzer.AnalyzeStack(whole, CONTEXT)))
    found = [(at, each) for at, answer in answers for each in answer.diagnostics]
    return Said(
        sorted(
            (each.policyName, (each.urn or at).rpartition("::")[2])
            for at, each in found
            if each.policyName != PACK
        ),
        [
            each.message.partition("\n")[2].removeprefix("The stack: ")
            for _, each in found
            if each.policyName == PACK
        ],
        [(each.policy_name, each.reason) for at, answer in answers for each in answer.not_applicable],
    )


def exempt(control: str = GUARD, pattern: str = "*::logs", until: str = "2027-01-31") -> dict[str, str]:
    """Return an exemption."""
    return {"control": control, "urn": pattern, "reason": "agreed with the owner", "until": until}


ALL: Final = [(GUARD, "data"), (GUARD, "logs"), (LOCKED, "data"), (LOCKED, "logs")]


def test_exemption_excuses_one_control_for_the_resources_it_matches():
    """With its reason, on its last day."""
    said = preview(exempt())
    assert said.violations == [(GUARD, "data"), (LOCKED, "data"), (LOCKED, "logs")]
    assert said.excuses == [(GUARD, WHY)]
    assert said.configuration == []


def test_exemption_from_a_control_over_the_stack_names_the_resource():
    """The control still holds for the others."""
    said = preview(exempt(LOCKED))
    assert said.violations == [(GUARD, "data"), (GUARD, "logs"), (LOCKED, "data")]
    assert said.excuses == [(LOCKED, f"{urn(LOGS)} is {WHY}")]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [("*", []), ("urn:*Vault::????", []), ("*::LOGS", ["data", "logs"]), ("logs", ["data", "logs"])],
)
def test_pattern_is_held_against_the_whole_urn(pattern: str, left: list[str]):
    """Letters count as they are written."""
    said = preview(exempt(pattern=pattern))
    assert [name for control, name in said.violations if control == GUARD] == left
    assert said.configuration == ([UNUSED.format(GUARD)] if left else [])


def test_expired_exemption_excuses_nothing_and_is_a_violation():
    """What it excused is back, the day after its last."""
    said = preview(exempt(), today="2027-02-01")
    assert said.violations == ALL
    assert said.configuration == [
        f"exemption 1, from {GUARD}, expired on 2027-01-31; wanted: one that is needed, or none."
    ]


def test_exemption_that_comes_upon_nothing_is_a_violation():
    """It was mistyped, or what it excused is mended."""
    said = preview(exempt(pattern="*::lgos"), exempt())
    assert said.violations == [(GUARD, "data"), (LOCKED, "data"), (LOCKED, "logs")]
    assert said.configuration == [UNUSED.format(GUARD)]


def test_use_of_an_exemption_is_forgotten_with_the_configuration():
    """A pack that is asked about a second preview starts anew."""
    pairs = tuple(pair for pair in joined() if pair[0].id in (PACK, GUARD))
    analyzer = servicer(Judge(pairs, lambda: date(2027, 1, 1)))
    seen = []
    for stack in ((STACK, LOGS), (STACK,)):
        configure(analyzer, {PACK: ("mandatory", {"exemptions": [exempt()]})})
        for each in stack:
            analyzer.Analyze(request(each), CONTEXT)
        whole = proto.AnalyzeStackRequest(resources=[member(each, stack) for each in stack])
        seen.append([each.policyName for each in analyzer.AnalyzeStack(whole, CONTEXT).diagnostics])
    assert seen == [[], [PACK]]


def test_a_bracket_in_a_pattern_is_itself():
    """As in the name of one of several."""
    held = Exemption(GUARD, "*::logs[0]", "agreed", date(2027, 1, 31))
    assert held.covers(GUARD, "urn:pulumi:dev::x::t::logs[0]", date(2027, 1, 1))
    assert not held.covers(GUARD, "urn:pulumi:dev::x::t::logs0", date(2027, 1, 1))
