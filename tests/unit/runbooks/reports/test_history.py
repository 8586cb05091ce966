"""The file of past rehearsals."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from runbooks.drill.figures import Evidence
from runbooks.drill.report import Verdict
from runbooks.reports.history import HistoryError, Past, append, due, last, past, read
from tests.rehearsed import BEGAN, CONTROL, FAILED, HISTORY, PASSED
from tests.rehearsed import past as made

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_a_rehearsal_is_summed_up_by_the_real_calendar():
    assert past(PASSED, AT, CONTROL) == Past(
        scenario="items-corrupted",
        at=AT,
        commit="0123456789abcdef0123456789abcdef01234567",
        modified=True,
        target="sandbox",
        evidence=Evidence.SANDBOX,
        rto=timedelta(minutes=23, seconds=3),
        rpo=timedelta(minutes=1),
        verdict=Verdict.PASSED,
        control=Verdict.PASSED,
    )
    alone = past(FAILED, AT)
    assert (alone.rto, alone.rpo, alone.verdict, alone.control) == (None, None, Verdict.FAILED, None)


def test_what_is_appended_is_read_again(tmp_path):
    path = tmp_path / "history.jsonl"
    assert read(path) == ()
    runs = (*HISTORY, past(FAILED, AT), past(PASSED, AT, CONTROL))
    for each in runs:
        append(path, each)
    assert read(path) == runs
    first = json.loads(path.read_text().splitlines()[0])
    assert first == {
        "scenario": "items-corrupted",
        "at": "2026-11-21T08:00:00+00:00",
        "commit": "1" * 40,
        "modified": False,
        "target": "sandbox",
        "evidence": "sandbox",
        "verdict": "passed",
        "control": "passed",
        "rto_seconds": 1860.0,
        "rpo_seconds": 240.0,
    }


@pytest.mark.parametrize("line", ["{", "[]", "7", "{}", '{"scenario": "x", "at": "yesterday"}'])
def test_a_line_that_is_no_rehearsal_is_named(tmp_path, line):
    path = tmp_path / "history.jsonl"
    append(path, HISTORY[0])
    with path.open("a") as file:
        file.write(f"\n{line}\n")
    with pytest.raises(HistoryError, match=r"^history\.jsonl, line 3: found what is no rehearsal: "):
        read(path)


def test_the_newest_is_by_time_and_not_by_place():
    assert last(reversed(HISTORY), "items-corrupted") == HISTORY[4]
    assert last(HISTORY, "unheard-of") is None


DUE = {
    "just in time": (made(0, 1, 1), False),
    "too old": (made(-0.001, 1, 1), True),
    "failed": (made(29, 1, 1, verdict=Verdict.FAILED), True),
    "without control": (made(29, 1, 1, control=None), True),
    "control failed": (made(29, 1, 1, control=Verdict.FAILED), True),
}


@pytest.mark.parametrize("case", DUE)
def test_what_was_not_proved_for_thirty_days_is_due(case):
    run, wanted = DUE[case]
    now = BEGAN + timedelta(days=30)
    assert due([run], ["items-corrupted"], now) == (("items-corrupted",) if wanted else ())


def test_a_newer_failure_outweighs_an_older_proof():
    runs = [made(28, 1, 1), replace(made(29, 1, 1), verdict=Verdict.INTERRUPTED)]
    assert due(runs, ["items-corrupted"], BEGAN + timedelta(days=30)) == ("items-corrupted",)


def test_what_was_never_rehearsed_is_due():
    now = BEGAN + timedelta(days=7)
    assert due(HISTORY, ["table-dropped", "bad-release", "items-corrupted"], now) == ("bad-release",)
    assert due(HISTORY, ["items-corrupted"], now, timedelta(days=1)) == ("items-corrupted",)
