"""What is owed waits until its row is written, and no longer."""

from dataclasses import asdict

import pytest
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError

from stack.functions.audit import Row
from stack.functions.outbox import Delivery

ROW = Row("order-1", "key-1", "c", "2026-11-21T12:30:00+00:00", "request-1")
ITEM = {**asdict(ROW), "id": "outbox#key-1", "pending": "audit"}


@pytest.fixture
def owing(outbox):
    """Give an outbox with one row in it."""
    outbox.table.add(ITEM)
    return outbox


def test_the_item_that_is_owed_holds_the_row(outbox):
    assert outbox.owed(ROW) == ITEM


def test_what_waits_is_read_as_it_was_owed(owing):
    assert [*owing.waiting()] == [ROW]
    assert owing.count() == 1


def test_what_an_item_lacks_is_empty(outbox, cloud):
    cloud.items["outbox#a"] = {"id": {"S": "outbox#a"}, "pending": {"S": "audit"}, "checksum": {"N": "1"}}
    assert [*outbox.waiting()] == [Row(record_id="", id="a", checksum="", received_at="", request_id="")]


def test_a_delivered_row_is_written_and_its_item_gone(owing, cloud, logged):
    cloud.calls.clear()
    assert owing.deliver(ROW) is Delivery.DONE
    assert (cloud.aurora.rows, cloud.items) == ({"key-1": asdict(ROW)}, {})
    assert cloud.calls == ["ExecuteStatement", "DeleteItem"]
    assert logged() == []


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (
            lambda cloud: cloud.fail("ExecuteStatement", "DatabaseResumingException"),
            "DatabaseResumingException",
        ),
        (
            lambda cloud: cloud.fail("ExecuteStatement", "DatabaseNotFoundException", 404),
            "DatabaseNotFoundException",
        ),
        (
            lambda cloud: cloud.fail("ExecuteStatement", "StatementTimeoutException"),
            "StatementTimeoutException",
        ),
        (
            lambda cloud: cloud.fail("ExecuteStatement", "ServiceUnavailableError", 503),
            "ServiceUnavailableError",
        ),
        (lambda cloud: cloud.hang("ExecuteStatement"), "ConnectTimeoutError"),
        (lambda cloud: cloud.hang("ExecuteStatement", EndpointConnectionError), "EndpointConnectionError"),
    ],
)
def test_while_the_database_does_not_answer_the_item_waits(owing, cloud, logged, happens, reason):
    happens(cloud)
    assert owing.deliver(ROW) is Delivery.UNAVAILABLE
    assert (cloud.aurora.rows, [*owing.waiting()]) == ({}, [ROW])
    (line,) = logged()
    assert (line["level"], line["message"]) == ("WARNING", "an audit row waits")
    assert (line["id"], line["part"], line["reason"]) == ("key-1", "database", reason)


def test_a_row_that_is_refused_waits_and_is_logged_with_the_exception(owing, cloud, logged):
    cloud.fail("ExecuteStatement", "ForbiddenException", status=403)
    assert owing.deliver(ROW) is Delivery.REFUSED
    assert [*owing.waiting()] == [ROW]
    (line,) = logged()
    assert (line["level"], line["message"], line["id"]) == (
        "ERROR",
        "an audit row was refused and waits",
        "key-1",
    )
    assert "ForbiddenException" in line["exception"]


def test_a_row_whose_answer_was_lost_is_written_once(owing, cloud):
    cloud.lose_answer("ExecuteStatement")
    assert owing.deliver(ROW) is Delivery.UNAVAILABLE
    assert owing.deliver(ROW) is Delivery.DONE
    assert (cloud.aurora.rows, cloud.items) == ({"key-1": asdict(ROW)}, {})


@pytest.mark.parametrize(
    ("happens", "delivery"),
    [
        (lambda cloud: cloud.hang("DeleteItem", ReadTimeoutError, times=3), Delivery.UNAVAILABLE),
        (lambda cloud: cloud.fail("DeleteItem", "TransactionConflictException"), Delivery.UNAVAILABLE),
        (lambda cloud: cloud.fail("DeleteItem", "AccessDeniedException"), Delivery.REFUSED),
    ],
)
def test_an_item_that_cannot_be_taken_out_is_delivered_again_to_the_same_row(owing, cloud, happens, delivery):
    happens(cloud)
    assert owing.deliver(ROW) is delivery
    assert (cloud.aurora.rows, owing.count()) == ({"key-1": asdict(ROW)}, 1)
    assert owing.deliver(ROW) is Delivery.DONE
    assert (cloud.aurora.rows, owing.count()) == ({"key-1": asdict(ROW)}, 0)
