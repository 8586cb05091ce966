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
