"""Durations, moments and figures in words."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from runbooks.drill.durations import duration
from runbooks.drill.figures import Evidence
from runbooks.reports.words import ABSENT, CLOCKS, MARK, figure, moment, printable

SPANS = {
    0: "0 s",
    0.04: "under 0.1 s",
    0.4: "0.4 s",
    3: "3 s",
    9.96: "10 s",
    59.6: "1 min",
    61: "1 min 1 s",
    3600: "1 h",
    3903: "1 h 5 min 3 s",
    86_400 * 2 + 60: "2 d 1 min",
    -75: "-1 min 15 s",
}


@pytest.mark.parametrize("seconds", SPANS)
def test_a_span_is_worded_by_its_units(seconds):
    assert duration(timedelta(seconds=seconds)) == SPANS[seconds]


def test_a_figure_has_its_evidence_beside_it():
    found = {evidence: figure(timedelta(minutes=1), evidence) for evidence in Evidence}
    assert found == {
        Evidence.PROMISED: "1 min (promised)",
        Evidence.PUBLISHED: "1 min (published by AWS)",
        Evidence.MODELLED: "1 min (modelled)",
        Evidence.SANDBOX: "1 min (measured in a sandbox, not AWS's)",
        Evidence.ACCOUNT: "1 min (measured in an account)",
    }


def test_what_is_missing_is_never_zero():
    assert {evidence: figure(None, evidence) for evidence in Evidence} == ABSENT
    assert [each for each in ABSENT.values() if "0" in each] == []
    assert figure(timedelta(), Evidence.MODELLED) == "0 s (modelled)"


def test_every_kind_of_evidence_has_words():
    assert set(MARK) == set(ABSENT) == set(Evidence)
    assert set(CLOCKS) == {Evidence.SANDBOX, Evidence.ACCOUNT}


def test_a_moment_is_in_utc():
    at = datetime(2026, 11, 20, 9, 30, 1, tzinfo=timezone(timedelta(hours=2)))
    assert moment(at) == "2026-11-20 07:30:01 UTC"
    assert moment(datetime(2026, 1, 2, tzinfo=UTC)) == "2026-01-02 00:00:00 UTC"
    assert moment(None) == "did not come so far"


def test_what_xml_cannot_hold_is_replaced():
    assert (
        printable("a\x1b[31m\x00b\tc\nd\x85e\ud800\uffff€😀")
        == "a\ufffd[31m\ufffdb\tc\nd\ufffde\ufffd\ufffd€😀"
    )
