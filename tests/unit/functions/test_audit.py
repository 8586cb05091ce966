"""One row for each record."""

from dataclasses import asdict, replace

import pytest
from botocore.exceptions import ClientError

from stack.functions.audit import Audit, Row

ROW = Row("order-1", "key-1", "c", "2026-11-21T12:30:00+00:00", "request-1")


@pytest.fixture
def audit(database):
    return Audit(database)


def test_a_row_is_written(audit, cloud):
    audit.write(ROW)
    assert cloud.aurora.rows == {"key-1": asdict(ROW)}
    assert cloud.calls == ["ExecuteStatement"]


def test_a_row_that_is_there_already_stays_as_it_is(audit, cloud):
    audit.write(ROW)
    audit.write(replace(ROW, request_id="request-2"))
    assert cloud.aurora.rows == {"key-1": asdict(ROW)}


def test_the_first_row_of_all_makes_the_table(audit, cloud):
    cloud.aurora.rows = None
    audit.write(ROW)
    audit.write(replace(ROW, id="key-2"))
    assert cloud.aurora.rows == {"key-1": asdict(ROW), "key-2": asdict(replace(ROW, id="key-2"))}
    assert cloud.calls == ["ExecuteStatement"] * 4


def test_a_table_that_cannot_be_made_is_raised(audit, cloud):
    cloud.aurora.rows = None
    cloud.meanwhile("ExecuteStatement", lambda: None)
    cloud.fail("ExecuteStatement", "DatabaseErrorException")
    with pytest.raises(ClientError, match="DatabaseErrorException"):
        audit.write(ROW)
    assert cloud.aurora.rows is None


def test_another_refusal_is_raised_and_makes_no_table(audit, cloud):
    cloud.aurora.rows = None
    cloud.fail("ExecuteStatement", "BadRequestException")
    with pytest.raises(ClientError, match="BadRequestException"):
        audit.write(ROW)
    assert (cloud.aurora.rows, cloud.calls) == (None, ["ExecuteStatement"])
