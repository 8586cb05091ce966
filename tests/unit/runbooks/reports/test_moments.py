"""The moments of a drill, and of the writes that its RPO lies between, as reports word them."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from runbooks.drill.losses import Losses
from runbooks.reports import markdown, page
from tests.rehearsed import FAILED, PASSED
from tests.unit.runbooks.reports.reader import Reader


@pytest.mark.parametrize(
    ("losses", "good", "recovered"),
    [
        (PASSED.losses, "2026-11-20 08:10:00 UTC", "2026-11-20 08:09:00 UTC"),
        (
            Losses(2, (1, 2), timedelta(minutes=1), PASSED.ended),
            "2026-11-20 08:35:00 UTC",
            "none: not even the first of them is there",
        ),
        (
            Losses(0, (), timedelta()),
            "none was sent before the fault",
            "none was sent before the fault",
        ),
    ],
    ids=["some", "all lost", "none sent"],
)
def test_the_writes_that_the_rpo_lies_between_are_named(losses, good, recovered):
    drill = replace(PASSED, losses=losses)
    text, read = markdown.report(drill), Reader(page.report(drill)).text
    assert f"| last good write before the fault | {good} |" in text
    assert f"| last recovered write, up to which none is lost | {recovered} |" in text
    assert f"last good write before the fault {good} " in read
    assert f"last recovered write, up to which none is lost {recovered} " in read


@pytest.mark.parametrize(
    ("drill", "at"), [(PASSED, "2026-11-20 08:17:30 UTC"), (FAILED, "did not come so far")]
)
def test_a_report_says_when_the_disaster_was_declared(drill, at):
    assert f"| declared | {at} |" in markdown.report(drill)
    assert f" declared {at} " in Reader(page.report(drill)).text


def test_a_moment_that_nobody_saw_is_told_from_one_that_never_came():
    line = PASSED.timeline
    unmade = replace(PASSED, timeline=replace(line, injected=None, verified=None))
    for text in (markdown.report(unmade), page.report(unmade)):
        assert re.search(r"injected\W+(th|td)?\W*not observed", text)
        assert re.search(r"verified\W+(th|td)?\W*did not come so far", text)
        assert text.count("not observed") == 1


def test_where_losses_were_not_counted_no_write_is_named():
    assert "last good write" not in markdown.report(FAILED) + page.report(FAILED)
