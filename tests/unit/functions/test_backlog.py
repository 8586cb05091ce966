"""What waits is worked off, a bounded number at a time."""

import pytest
from botocore.exceptions import ReadTimeoutError

from stack.functions.audit import Row
from stack.functions.backlog import Backlog, count, work_off

TIME = "2026-11-21T12:30:00+00:00"


def never():
    return False


@pytest.fixture
def owing(outbox):
    """Owe rows of these ids, in this order as the outbox gives them, each with its time."""

    def owed(ids, received_at=TIME):
        for each in ids:
            outbox.table.add(outbox.owed(Row(each, each, "c", received_at, "request-1")))

    return owed


def numbered(amount):
    return [f"{number:03}" for number in range(amount)]


def test_an_empty_outbox_is_only_counted(outbox, cloud):
    assert work_off(outbox, never) == Backlog(delivered=0, waiting=0)
    assert cloud.calls == ["Query"]


def test_what_waits_is_delivered(outbox, owing, cloud):
    owing(["a", "b"])
    assert work_off(outbox, never) == Backlog(delivered=2, waiting=0)
    assert (cloud.aurora.rows.keys(), cloud.items) == ({"a", "b"}, {})


def test_a_run_delivers_at_most_100_and_the_next_goes_on(outbox, owing, cloud):
    owing(numbered(130))
    assert work_off(outbox, never) == Backlog(delivered=100, waiting=30)
    assert [*cloud.aurora.rows] == numbered(100)
    assert work_off(outbox, never) == Backlog(delivered=30, waiting=0)
    assert [*cloud.aurora.rows] == numbered(130)


def test_a_run_that_is_over_begins_no_delivery(outbox, owing, cloud):
    owing(numbered(5))
    answers = iter([False, False, True])
    assert work_off(outbox, lambda: next(answers)) == Backlog(delivered=2, waiting=3)
    assert [*cloud.aurora.rows] == ["000", "001"]


def test_rows_that_are_refused_hold_up_no_other_however_many(outbox, owing, cloud, logged):
    owing(numbered(120), received_at="no time")
    owing(["good-1", "good-2"])
    assert work_off(outbox, never) == Backlog(delivered=2, waiting=120)
    assert cloud.aurora.rows.keys() == {"good-1", "good-2"}
    assert [line["message"] for line in logged()] == ["an audit row was refused and waits"] * 120


def test_a_row_without_an_answer_holds_up_no_other(outbox, owing, cloud):
    owing(["a", "b", "c"])
    cloud.hang("ExecuteStatement", ReadTimeoutError)
    assert work_off(outbox, never) == Backlog(delivered=2, waiting=1)
    assert cloud.aurora.rows.keys() == {"b", "c"}


def test_a_database_that_goes_down_meanwhile_is_asked_three_times(outbox, owing, cloud):
    owing(numbered(9))
    cloud.meanwhile("ExecuteStatement", lambda: None)
    cloud.fail("ExecuteStatement", "DatabaseUnavailableException", 504, times=9)
    assert work_off(outbox, never) == Backlog(delivered=1, waiting=8)
    assert cloud.calls.count("ExecuteStatement") == 4


def test_an_outbox_that_cannot_be_counted_is_unknown_and_logged(outbox, owing, cloud, logged):
    owing(["a"])
    cloud.fail("Query", "AccessDeniedException")
    assert work_off(outbox, never) == Backlog(delivered=0, waiting=None)
    assert cloud.aurora.rows == {}
    (line,) = logged()
    assert (line["level"], line["message"]) == ("ERROR", "the audit rows that wait could not be counted")
    assert "AccessDeniedException" in line["exception"]


def test_an_outbox_that_cannot_be_read_to_its_end_keeps_the_rest_for_the_next_run(
    outbox, owing, cloud, logged
):
    owing(numbered(130), received_at="no time")
    cloud.meanwhile("Query", lambda: None)
    cloud.meanwhile("Query", lambda: None)
    cloud.hang("Query", ReadTimeoutError, times=3)
    assert work_off(outbox, never) == Backlog(delivered=0, waiting=130)
    assert logged()[-1]["message"] == "the outbox could not be read to its end"
    assert logged()[-1]["exception_name"] == "ReadTimeoutError"


def test_more_deliveries_than_were_counted_leave_nothing_waiting(outbox, owing, cloud):
    owing(["a"])
    cloud.meanwhile("Query", lambda: None)
    cloud.meanwhile("Query", lambda: owing(["b"]))
    assert work_off(outbox, never) == Backlog(delivered=2, waiting=0)


def test_counting_delivers_nothing(outbox, owing, cloud):
    owing(["a", "b"])
    assert count(outbox) == Backlog(delivered=0, waiting=2)
    assert (cloud.aurora.rows, len(cloud.items)) == ({}, 2)
