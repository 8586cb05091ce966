"""How long a call may take."""

import pytest
from botocore.exceptions import ConnectTimeoutError


def test_two_parts_without_an_answer_fit_into_the_functions_30_seconds(cloud, naps, table):
    cloud.hang("DescribeTable", times=9)
    with pytest.raises(ConnectTimeoutError):
        table.status()
    config = table.client.meta.config
    assert cloud.calls == ["DescribeTable"] * 3
    assert len(naps) == 2
    seconds = 3 * (config.connect_timeout + config.read_timeout) + 1 + 2
    assert 2 * seconds == 24
