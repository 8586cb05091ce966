"""A journal keeps of a run what is needed to go on with it, or to clean up."""

import os
from dataclasses import replace

import pytest

from runbooks.drill import journal
from runbooks.drill.journal import FOLDER, Journal, JournalError
from runbooks.drill.load import Beat
from runbooks.drill.report import Outcome, Status
from tests.unit.runbooks.fake import BEGAN, MINUTE

HELD = Outcome(
    "I1", "inject", "Break it", "why", Status.HELD, BEGAN, BEGAN + MINUTE, "x", "y", ("ls",), ("id 200",)
)


@pytest.fixture
def kept(tmp_path):
    return Journal(tmp_path / FOLDER / "a-1", "a", "aws", "prod", own=False, started=BEGAN).kept()


def test_it_reads_back_as_it_was_written(kept, tmp_path):
    written = kept.kept(
        injected=BEGAN + MINUTE,
        outcomes=(HELD, replace(HELD, started=None, ended=None, status=Status.FAILED)),
        beats=(Beat(BEGAN, 1, written=True, healthy=False),),
        notes={"queue": "url", "list": [1]},
        variables={"ID": "7"},
        control=True,
    )
    assert journal.load(tmp_path, "a-1") == written
    assert written.drill_id == "a-1"
    assert [path.name for path in written.folder.iterdir()] == ["journal.json"]


def test_what_no_file_can_keep_is_refused_and_the_last_one_stays(kept, tmp_path):
    with pytest.raises(TypeError, match="set is nothing that a journal keeps"):
        kept.kept(notes={"a": {1}})
    assert journal.load(tmp_path, "a-1") == kept


def test_a_run_that_there_is_not_is_said(tmp_path):
    with pytest.raises(JournalError) as caught:
        journal.load(tmp_path, "none")
    said = "found no run 'none' in .drills; python -m runbooks runs lists those that did not end"
    assert str(caught.value) == said


def test_a_run_that_cannot_be_read_is_not_taken_for_none(kept, tmp_path):
    (kept.kept().folder / "journal.json").write_text("{")
    with pytest.raises(JournalError, match=r"the run 'a-1' in \.drills cannot be read: "):
        journal.load(tmp_path, "a-1")


def test_the_runs_that_did_not_end_are_listed_oldest_first(kept, tmp_path):
    assert journal.unended(tmp_path / "elsewhere") == ()
    other = replace(kept, folder=tmp_path / FOLDER / "a-0").kept()
    replace(kept, folder=tmp_path / FOLDER / "a-2").kept(ended=True)
    os.utime(kept.folder, (1, 1))
    assert journal.unended(tmp_path) == (kept, other)


def test_two_commands_are_not_at_one_run(kept):
    with journal.alone(kept):
        assert journal.under_way(kept)
        with (
            pytest.raises(JournalError, match="another command is at work on the run 'a-1'"),
            journal.alone(kept),
        ):
            pass
    assert not journal.under_way(kept)


@pytest.mark.parametrize(
    ("changed", "resumable"),
    [
        ({}, True),
        ({"outcomes": (HELD,)}, True),
        ({"ended": True}, False),
        ({"own": True}, False),
        ({"control": True}, False),
        ({"outcomes": (HELD, replace(HELD, phase="clean up"))}, False),
    ],
    ids=["nothing done", "injected", "ended", "own sandbox", "control", "cleaned up"],
)
def test_a_run_can_be_gone_on_with_while_all_that_it_did_stands(kept, changed, resumable):
    assert replace(kept, **changed).resumable is resumable
