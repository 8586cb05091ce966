"""Every control, case by case, over the analyzer protocol."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from dr_guard.catalogue import CONTROLS

from tests.policy.analyzer import UNKNOWN, ask, urn

if TYPE_CHECKING:
    from tests.policy.cases.case import Case

FOLDER = Path(__file__).with_name("cases")
DOMAINS = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "case")
CASES: tuple[Case, ...] = tuple(
    case for domain in DOMAINS for case in import_module(f"tests.policy.cases.{domain}").CASES
)
TITLES = {control.id: control.title for control in CONTROLS}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_control(case: Case):
    """A control says exactly what it has to say, of the right resource, and nothing else."""
    verdict = ask(case.control, case.stack, case.config)

    subjects = {each.name: (urn(each), f"{each.type.rpartition(':')[2]} {each.name}") for each in case.stack}
    at, who = subjects.get(case.at, ("", "The stack"))
    assert verdict.violations == tuple((at, f"{TITLES[case.control]}.\n{who}: {said}.") for said in case.says)
    elsewhere = f"{case.control} is about other types of resource"
    excuses = tuple(excuse for excuse in verdict.excuses if excuse != elsewhere or case.because == elsewhere)
    assert excuses == ((case.because,) if case.because else ())


def kinds(case: Case) -> set[str]:
    """Return what a case shows of its control."""
    shown = {"violating" if case.says else "not applicable" if case.because else "compliant"}
    if case.label.startswith("missing"):
        shown.add("missing")
    if UNKNOWN in repr(case.stack):
        shown.add("unknown")
    return shown


@pytest.mark.parametrize("control", sorted(TITLES))
def test_every_control_is_seen_in_every_state(control: str):
    """Satisfied, broken, with its property missing, and with its property unknown."""
    shown = set().union(*(kinds(case) for case in CASES if case.control == control))
    assert shown >= {"compliant", "violating", "missing", "unknown"}


def test_cases_have_names_of_their_own():
    """Two cases of one name would hide one another in a report."""
    assert len({case.id for case in CASES}) == len(CASES)
