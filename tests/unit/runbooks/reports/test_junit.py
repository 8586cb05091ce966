"""Drills as a JUnit report."""

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from runbooks.drill.report import Verdict
from runbooks.reports.junit import report
from tests.rehearsed import BROKEN, CONTROL, ENDS, FAILED, INTERRUPTED, LATE, NOT_STEADY, PASSED


def tree(drills) -> Any:
    return ET.fromstring(report(drills))  # noqa: S314 it was just made here


def cases(drill):
    """Return what became of each case: its name to the tag of its result and what that says."""
    return {
        case.get("name"): next(((child.tag, child.get("message") or child.text) for child in case), None)
        for case in tree([drill]).iter("testcase")
    }


def wrong(drill):
    """Name the cases that fail."""
    return [
        name.partition(".")[0] for name, result in cases(drill).items() if result and result[0] == "failure"
    ]


def test_every_step_is_a_case_and_the_verdict_is_one():
    found = cases(PASSED)
    assert [*found] == [*(f"{each.label}. {each.title}" for each in PASSED.outcomes), "verdict"]
    assert found["1. The alarm has called"] == ("system-out", "Threshold crossed")
    assert found["verdict"] is None


def test_a_suite_says_when_it_was_reported_by_a_clock_that_nothing_moves():
    found = {each.get("name"): each.get("value") for each in tree([PASSED]).iter("property")}
    assert found["began"] == "2026-11-20 08:00:00 UTC"
    assert found["made"] == "2026-11-19 23:59:01 UTC, by the clock of the machine that drilled"


def test_a_suite_has_the_moments_of_the_drill_and_the_writes_that_the_rpo_lies_between():
    found = {each.get("name"): each.get("value") for each in tree([PASSED]).iter("property")}
    assert found["moment detected"] == "2026-11-20 08:17:00 UTC"
    assert found["moment declared"] == "2026-11-20 08:17:30 UTC"
    assert found["last good write before the fault"] == "2026-11-20 08:10:00 UTC"
    assert found["last recovered write, up to which none is lost"] == "2026-11-20 08:09:00 UTC"
    unmade = replace(PASSED, timeline=replace(PASSED.timeline, injected=None, detected=None))
    partly = {each.get("name"): each.get("value") for each in tree([unmade]).iter("property")}
    assert (partly["moment injected"], partly["moment detected"]) == ("not observed", "not observed")
    failed = {each.get("name"): each.get("value") for each in tree([FAILED]).iter("property")}
    assert failed["moment declared"] == "did not come so far"
    assert [name for name in failed if name.startswith("last ")] == []


def test_what_needs_an_account_is_skipped_with_the_reason():
    assert cases(PASSED)["4. No drift is left"] == (
        "skipped",
        "needs an account: the Pulumi CLI needs an account",
    )


def test_what_was_not_run_is_skipped():
    assert cases(FAILED)["5. The API is healthy again"] == (
        "skipped",
        "not run: the drill did not come so far",
    )


FAILURES = {
    "passed": [],
    "failed": ["1", "verdict"],
    "not steady": ["S2", "verdict"],
    "interrupted": ["3", "verdict", "nothing is left behind"],
    "without promise": [],
    "promise broken": ["verdict"],
    "control": [],
    "control not begun": ["verdict", "nothing is left behind"],
    "account": [],
}


@pytest.mark.parametrize("end", ENDS)
def test_what_did_not_hold_fails(end):
    assert wrong(ENDS[end]) == FAILURES[end]


def test_an_interrupt_between_two_steps_fails_all_the_same():
    drill = replace(PASSED, verdict=Verdict.INTERRUPTED)
    assert cases(drill)["verdict"] == ("failure", "interrupted")


def test_a_control_shows_the_step_that_failed_as_it_must():
    said = cases(CONTROL)["1. The alarm has called"]
    assert said == ("system-out", f"failed as it must: {LATE}".replace("\x1b", "\ufffd"))
    assert wrong(replace(CONTROL, verdict=Verdict.FAILED)) == ["1", "verdict"]


def test_a_control_that_cannot_be_cleaned_up_fails():
    drill = replace(CONTROL, left_behind=("C1. The old table is deleted: AccessDenied",))
    assert wrong(drill) == ["nothing is left behind"]


def test_counts_are_those_of_the_cases():
    root = tree([PASSED, INTERRUPTED, CONTROL])
    found = [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in root]
    assert found == [
        ("items-corrupted", "12", "0"),
        ("items-corrupted", "13", "3"),
        ("items-corrupted.control", "12", "0"),
    ]
    skipped = len(root.findall(".//skipped"))
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("37", "3", str(skipped))


def test_a_suite_says_what_its_times_are_worth():
    suite = tree([PASSED])[0]
    found = {each.get("name"): each.get("value") for each in suite.iter("property")}
    assert (suite.get("time"), suite.get("timestamp")) == ("2100.000", "2026-11-20T08:00:00")
    assert found["evidence"] == "measured in a sandbox, by its clock; no figure of AWS"
    assert found["clock"] == "the sandbox's own clock, which is moved forward; UTC"
    assert found["sandbox Items are corrupted or deleted"] == (
        "RTO 23 min 3 s (measured in a sandbox, not AWS's), RPO 1 min (measured in a sandbox, not AWS's)"
    )


def test_the_verdict_says_every_reason():
    assert cases(BROKEN)["verdict"] == ("failure", "; ".join(BROKEN.reasons))
    assert cases(NOT_STEADY)["verdict"] == ("failure", NOT_STEADY.reasons[0])
