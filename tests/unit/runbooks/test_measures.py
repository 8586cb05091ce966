"""What is wanted, what is lost and how long things may take are plain data."""

from datetime import UTC, datetime, timedelta

import pytest

from runbooks.drill.figures import Model, Part
from runbooks.drill.load import Beat
from runbooks.drill.losses import Losses, reckon
from runbooks.drill.tolerance import AtLeast, AtMost, Exactly, Something
from runbooks.text import table

BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("wanted", "said", "enough", "not_enough"),
    [
        (Exactly("ok"), "'ok'", ["ok"], ["", "OK", None]),
        (AtLeast(3), "at least 3", [3, 4.5], [2, "3", None, []]),
        (AtMost(3), "at most 3", [3, 0], [3.1, "3", None]),
        (Something(), "something", ["x", [0], 1], ["", [], 0, None, False]),
    ],
    ids=["exactly", "at least", "at most", "something"],
)
def test_a_tolerance_holds_or_not_and_says_what_it_wants(wanted, said, enough, not_enough):
    assert str(wanted) == said
    assert [each for each in enough if not wanted.holds(each)] == []
    assert [each for each in not_enough if wanted.holds(each)] == []


BEATS = [Beat(BEGAN + n * MINUTE, n, written=n != 3, healthy=True) for n in range(6)]
"""One a minute, of which all but number 3 were acknowledged."""


@pytest.mark.parametrize(
    ("there", "lost", "minutes", "recovered"),
    [
        ({0, 1, 2, 4, 5}, (), 0, 4),
        ({0, 1, 2, 4}, (5,), 0, 4),
        ({0, 1, 2, 5}, (4,), 2, 2),
        ({0, 2, 4, 5}, (1,), 4, 0),
        (set(), (0, 1, 2, 4, 5), 4, None),
    ],
    ids=["none", "after the fault", "the newest", "one in between", "all"],
)
def test_losses_are_counted_and_reach_back_to_the_oldest(there, lost, minutes, recovered):
    found = reckon(BEATS, there, BEGAN + 4 * MINUTE)
    last = None if recovered is None else BEGAN + recovered * MINUTE
    assert found == Losses(5, lost, minutes * MINUTE, BEGAN + 4 * MINUTE, last)


def test_the_last_good_write_is_one_that_was_acknowledged_before_the_fault():
    found = reckon(BEATS, {0, 1, 2, 4, 5}, BEGAN + 3.5 * MINUTE)
    assert (found.last_good, found.last_recovered) == (BEGAN + 2 * MINUTE, BEGAN + 2 * MINUTE)
    found = reckon(BEATS, {1, 2, 4, 5}, BEGAN - MINUTE)
    assert (found.lost, found.last_good, found.last_recovered) == ((0,), None, None)


def test_nothing_is_lost_of_what_was_not_acknowledged():
    assert reckon([], set(), BEGAN) == Losses(0, (), timedelta())
    assert reckon(BEATS[3:4], set(), BEGAN) == Losses(0, (), timedelta())


def test_one_unknown_part_makes_the_sum_unknown():
    known, unknown = Part("detect", MINUTE, "source"), Part("recover", None, "none")
    assert Model((known, known), None, "").rto == 2 * MINUTE
    assert Model((known, unknown), None, "").rto is None


def test_a_table_is_aligned_below_its_names():
    assert [*table([("name", "of"), ("a", "long one"), ("longer", "")])] == [
        "name    of",
        "------  --------",
        "a       long one",
        "longer",
    ]
