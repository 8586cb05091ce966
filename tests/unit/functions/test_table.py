"""The calls to the table."""

import pytest
from botocore.exceptions import ClientError


def test_an_item_that_was_added_is_found(table):
    assert table.add({"id": "a", "checksum": "c"}) is True
    assert table.find("a") == {"id": "a", "checksum": "c"}


def test_an_item_that_is_not_there_is_none(table):
    assert table.find("a") is None


def test_only_an_items_strings_are_read(table, cloud):
    cloud.items["a"] = {"id": {"S": "a"}, "count": {"N": "1"}}
    assert table.find("a") == {"id": "a"}


def test_a_second_item_of_the_same_id_is_not_written(table, cloud):
    table.add({"id": "a", "checksum": "c"})
    assert table.add({"id": "a", "checksum": "d"}) is False
    assert cloud.items["a"]["checksum"] == {"S": "c"}


def test_another_refusal_is_raised(table, cloud):
    cloud.fail("PutItem", "ValidationException")
    with pytest.raises(ClientError, match="ValidationException"):
        table.add({"id": "a"})


def test_the_status_is_the_services(table, cloud):
    cloud.status = "CREATING"
    assert table.status() == "CREATING"


def test_two_items_are_added_together(table, cloud):
    assert table.add_both({"id": "a", "checksum": "c"}, {"id": "b"}) is True
    assert cloud.items == {"a": {"id": {"S": "a"}, "checksum": {"S": "c"}}, "b": {"id": {"S": "b"}}}
    assert cloud.calls == ["TransactWriteItems"]


def test_neither_is_added_when_the_first_is_there(table, cloud):
    table.add({"id": "a", "checksum": "c"})
    assert table.add_both({"id": "a", "checksum": "d"}, {"id": "b"}) is False
    assert cloud.items == {"a": {"id": {"S": "a"}, "checksum": {"S": "c"}}}


def test_the_second_item_may_be_there(table, cloud):
    table.add({"id": "b", "checksum": "c"})
    assert table.add_both({"id": "a"}, {"id": "b"}) is True
    assert cloud.items["b"] == {"id": {"S": "b"}}


def test_both_items_whose_answer_was_lost_are_added_once_and_known_again(table, cloud):
    cloud.lose_answer("TransactWriteItems")
    assert table.add_both({"id": "a"}, {"id": "b"}) is True
    assert cloud.calls == ["TransactWriteItems"] * 2


@pytest.mark.parametrize("codes", [("TransactionConflict", "None"), ("None", "ValidationError")])
def test_a_transaction_that_is_cancelled_for_another_reason_is_raised(table, cloud, codes):
    cloud.meanwhile("TransactWriteItems", lambda: cloud.cancelled(*codes))
    with pytest.raises(ClientError, match="TransactionCanceledException"):
        table.add_both({"id": "a"}, {"id": "b"})
    assert cloud.items == {}


def test_an_item_is_removed_and_one_that_is_not_there_is_no_error(table, cloud):
    table.add({"id": "a"})
    assert table.remove("a") is None
    assert table.remove("a") is None
    assert cloud.items == {}


def test_what_is_pending_is_read_and_counted_apart_from_the_rest(table, cloud):
    for item in ({"id": "a"}, {"id": "b", "pending": "audit"}, {"id": "c", "pending": "other"}):
        table.add(item)
    cloud.items["b"]["count"] = {"N": "1"}
    assert [*table.pending("audit")] == [{"id": "b", "pending": "audit"}]
    assert table.count_pending("audit") == 1


@pytest.mark.parametrize(("items", "pages"), [(0, 1), (99, 1), (100, 2), (201, 3)])
def test_what_is_pending_is_read_page_by_page(table, cloud, items, pages):
    keys = [f"{number:03}" for number in range(items)]
    cloud.items = {key: {"id": {"S": key}, "pending": {"S": "audit"}} for key in keys}
    assert [item["id"] for item in table.pending("audit")] == keys
    assert cloud.calls == ["Query"] * pages


def test_the_next_page_is_read_only_when_it_is_wanted(table, cloud):
    cloud.items = {
        key: {"id": {"S": key}, "pending": {"S": "audit"}} for key in map("{:03}".format, range(101))
    }
    rows = table.pending("audit")
    for _ in range(100):
        next(rows)
    assert cloud.calls == ["Query"]


@pytest.mark.parametrize(
    ("description", "days"),
    [
        ({"PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": 7}, 7),
        ({"PointInTimeRecoveryStatus": "ENABLED"}, 35),
        ({"PointInTimeRecoveryStatus": "DISABLED", "RecoveryPeriodInDays": 7}, 0),
        ({}, 0),
    ],
)
def test_pitr_reaches_back_as_described(table, cloud, description, days):
    cloud.pitr = description
    assert table.pitr_days() == days


def test_pitr_is_turned_on_for_the_days_wanted(table, cloud):
    cloud.pitr = {"PointInTimeRecoveryStatus": "DISABLED"}
    table.enable_pitr(14)
    assert table.pitr_days() == 14
