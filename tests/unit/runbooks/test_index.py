"""The index of all scenarios says what the pages, the settings and the history say."""

from datetime import UTC, datetime, timedelta

from runbooks.commands import index
from runbooks.drill.figures import Evidence
from runbooks.drill.report import Verdict
from runbooks.reports import history
from runbooks.reports.history import Past


def test_the_index_is_as_it_would_be_written_now():
    assert index.FILE.read_text() == index.text(), "run: nox -s docs"


def test_the_index_has_what_was_measured_last_and_how(tmp_path, monkeypatch):
    file = tmp_path / "history.jsonl"
    monkeypatch.setattr(history, "FILE", file)
    never = index.text()
    assert "(items_corrupted.py) | RTO 2 h, RPO 5 min | nothing | never |  |  |\n" in never
    past = Past(
        scenario="items-corrupted",
        at=datetime(2026, 3, 1, tzinfo=UTC),
        commit="abc",
        modified=False,
        target="sandbox",
        evidence=Evidence.SANDBOX,
        rto=timedelta(minutes=7),
        rpo=None,
        verdict=Verdict.PASSED,
        control=Verdict.PASSED,
    )
    history.append(file, past)
    measured = "RTO 7 min, RPO not measured (measured in a sandbox, not AWS's)"
    assert f"| {measured} | 2026-03-01 | passed | fails as it must |\n" in index.text()
