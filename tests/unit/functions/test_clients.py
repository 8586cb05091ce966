"""How long a call may take."""

import pytest
from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError

from stack.functions.backlog import PERIOD


def seconds(client):
    """Give the most that a call without an answer may take, with botocore's waits between its attempts."""
    config = client.meta.config
    attempts = config.retries["total_max_attempts"]
    return attempts * (config.connect_timeout + config.read_timeout) + sum(range(attempts))


def test_two_parts_without_an_answer_fit_into_the_functions_30_seconds(cloud, naps, table):
    cloud.hang("DescribeTable", times=9)
    with pytest.raises(ConnectTimeoutError):
        table.status()
    assert cloud.calls == ["DescribeTable"] * 3
    assert len(naps) == 2
    assert 2 * seconds(table.client) == 24


def test_the_database_is_asked_once_and_fits_in_as_a_third(cloud, naps, table, database):
    cloud.hang("ExecuteStatement", ReadTimeoutError, times=9)
    with pytest.raises(ReadTimeoutError):
        database.reach()
    assert (cloud.calls, naps) == (["ExecuteStatement"], [])
    assert 2 * seconds(table.client) + seconds(database.client) == 28


def test_the_last_delivery_of_a_run_fits_into_the_functions_30_seconds(table, database):
    assert PERIOD.total_seconds() + seconds(database.client) + seconds(table.client) == 28
